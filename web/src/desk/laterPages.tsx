import type { ComponentType } from "preact";
import { later } from "../parts/later.tsx";

const registers = () => import("./registers/index.ts");
const administration = () => import("./registers/administration.ts");

// Pages that are loaded when they are opened, so that the inbox is there as soon as before.
export const Contacts = page(() => registers().then((part) => part.Contacts));
export const ContactPage = page(() => registers().then((part) => part.ContactPage));
export const Properties = page(() => registers().then((part) => part.Properties));
export const PropertyPage = page(() => registers().then((part) => part.PropertyPage));
export const Post = page(() => registers().then((part) => part.Post));
export const SessionsPage = page(() => registers().then((part) => part.SessionsPage));
export const SettingsPage = page(() => administration().then((part) => part.SettingsPage));
export const Categories = page(() => administration().then((part) => part.Categories));
export const Employees = page(() => administration().then((part) => part.Employees));
export const Trail = page(() => administration().then((part) => part.Trail));

function page<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return later(load, ({ children }) => <main class="register">{children}</main>);
}
