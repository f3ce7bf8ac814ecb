import { signal } from "@preact/signals";

// As in desk.css.
const query = matchMedia("(min-width: 80rem)");

/** Whether the window has room for a third column. */
export const hasRoom = signal(query.matches);

query.addEventListener("change", ({ matches }) => (hasRoom.value = matches));
