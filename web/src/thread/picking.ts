import { signal } from "@preact/signals";
import { newId } from "../api/ids.ts";
import type { Shelf } from "../api/shelf.ts";
import { words } from "../words/index.ts";
import { LARGEST, MOST_FILES, prepare } from "./files.ts";
import type { PendingFile } from "./outbox.ts";

/** Files that somebody picks and that go along later: made smaller, not too many, and none too large. */
export class Picking<Picked extends PendingFile = PendingFile> {
  readonly files = signal<readonly Picked[]>([]);
  /** How many are still being made smaller. */
  readonly preparing = signal(0);
  readonly trouble = signal("");
  /** Over when all that was picked is among the files. */
  protected prepared: Promise<unknown> = Promise.resolve();
  /** Counts how often it was emptied: what is made ready for what has gone is of no use any more. */
  protected turn = 0;

  /** @param count - how many an earlier visit left on the shelf, if that is known. */
  constructor(private readonly shelf?: Shelf<Picked>, count = 0) {
    this.preparing.value = count;
    if (shelf) this.prepared = this.takeUp(shelf, count);
  }

  async pick(picked: readonly File[]): Promise<void> {
    const count = this.files.value.length + this.preparing.value + picked.length;
    this.trouble.value = count > MOST_FILES ? words.value.photo.tooMany(MOST_FILES) : "";
    if (this.trouble.value) return;
    const { turn } = this;
    this.preparing.value += picked.length;
    this.prepared = this.prepared.then(() => this.prepareEach(picked, turn));
    await this.prepared;
  }

  remove(key: string): void {
    this.put(this.files.value.filter((file) => file.key !== key));
  }

  /** They went with what they were picked for, or were thrown away with it. */
  empty(): void {
    this.turn += 1;
    this.preparing.value = 0;
    this.trouble.value = "";
    this.put([]);
  }

  protected put(files: readonly Picked[]): void {
    this.files.value = files;
    void this.shelf?.put(files);
  }

  private async takeUp(shelf: Shelf<Picked>, count: number): Promise<void> {
    const { turn } = this;
    const found = await shelf.taken();
    if (turn !== this.turn) return;
    this.preparing.value -= count;
    if (found.length > 0) this.put([...found, ...this.files.value]);
  }

  private async prepareEach(picked: readonly File[], turn: number): Promise<void> {
    for (const file of picked) {
      if (turn !== this.turn) return;
      const ready = await prepare(file, newId());
      if (turn !== this.turn) return;
      if (ready.blob.size > LARGEST) this.trouble.value = words.value.photo.tooBig;
      else this.put([...this.files.value, ready as Picked]);
      this.preparing.value -= 1;
    }
  }
}
