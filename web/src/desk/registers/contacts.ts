import { ask } from "../../api/http.ts";
import type * as Gql from "../../gql/staff.ts";
import type { Values } from "../../parts/form.ts";
import { phone } from "../../words/formats.ts";
import { CONTACTS } from "./operations.ts";
import { Pages } from "./pages.ts";

export type Contact = Gql.RegisterContactFragment;
export type ContactDetails = Gql.RegisterContactPageFragment;

export const TYPES: readonly Gql.ContactType[] = ["TENANT", "OWNER", "EXTERNAL_PARTY"];
export const CHANNELS: readonly Gql.Channel[] = ["EMAIL", "SMS"];

interface ContactsShown {
  search: string;
  type: Gql.ContactType | "";
  isArchived: boolean;
}

export const contacts = new Pages<Contact, ContactsShown>({ search: "", type: "", isArchived: false }, async ({ search, type, isArchived }, window) => {
  const filter = { search: search.trim() || null, type: type || null, isArchived };
  return (await ask(CONTACTS, { filter, ...window })).contacts;
});

/** What the form of a contact holds for one that is there. */
export const valuesOfContact = (contact: Contact): Values => ({
  name: contact.name,
  company: contact.company ?? "",
  ...(contact.type === "EXTERNAL_PARTY" ? { trade: contact.trade ?? "" } : {}),
  email: contact.email ?? "",
  phone: contact.phone ? phone(contact.phone) : "",
  locale: contact.locale,
  ...Object.fromEntries(CHANNELS.map((channel) => [channel, contact.preferredChannels.includes(channel) ? "on" : ""])),
});

export const inputOfContact = (values: Values) => ({
  name: values.name ?? "",
  company: values.company || null,
  ...("trade" in values ? { trade: values.trade || null } : {}),
  email: values.email || null,
  phone: values.phone || null,
  locale: values.locale as Gql.Locale,
  preferredChannels: CHANNELS.filter((channel) => values[channel] === "on"),
});

/** Where a unit is. */
export const homeOf = ({ label, property }: { label: string; property: { address: string } | null }) => [property?.address, label].filter(Boolean).join(", ");
