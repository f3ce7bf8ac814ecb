/** What admins have besides: loaded when it is opened. */
export { Categories } from "./Categories.tsx";
export { Employees } from "./Employees.tsx";
export { SettingsPage } from "./SettingsPage.tsx";
export { Trail } from "./Trail.tsx";
