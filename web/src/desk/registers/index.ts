/** The registers that all staff have: one part of the desk, loaded when one of them is opened. */
export { ContactPage } from "./ContactPage.tsx";
export { Contacts } from "./Contacts.tsx";
export { Post } from "./Post.tsx";
export { Properties } from "./Properties.tsx";
export { PropertyPage } from "./PropertyPage.tsx";
export { SessionsPage } from "./SessionsPage.tsx";
