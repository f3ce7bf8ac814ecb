import { signal } from "@preact/signals";
import { newId } from "../api/ids.ts";
import { Refused } from "../api/http.ts";
import type { Shelf } from "../api/shelf.ts";
import { Mistake, sentence } from "../parts/form.ts";
import { type AskAddress, send } from "./files.ts";
import type { PendingFile } from "./outbox.ts";
import { Picking } from "./picking.ts";

export interface Photo extends PendingFile {
  sentAt?: number;
  /** Why the service did not take it. */
  refusal?: string;
}

// What nothing takes is thrown away after two hours.
const GOOD_FOR = 90 * 60_000;

/** The photos that go with a form: sent while somebody writes, so that they wait for it at the service. */
export class Tray extends Picking<Photo> {
  /** How far the one under way is, by its key, from 0 to 1. */
  readonly progress = signal<ReadonlyMap<string, number>>(new Map());
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly askAddress: AskAddress, shelf?: Shelf<Photo>) {
    super(shelf);
  }

  override async pick(picked: readonly File[]): Promise<void> {
    await super.pick(picked);
    void this.sendAll().catch(() => {});
  }

  /** The ids by which the form takes them, when all that was picked has been sent. Throws `Offline`, or what is wrong with one. */
  async sendAll(): Promise<string[]> {
    this.sending = this.sending.catch(() => {}).then(() => this.prepared).then(() => this.sendWaiting());
    await this.sending;
    return this.files.value.flatMap(({ attachmentId }) => attachmentId ?? []);
  }

  /** What was sent is not there any more, and must be sent again. */
  forgetSent(): void {
    this.put(this.files.value.map(({ name, blob }) => ({ key: newId(), name, blob })));
  }

  private async sendWaiting(): Promise<void> {
    if (this.files.value.some(({ sentAt }) => sentAt !== undefined && Date.now() - sentAt > GOOD_FOR)) this.forgetSent();
    for (const photo of this.files.value) if (!photo.attachmentId) await this.sendOne(photo);
    const refused = this.files.value.find(({ refusal }) => refusal);
    if (refused) throw new Mistake(`${refused.name}: ${refused.refusal}`);
  }

  // What the service refused is used up under its key: another try is another file.
  private async sendOne(photo: Photo): Promise<void> {
    const told = (share: number) => (this.progress.value = new Map(this.progress.value).set(photo.key, share));
    try {
      const attachmentId = await send(photo, this.askAddress, told);
      this.change(photo.key, { attachmentId, sentAt: Date.now(), refusal: "" });
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      this.change(photo.key, { key: newId(), refusal: sentence(reason) });
    }
  }

  private change(key: string, changed: Partial<Photo>): void {
    this.put(this.files.value.map((photo) => (photo.key === key ? { ...photo, ...changed } : photo)));
  }
}
