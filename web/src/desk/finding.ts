import { ask } from "../api/http.ts";
import type { FindPropertiesQuery } from "../gql/staff.ts";
import type { Found } from "../parts/Finder.tsx";
import { CONTACTS, PROPERTIES } from "./operations.ts";

export type FoundProperty = Found & { units: FindPropertiesQuery["properties"]["nodes"][number]["units"] };

export async function findProperties(search: string): Promise<readonly FoundProperty[]> {
  const { properties } = await ask(PROPERTIES, { search: search || null });
  return properties.nodes.map((one) => ({ id: one.id, text: one.address, more: one.name, units: one.units }));
}

/** Who may have reported: tenants and owners, and whoever else is known. */
export async function findReporters(search: string): Promise<readonly Found[]> {
  const { contacts } = await ask(CONTACTS, { filter: { search: search || null } });
  return contacts.nodes.map((one) => ({ id: one.id, text: one.name, more: [one.company, one.phone ?? one.email].filter(Boolean).join(", ") }));
}

export async function findContractors(search: string): Promise<readonly Found[]> {
  const { contacts } = await ask(CONTACTS, { filter: { search: search || null, type: "EXTERNAL_PARTY" } });
  return contacts.nodes.map((one) => ({ id: one.id, text: one.company ?? one.name, more: [one.company && one.name, one.trade].filter(Boolean).join(", ") }));
}
