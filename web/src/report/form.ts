import { type Signal, signal } from "@preact/signals";
import { Offline, Refused } from "../api/http.ts";
import { sentence } from "../parts/Dialog.tsx";
import type { Tray } from "../thread/tray.ts";
import { report as say } from "../words/report.ts";
import { type Draft, EMPTY, dropDraft, keepDraft, keptDraft } from "./draft.ts";

/** By which way a report goes: with an account, or without one. */
export interface Way<Report, Receipt> {
  /** Under which name it is kept on this device. */
  key: string;
  tray: Tray;
  /** The names of its fields, as the service names them, and those of them that may not stay empty. */
  fields: readonly string[];
  required: readonly string[];
  /** What is wrong besides, by field. */
  check?: (fields: Draft<Report>["fields"]) => Record<string, string>;
  /** Those of the fields that serve for another report too. */
  lasting: readonly string[];
  reportOf: (draft: Draft<Report>) => Report;
  /** Makes ready what was not sent before: its photos, its proof. */
  prepare: (report: Report) => Promise<Report>;
  post: (report: Report) => Promise<Receipt>;
  /** Whether what was made ready has become too old, so that it must be made ready again. */
  isStale: (refusal: Refused) => boolean;
}

const PAUSE = 5_000;

/** A report as it is written, sent, and answered. Nothing of it is lost before it has arrived. */
export class ReportForm<Report, Receipt extends object> {
  readonly draft: Signal<Draft<Report>>;
  readonly stage = signal<"writing" | "sending" | "waiting" | Receipt>("writing");
  /** What is wrong, by the name of its field; and what is wrong with the whole. */
  readonly wrong = signal<Record<string, string>>({});
  readonly trouble = signal("");
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes up what an earlier visit left on this device. */
  constructor(private readonly way: Way<Report, Receipt>) {
    this.draft = signal(keptDraft<Report>(way.key));
    const receipt = sessionStorage.getItem(this.receiptKey);
    if (receipt) this.stage.value = JSON.parse(receipt);
    if (this.draft.value.attempt) void this.deliver();
    addEventListener("online", this.onceMore);
  }

  /** Leaves it for a later visit; of what has arrived nothing is left. */
  stop(): void {
    if (typeof this.stage.value === "object") sessionStorage.removeItem(this.receiptKey);
    clearTimeout(this.timer);
    removeEventListener("online", this.onceMore);
  }

  change(changed: Partial<Draft<Report>>): void {
    this.draft.value = { ...this.draft.value, ...changed };
    keepDraft(this.way.key, this.draft.value);
  }

  /** Sends what is written. What is not right is said beside its field. */
  async send(): Promise<void> {
    const { fields } = this.draft.value;
    this.trouble.value = "";
    this.wrong.value = this.mistakes(fields);
    if (Object.keys(this.wrong.value).length > 0) return;
    this.change({ attempt: { report: this.way.reportOf(this.draft.value), isReady: false } });
    await this.deliver();
  }

  /** Begins another report. */
  another(): void {
    const { lasting } = this.way;
    const same = Object.entries(this.draft.value.fields).filter(([name]) => lasting.includes(name));
    sessionStorage.removeItem(this.receiptKey);
    this.draft.value = { ...EMPTY, fields: Object.fromEntries(same) };
    this.stage.value = "writing";
  }

  /** Throws away what was filled in, here and on this device. */
  clear(): void {
    dropDraft(this.way.key);
    this.way.tray.empty();
    this.wrong.value = {};
    this.trouble.value = "";
    this.draft.value = EMPTY;
  }

  get tray(): Tray {
    return this.way.tray;
  }

  private get receiptKey(): string {
    return `${this.way.key}.receipt`;
  }

  private readonly onceMore = () => {
    if (this.stage.value === "waiting") void this.deliver();
  };

  private mistakes(fields: Draft<Report>["fields"]): Record<string, string> {
    const blank = this.way.required.filter((name) => !fields[name]?.trim());
    return { ...this.way.check?.(fields), ...Object.fromEntries(blank.map((name) => [name, say.value.fillIn])) };
  }

  private async deliver(): Promise<void> {
    clearTimeout(this.timer);
    const { attempt } = this.draft.value;
    if (!attempt) return;
    if (this.stage.value !== "waiting") this.stage.value = "sending";
    try {
      const report = attempt.isReady ? attempt.report : await this.way.prepare(attempt.report);
      this.change({ attempt: { report, isReady: true } });
      this.arrived(await this.way.post(report));
    } catch (reason) {
      if (reason instanceof Offline) this.wait();
      else if (reason instanceof Refused && attempt.isReady && this.way.isStale(reason)) await this.deliverAnew(attempt.report);
      else this.takeBack(reason);
    }
  }

  private deliverAnew(report: Report): Promise<void> {
    this.change({ attempt: { report, isReady: false } });
    return this.deliver();
  }

  private arrived(receipt: Receipt): void {
    dropDraft(this.way.key);
    this.way.tray.empty();
    sessionStorage.setItem(this.receiptKey, JSON.stringify(receipt));
    this.draft.value = { ...this.draft.value, attempt: undefined };
    this.stage.value = receipt;
  }

  private wait(): void {
    this.stage.value = "waiting";
    this.timer = setTimeout(this.onceMore, PAUSE);
  }

  /** It was not taken: back to the form, with why. */
  private takeBack(reason: unknown): void {
    const field = reason instanceof Refused ? reason.field : "";
    this.change({ attempt: undefined, ...(field === "categoryId" ? { isChosen: false } : {}) });
    if (this.way.fields.includes(field)) this.wrong.value = { [field]: sentence(reason) };
    else this.trouble.value = sentence(reason);
    this.stage.value = "writing";
  }
}
