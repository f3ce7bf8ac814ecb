import { signal } from "@preact/signals";
import { createStore, del, entries, set } from "idb-keyval";
import { Offline, Refused, act } from "../api/http.ts";
import type { MessagePartsFragment } from "../gql/contact.ts";
import { forThread } from "./addresses.ts";
import { POST } from "./operations.ts";
import { send as sendFile } from "./files.ts";

/** A file that goes with a message; `attachmentId` once the service has it. */
export interface PendingFile {
  key: string;
  name: string;
  blob: Blob;
  attachmentId?: string;
}

/** A message that was written here and that the service has not confirmed. Its id makes that it is there once. */
export interface Pending {
  id: string;
  threadId: string;
  body: string;
  kind: "POST" | "NOTE";
  writtenAt: number;
  files: PendingFile[];
  /** The draft that this was; for employees. */
  draftId?: string;
  /** Why the service refused it; it stays until its writer tries again or throws it away. */
  refusal?: string;
}

const kept = createStore("huismeester", "outbox");
const LOCK = "huismeester.outbox";
const [SHORTEST_PAUSE, LONGEST_PAUSE] = [1_000, 30_000];

/** What waits here to be sent, of all threads, oldest first. */
export const pending = signal<readonly Pending[]>([]);

/** How far the files under way are, by their key, from 0 to 1. */
export const progress = signal<ReadonlyMap<string, number>>(new Map());

const arrived = new Set<(message: MessagePartsFragment, threadId: string) => void>();

/** Tells of each message that the service has confirmed, until the returned function is called. */
export function onArrival(told: (message: MessagePartsFragment, threadId: string) => void): () => void {
  arrived.add(told);
  return () => arrived.delete(told);
}

/** Finds what an earlier visit left of these threads, and goes on sending it. */
export async function takeUp(threadIds: readonly string[]): Promise<void> {
  const rows = (await entries<string, Pending>(kept).catch(() => [])).map(([, row]) => row);
  const known = new Set(pending.value.map((row) => row.id));
  const found = rows.filter((row) => threadIds.includes(row.threadId) && !known.has(row.id));
  pending.value = [...pending.value, ...found].sort((a, b) => a.writtenAt - b.writtenAt);
  void flush();
}

/** Keeps the message on this device, and sends it now or as soon as there is a connection. */
export async function post(message: Pending): Promise<void> {
  pending.value = [...pending.value, message];
  await keep(message);
  void flush();
}

export async function retry(id: string): Promise<void> {
  await change(id, ({ refusal: _, ...row }) => row);
  void flush();
}

export async function discard(id: string): Promise<void> {
  pending.value = pending.value.filter((row) => row.id !== id);
  await del(id, kept).catch(() => {});
}

let timer: ReturnType<typeof setTimeout> | undefined;
let pause = SHORTEST_PAUSE;

/** Sends what waits, each thread in its order; one tab of the browser at a time. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  const isDone = await locked(sendAll);
  pause = isDone ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
  if (!isDone) timer = setTimeout(flush, pause);
}

const locked = (work: () => Promise<boolean>): Promise<boolean> =>
  "locks" in navigator ? navigator.locks.request(LOCK, work) : work();

async function sendAll(): Promise<boolean> {
  for (let row = nextRow(); row; row = nextRow()) {
    try {
      await sendOne(row);
    } catch (reason) {
      if (reason instanceof Offline) return false;
      await change(row.id, (then) => ({ ...then, refusal: reason instanceof Refused ? reason.message : String(reason) }));
    }
  }
  return true;
}

const nextRow = () => pending.value.find((row) => row.refusal === undefined);

async function sendOne(row: Pending): Promise<void> {
  for (const file of row.files.filter((file) => !file.attachmentId)) {
    const attachmentId = await sendFile(file, forThread(row.threadId), (share) => {
      progress.value = new Map(progress.value).set(file.key, share);
    });
    await change(row.id, (then) => ({
      ...then,
      files: then.files.map((other) => (other.key === file.key ? { ...other, attachmentId } : other)),
    }));
  }
  const whole = pending.value.find((other) => other.id === row.id);
  if (!whole) return;
  const { message } = await act(POST, {
    input: {
      threadId: whole.threadId,
      body: whole.body,
      kind: whole.kind,
      clientMessageId: whole.id,
      attachmentIds: whole.files.flatMap((file) => file.attachmentId ?? []),
      ...(whole.draftId ? { draftId: whole.draftId } : {}),
    },
  });
  if (message) for (const told of arrived) told(message, whole.threadId);
  await discard(whole.id);
}

async function change(id: string, made: (row: Pending) => Pending): Promise<void> {
  pending.value = pending.value.map((row) => (row.id === id ? made(row) : row));
  const row = pending.value.find((other) => other.id === id);
  if (row) await keep(row);
}

// A browser that keeps nothing (private mode) still sends while the page is open.
const keep = (row: Pending) => set(row.id, row, kept).catch(() => {});

addEventListener("online", () => void flush());
