import { createStore, del } from "idb-keyval";
import { dropDraft } from "./draft.ts";

/** The photos of what somebody writes in a report form. */
export const photosKept = createStore("huismeester-photos", "photos");

/** Leaves nothing on this device of a report, written or sent. */
export async function forgetReport(key: string): Promise<void> {
  dropDraft(key);
  sessionStorage.removeItem(`${key}.receipt`);
  await del(key, photosKept).catch(() => {});
}
