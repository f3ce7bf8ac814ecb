import { ask } from "../../api/http.ts";
import type * as Gql from "../../gql/staff.ts";
import type { Values } from "../../parts/form.ts";
import { PROPERTIES } from "./operations.ts";
import { Pages } from "./pages.ts";

export type PropertyRow = Gql.RegisterPropertiesQuery["properties"]["nodes"][number];
export type PropertyDetails = Gql.RegisterPropertyPageFragment;
export type Ownership = PropertyDetails["ownerships"][number];
export type Unit = PropertyDetails["units"][number];
export type Tenancy = Unit["tenancies"][number];

interface PropertiesShown {
  search: string;
  isArchived: boolean;
}

export const properties = new Pages<PropertyRow, PropertiesShown>({ search: "", isArchived: false }, async ({ search, isArchived }, window) =>
  (await ask(PROPERTIES, { search: search.trim() || null, isArchived, ...window })).properties);

export const valuesOfProperty = ({ street, houseNumber, postcode, city, name }: Gql.RegisterPropertyFragment): Values => ({ street, houseNumber, postcode, city, name: name ?? "" });

export const inputOfProperty = ({ street = "", houseNumber = "", postcode = "", city = "", name }: Values) => ({ street, houseNumber, postcode, city, name: name || null });
