import { del, get, set } from "idb-keyval";
import type { AskAddress } from "../thread/files.ts";
import { type Photo, Tray } from "../thread/tray.ts";
import { isKept } from "./draft.ts";
import { photosKept } from "./forget.ts";

/** The photos of a draft, kept on this device under its key until it has arrived: a reload loses none. */
export class KeptTray extends Tray {
  constructor(private readonly key: string, askAddress: AskAddress) {
    super(askAddress);
    this.prepared = this.takeUp().catch(() => {});
  }

  // A draft is dropped at once and its photos soon after, so a page that closes in between leaves photos of no draft.
  private async takeUp(): Promise<void> {
    if (!isKept(this.key)) return del(this.key, photosKept);
    const { turn } = this;
    const found = await get<readonly Photo[]>(this.key, photosKept);
    if (found && turn === this.turn) this.put([...found, ...this.files.value]);
  }

  protected override put(photos: readonly Photo[]): void {
    super.put(photos);
    void set(this.key, photos, photosKept).catch(() => {});
  }
}
