import type * as Gql from "../../gql/staff.ts";
import type { Values } from "../../parts/form.ts";
import { phone } from "../../words/formats.ts";
import { CHANNELS } from "./contacts.ts";

export type Settings = Gql.RegisterSettingsFragment;
type Input = Omit<Gql.UpdateSettingsInput, "expectedVersion">;

export type Part = "organisation" | "reports" | "handling" | "terms" | "mail" | "links" | "keeping";

const days = (count: number | null) => (count === null ? "" : String(count));
const count = (typed: string | undefined) => (typed ? Number(typed) : null);

/** What each form of the settings holds, and what that means to the service. */
export const PARTS: Record<Part, { valuesOf: (settings: Settings) => Values; inputOf: (values: Values) => Input }> = {
  organisation: {
    valuesOf: (now) => ({ name: now.name, email: now.email ?? "", phone: now.phone ? phone(now.phone) : "" }),
    inputOf: ({ name = "", email, phone }) => ({ name, email: email || null, phone: phone || null }),
  },
  reports: {
    valuesOf: (now) => ({
      reportRecipients: now.reportRecipients,
      ...Object.fromEntries(CHANNELS.map((channel) => [channel, now.confirmationChannels.includes(channel) ? "on" : ""])),
    }),
    inputOf: (values) => ({
      reportRecipients: values.reportRecipients as Gql.ReportRecipients,
      confirmationChannels: CHANNELS.filter((channel) => values[channel] === "on"),
    }),
  },
  handling: {
    valuesOf: (now) => ({ firstResponderBecomesHandler: now.firstResponderBecomesHandler ? "on" : "" }),
    inputOf: (values) => ({ firstResponderBecomesHandler: values.firstResponderBecomesHandler === "on" }),
  },
  terms: {
    valuesOf: (now) => ({
      contractorReminderDays: days(now.contractorReminderDays),
      ownerReminderDays: days(now.ownerReminderDays),
      ownerAnswerDays: days(now.ownerAnswerDays),
    }),
    inputOf: (values) => ({
      contractorReminderDays: count(values.contractorReminderDays),
      ownerReminderDays: count(values.ownerReminderDays),
      ownerAnswerDays: count(values.ownerAnswerDays),
    }),
  },
  mail: {
    valuesOf: (now) => ({ mailName: now.mailName ?? "", mailAddress: now.mailAddress ?? "" }),
    inputOf: ({ mailName, mailAddress }) => ({ mailName: mailName || null, mailAddress: mailAddress || null }),
  },
  links: {
    valuesOf: (now) => ({ guestLinkDays: days(now.guestLinkDays) }),
    inputOf: ({ guestLinkDays }) => ({ guestLinkDays: Number(guestLinkDays) }),
  },
  keeping: {
    valuesOf: (now) => ({ reporterMonths: days(now.reporterMonths), deliveryDays: days(now.deliveryDays), auditDays: days(now.auditDays) }),
    inputOf: ({ reporterMonths, deliveryDays, auditDays }) => ({
      reporterMonths: count(reporterMonths),
      deliveryDays: count(deliveryDays),
      auditDays: Number(auditDays),
    }),
  },
};
