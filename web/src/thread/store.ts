import { type ReadonlySignal, type Signal, computed, signal } from "@preact/signals";
import { act, ask } from "../api/http.ts";
import type { Refused } from "../api/http.ts";
import { follow } from "../api/live.ts";
import { whileSeen } from "../api/seen.ts";
import type { MessagePartsFragment, ThreadPartsFragment } from "../gql/contact.ts";
import { EARLIER, MESSAGE_ADDED, READ, THREAD_CHANGED } from "./operations.ts";
import { type Pending, onArrival, pending } from "./outbox.ts";

export { newId } from "../api/ids.ts";

export type Message = MessagePartsFragment;

/** One thread as it is shown: its messages once each and in order, live, with what waits here to be sent. */
export class ThreadStore {
  readonly id: string;
  readonly messages: Signal<readonly Message[]>;
  readonly waiting: ReadonlySignal<readonly Pending[]>;
  readonly canPost: Signal<boolean>;
  readonly participants: Signal<ThreadPartsFragment["participants"]>;
  readonly hasEarlier: Signal<boolean>;
  /** The names of who else has it open, and of who else is writing in it. */
  readonly present = signal<readonly string[]>([]);
  readonly typing = signal<readonly string[]>([]);
  /** How many messages of others came while nobody looked. */
  readonly missed = signal(0);
  private start: string | null;
  private reached: string | null;
  private read = 0;
  private readonly stops: (() => void)[] = [];

  constructor(thread: ThreadPartsFragment, private readonly told: { ended?: (why: Refused | null) => void } = {}) {
    const { nodes, pageInfo } = thread.messages;
    this.id = thread.id;
    this.messages = signal(nodes);
    this.canPost = signal(thread.canPost);
    this.participants = signal(thread.participants);
    this.hasEarlier = signal(pageInfo.hasPreviousPage);
    this.start = pageInfo.startCursor;
    this.reached = pageInfo.endCursor;
    this.waiting = computed(() => {
      const there = new Set(this.messages.value.map((message) => message.clientMessageId));
      return pending.value.filter((row) => row.threadId === this.id && !there.has(row.id));
    });
    this.listen();
  }

  /** Ends its streams. */
  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
  }

  async loadEarlier(): Promise<void> {
    const { thread } = await ask(EARLIER, { threadId: this.id, before: this.start });
    if (!thread) return;
    this.start = thread.messages.pageInfo.startCursor;
    this.hasEarlier.value = thread.messages.pageInfo.hasPreviousPage;
    this.put(...thread.messages.nodes);
  }

  /** Says that somebody has seen all there is; a page in the background has been seen by nobody. */
  markRead(): void {
    const last = this.messages.value.at(-1)?.seq ?? 0;
    if (document.visibilityState !== "visible") return;
    this.missed.value = 0;
    if (last <= this.read) return;
    const before = this.read;
    this.read = last;
    act(READ, { input: { threadId: this.id, upToSeq: last } }).catch(() => (this.read = before));
  }

  private listen(): void {
    const store = this;
    const variables = { threadId: this.id, get after() { return store.reached; } };
    const added = follow(MESSAGE_ADDED, variables, ({ messageAdded: { message, cursor } }) => {
      this.reached = cursor;
      if (document.visibilityState !== "visible" && !message.author?.isViewer) this.missed.value += 1;
      this.put(message);
    }, (why) => this.told.ended?.(why));
    // Who follows this is in the thread for the others; so a page that nobody sees does not.
    const changed = whileSeen(() => follow(THREAD_CHANGED, { threadId: this.id }, ({ threadChanged: { thread } }) => {
      this.canPost.value = thread.canPost;
      this.participants.value = thread.participants;
      this.present.value = thread.present.map((one) => one.displayName);
      this.typing.value = thread.typing.map((one) => one.displayName);
      const readers = new Map(thread.messages.nodes.map(({ id, readBy }) => [id, readBy]));
      this.messages.value = this.messages.value.map((row) => ({ ...row, readBy: readers.get(row.id) ?? row.readBy }));
    }));
    this.stops.push(added, changed, onArrival((message, threadId) => threadId === this.id && this.put(message)));
  }

  private put(...more: readonly Message[]): void {
    const bySeq = new Map(this.messages.value.map((message) => [message.seq, message]));
    for (const message of more) bySeq.set(message.seq, message);
    this.messages.value = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }
}
