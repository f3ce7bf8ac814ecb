import { signal } from "@preact/signals";
import { act, ask } from "../../api/http.ts";
import type * as Gql from "../../gql/staff.ts";
import type { Values } from "../../parts/form.ts";
import { phone } from "../../words/formats.ts";
import { seat } from "../desk.ts";
import { EMPLOYEES, END_EMPLOYEE_SESSIONS, UPDATE_EMPLOYEE } from "./adminOperations.ts";
import { Pages } from "./pages.ts";

export type Employee = Gql.RegisterEmployeesQuery["employees"]["nodes"][number];
export type Left = Pick<Gql.UpdateEmployeeMutation["outcome"], "openIncidents" | "openTasks"> & { name: string };

interface EmployeesShown {
  search: string;
  isActive: boolean;
}

export const employees = new Pages<Employee, EmployeesShown>({ search: "", isActive: true }, async ({ search, isActive }, window) =>
  (await ask(EMPLOYEES, { search: search.trim() || null, isActive, ...window })).employees);

export const isViewer = ({ id }: Employee) => typeof seat.value === "object" && seat.value.employee.id === id;

/** The work that somebody left; it stays in sight until it is put away, also after a look at some of it. */
export const left = signal<Left | null>(null);

/** Lets somebody in, or no longer. */
export async function letIn({ id, name, version }: Employee, isActive: boolean): Promise<void> {
  const { openIncidents, openTasks } = await act(UPDATE_EMPLOYEE, { input: { employeeId: id, isActive, expectedVersion: version } }).finally(() => employees.look());
  left.value = isActive ? null : { name, openIncidents, openTasks };
}

/** Ends all that somebody is signed in with: a telephone was lost. They can sign in again. */
export const signOutEverywhere = ({ id }: Employee) => act(END_EMPLOYEE_SESSIONS, { input: { employeeId: id } });

export const valuesOfEmployee = (one: Employee): Values => ({ name: one.name, phone: one.phone ? phone(one.phone) : "", locale: one.locale, role: one.role });

export const inputOfEmployee = (values: Values) => ({
  name: values.name ?? "",
  phone: values.phone || null,
  locale: values.locale as Gql.Locale,
  ...("role" in values ? { role: values.role as Gql.EmployeeRole } : {}),
});
