import { act } from "../api/http.ts";
import { isLive } from "../api/live.ts";
import { viewer } from "../api/viewer.ts";
import { TYPING } from "./operations.ts";

/** The service forgets it after six seconds, so it is said again before that; and taken back when nothing more is typed. */
const AGAIN = 4_000;
const IDLE = 5_000;

type Kind = "POST" | "NOTE";

/** Tells the others in a thread that somebody is writing here: now and then, and never without a connection. */
export class Typist {
  private told: { kind: Kind; at: number } | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private said: Promise<unknown> = Promise.resolve();

  constructor(private readonly threadId: string) {}

  wrote(kind: Kind): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stopped(), IDLE);
    if (this.told?.kind === kind && Date.now() - this.told.at < AGAIN) return;
    this.told = { kind, at: Date.now() };
    this.tell(true, kind);
  }

  stopped(): void {
    clearTimeout(this.idle);
    if (this.told) this.tell(false, this.told.kind);
    this.told = null;
  }

  // One after the other, so that the last word stays the last, and none in the name of who came after. What does not
  // arrive is not said again: it lapses.
  private tell(isTyping: boolean, kind: Kind): void {
    if (!isLive.peek() || !navigator.onLine) return;
    const by = viewer.peek();
    const say = async () => viewer.peek() === by && act(TYPING, { input: { threadId: this.threadId, isTyping, kind } });
    this.said = this.said.then(say).catch(() => {});
  }
}
