import type { Message } from "./store.ts";

/** What employees have in a thread besides: notes for themselves, sharing, and drafts to review. */
export interface StaffThread {
  /** Who reads a message, or a note, in a sentence. */
  sees: (kind: "POST" | "NOTE") => string;
  names: { post: string; note: string; share: string };
  share: ((message: Message) => void) | undefined;
  /** The draft that was put in the message, to be posted as that draft; its files go along. */
  draft: { id: string; body: string; files: readonly string[] } | null;
}
