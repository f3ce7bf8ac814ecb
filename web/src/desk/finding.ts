/** Finding properties and people as somebody types. */
import { ask } from "../api/http.ts";
import type { ContactType, FindContactsQuery, FindPropertiesQuery } from "../gql/staff.ts";
import type { Found } from "../parts/Finder.tsx";
import { CONTACTS, PROPERTIES } from "./operations.ts";

export type FoundProperty = Found & { units: FindPropertiesQuery["properties"]["nodes"][number]["units"] };

export async function findProperties(search: string): Promise<readonly FoundProperty[]> {
  const { properties } = await ask(PROPERTIES, { search: search.trim() || null });
  return properties.nodes.map((one) => ({ id: one.id, text: one.address, more: one.name, units: one.units }));
}

type Contact = FindContactsQuery["contacts"]["nodes"][number];

/** Contacts of one type, or of any. */
export const findContacts = (type: ContactType | null = null) => async (search: string): Promise<readonly Found[]> => {
  const { contacts } = await ask(CONTACTS, { filter: { search: search.trim() || null, type } });
  return contacts.nodes.map(type === "EXTERNAL_PARTY" ? asFirm : asPerson);
};

const asPerson = ({ id, name, company, phone, email }: Contact) => ({ id, text: name, more: [company, phone ?? email].filter(Boolean).join(", ") });

const asFirm = ({ id, name, company, trade }: Contact) => ({ id, text: company ?? name, more: [company && name, trade].filter(Boolean).join(", ") });
