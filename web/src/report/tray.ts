import { signal } from "@preact/signals";
import { createStore, del, get, set } from "idb-keyval";
import { newId } from "../api/ids.ts";
import { Refused } from "../api/http.ts";
import { Mistake, sentence } from "../parts/Dialog.tsx";
import { type AskAddress, LARGEST, MOST_FILES, prepare, send } from "../thread/files.ts";
import type { PendingFile } from "../thread/outbox.ts";
import { words } from "../words/index.ts";

interface Photo extends PendingFile {
  sentAt?: number;
  /** Why the service did not take it. */
  refusal?: string;
}

const kept = createStore("huismeester-photos", "photos");

// What no report takes is thrown away after two hours.
const GOOD_FOR = 90 * 60_000;

/** The photos that go with a report: made smaller, kept on this device, and sent while somebody writes. */
export class Tray {
  readonly photos = signal<readonly Photo[]>([]);
  readonly preparing = signal(0);
  readonly trouble = signal("");
  /** How far the one under way is, by its key, from 0 to 1. */
  readonly progress = signal<ReadonlyMap<string, number>>(new Map());
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly key: string, private readonly askAddress: AskAddress) {
    void get<readonly Photo[]>(key, kept).then((found) => found && this.put([...found, ...this.photos.value]), () => {});
  }

  async pick(picked: readonly File[]): Promise<void> {
    this.trouble.value = "";
    if (this.photos.value.length + picked.length > MOST_FILES) return void (this.trouble.value = words.value.photo.tooMany(MOST_FILES));
    this.preparing.value += picked.length;
    for (const file of picked) {
      const photo = await prepare(file, newId());
      this.preparing.value -= 1;
      if (photo.blob.size > LARGEST) this.trouble.value = words.value.photo.tooBig;
      else this.put([...this.photos.value, photo]);
    }
    void this.sendAll().catch(() => {});
  }

  remove(key: string): void {
    this.put(this.photos.value.filter((photo) => photo.key !== key));
  }

  /** The ids by which the report takes them, when all have been sent. Throws `Offline`, or what is wrong with one. */
  async sendAll(): Promise<string[]> {
    this.sending = this.sending.catch(() => {}).then(() => this.sendWaiting());
    await this.sending;
    return this.photos.value.flatMap(({ attachmentId }) => attachmentId ?? []);
  }

  /** They went with a report. */
  async empty(): Promise<void> {
    this.photos.value = [];
    await del(this.key, kept).catch(() => {});
  }

  /** What was sent is not there any more, and must be sent again. */
  forgetSent(): void {
    this.put(this.photos.value.map(({ name, blob }) => ({ key: newId(), name, blob })));
  }

  private async sendWaiting(): Promise<void> {
    if (this.photos.value.some(({ sentAt }) => sentAt !== undefined && Date.now() - sentAt > GOOD_FOR)) this.forgetSent();
    for (const photo of this.photos.value) if (!photo.attachmentId) await this.sendOne(photo);
    const refused = this.photos.value.find(({ refusal }) => refusal);
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
    this.put(this.photos.value.map((photo) => (photo.key === key ? { ...photo, ...changed } : photo)));
  }

  private put(photos: readonly Photo[]): void {
    this.photos.value = photos;
    void set(this.key, photos, kept).catch(() => {});
  }
}
