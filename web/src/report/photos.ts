import { Shelf } from "../api/shelf.ts";
import type { Photo } from "../thread/tray.ts";
import { dropDraft, isKept } from "./draft.ts";

/** Where the photos of a report wait, under the name of its draft. */
export function photosOf(key: string): Shelf<Photo> {
  const shelf = new Shelf<Photo>(key);
  // A draft is dropped at once and its photos soon after, so a page that closes in between leaves photos of no draft.
  if (!isKept(key)) void shelf.put([]);
  return shelf;
}

/** Leaves nothing on this device of a report, written or sent. */
export async function forgetReport(key: string): Promise<void> {
  dropDraft(key);
  sessionStorage.removeItem(`${key}.receipt`);
  await new Shelf(key).put([]);
}
