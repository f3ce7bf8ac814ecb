/** Where files wait on this device until they are sent, so that a reload loses none. */
import { createStore, del, delMany, get, keys, set } from "idb-keyval";

const kept = createStore("huismeester-photos", "photos");

/** The files that wait for one thing, under its name. A browser that keeps nothing has them while the page is open. */
export class Shelf<Kept> {
  constructor(private readonly name: string) {}

  async taken(): Promise<readonly Kept[]> {
    return (await get<readonly Kept[]>(this.name, kept).catch(() => undefined)) ?? [];
  }

  async put(files: readonly Kept[]): Promise<void> {
    await (files.length > 0 ? set(this.name, files, kept) : del(this.name, kept)).catch(() => {});
  }
}

/** Throws away what waits under some names. */
export async function clearShelves(isOver: (name: string) => boolean): Promise<void> {
  await keys<string>(kept).then((names) => delMany(names.filter(isOver), kept)).catch(() => {});
}
