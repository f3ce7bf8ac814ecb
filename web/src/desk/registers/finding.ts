import { ask } from "../../api/http.ts";
import type { ContactType } from "../../gql/staff.ts";
import type { Found } from "../../parts/Finder.tsx";
import { CONTACTS } from "./operations.ts";

/** Finds contacts of one type as one types. */
export const finding = (type: ContactType) => async (search: string): Promise<readonly Found[]> => {
  const { contacts } = await ask(CONTACTS, { filter: { search: search.trim() || null, type }, first: 20, after: null });
  return contacts.nodes.map((one) => ({ id: one.id, text: one.name, more: [one.company, one.email ?? one.phone].filter(Boolean).join(", ") }));
};
