import type { Message } from "./store.ts";

/** What employees have in a thread besides: notes for themselves, and sharing. */
export interface StaffThread {
  /** Who reads a message, or a note, in a sentence. */
  sees: (kind: "POST" | "NOTE") => string;
  names: { post: string; note: string; share: string };
  share: ((message: Message) => void) | undefined;
}
