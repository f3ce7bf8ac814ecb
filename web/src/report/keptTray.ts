import { createStore, get, set } from "idb-keyval";
import type { AskAddress } from "../thread/files.ts";
import { type Photo, Tray } from "../thread/tray.ts";

const kept = createStore("huismeester-photos", "photos");

/** The photos of a report, kept on this device until it has arrived: a reload loses none. */
export class KeptTray extends Tray {
  constructor(private readonly key: string, askAddress: AskAddress) {
    super(askAddress);
    this.prepared = get<readonly Photo[]>(key, kept).then((found) => found && this.put([...found, ...this.files.value]), () => {});
  }

  protected override put(photos: readonly Photo[]): void {
    super.put(photos);
    void set(this.key, photos, kept).catch(() => {});
  }
}
