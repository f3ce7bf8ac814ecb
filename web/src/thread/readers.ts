import type { Message } from "./store.ts";

/**
 * Who has read what the viewer wrote, by message: each reader at the newest that it has read, and nowhere else. Who has
 * read a message, or wrote one, has read what stands before it too; of notes that holds for employees alone.
 */
export function readersOf(messages: readonly Message[]): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, { name: string; readsNotes: boolean }>();
  const placed = new Set<string>();
  const found = new Map<string, readonly string[]>();
  for (const { id, author, event, kind, readBy } of [...messages].reverse()) {
    for (const one of author ? [...readBy, author] : readBy) {
      if (!one.isViewer) reached.set(one.displayName + one.role, { name: one.displayName, readsNotes: one.role === "EMPLOYEE" });
    }
    if (!author?.isViewer || event) continue;
    const here = [...reached].filter(([key, reader]) => !placed.has(key) && (kind !== "NOTE" || reader.readsNotes));
    for (const [key] of here) placed.add(key);
    found.set(id, here.map(([, reader]) => reader.name));
  }
  return found;
}
