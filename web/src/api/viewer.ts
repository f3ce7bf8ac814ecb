/** Who is looking: what this device keeps of somebody is kept under their name, and is shown and sent as theirs alone. */
import { signal } from "@preact/signals";

/** The viewer by a name that stays the same through every sign-in; null while nobody is known to be here. */
export const viewer = signal<string | null>(null);

export const TYPED = "huismeester.typed.";
export const typedBy = (name: string | null) => `${TYPED}${name}.`;

/** Under which name this tab keeps what the viewer types in a thread. */
export const typedIn = (threadId: string) => typedBy(viewer.peek()) + threadId;
