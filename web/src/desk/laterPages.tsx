import { lazy } from "preact-iso";
import type { ComponentType } from "preact";
import { words } from "../words/index.ts";

const registers = () => import("./registers/index.ts");
const administration = () => import("./registers/administration.ts");

// Pages that are loaded when they are opened, so that the inbox is there as soon as before.
export const Contacts = later(() => registers().then((part) => part.Contacts));
export const ContactPage = later(() => registers().then((part) => part.ContactPage));
export const Properties = later(() => registers().then((part) => part.Properties));
export const PropertyPage = later(() => registers().then((part) => part.PropertyPage));
export const Post = later(() => registers().then((part) => part.Post));
export const SessionsPage = later(() => registers().then((part) => part.SessionsPage));
export const SettingsPage = later(() => administration().then((part) => part.SettingsPage));
export const Categories = later(() => administration().then((part) => part.Categories));
export const Employees = later(() => administration().then((part) => part.Employees));
export const Trail = later(() => administration().then((part) => part.Trail));

function later<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(() => load().catch(() => Unreachable as ComponentType<Props>));
}

// A part that did not come once does not come again before the page is read anew.
function Unreachable() {
  return (
    <main class="register">
      <p class="trouble" role="alert">{words.value.trouble.offline} <button type="button" class="link" onClick={() => location.reload()}>{words.value.act.retry}</button></p>
    </main>
  );
}
