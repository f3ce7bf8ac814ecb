import { computed, signal } from "@preact/signals";
import { createStore, del, entries, get, set } from "idb-keyval";
import { Offline, Refused, act } from "../api/http.ts";
import { isLive } from "../api/live.ts";
import { viewer } from "../api/viewer.ts";
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
  /** Who wrote it, and sends it: nobody else does, in whatever browser they share. */
  viewer: string;
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

const rows = signal<readonly Pending[]>([]);

/** What of the viewer waits here to be sent, of all threads, oldest first. */
export const pending = computed(() => rows.value.filter((row) => row.viewer === viewer.value));

/** How far the files under way are, by their key, from 0 to 1. */
export const progress = signal<ReadonlyMap<string, number>>(new Map());

const arrived = new Set<(message: MessagePartsFragment, threadId: string) => void>();

/** Tells of each message that the service has confirmed, until the returned function is called. */
export function onArrival(told: (message: MessagePartsFragment, threadId: string) => void): () => void {
  arrived.add(told);
  return () => arrived.delete(told);
}

/** Keeps the message on this device, and sends it now or as soon as there is a connection. */
export async function post(message: Omit<Pending, "viewer">): Promise<void> {
  const row = { ...message, viewer: viewer.value ?? "" };
  rows.value = [...rows.value, row];
  await keep(row);
  void flush();
}

export async function retry(id: string): Promise<void> {
  await change(id, ({ refusal: _, ...row }) => row);
  void flush();
}

export async function discard(id: string): Promise<void> {
  rows.value = rows.value.filter((row) => row.id !== id);
  await del(id, kept).catch(() => {});
}

/** Sends what is left before the viewer goes, and throws away what was refused. Throws `Offline` when something cannot go now. */
export async function finish(): Promise<void> {
  await takeUp();
  if (pending.value.some((row) => row.refusal === undefined)) throw new Offline();
  for (const { id } of pending.value) await discard(id);
}

/** Finds what an earlier visit of the viewer left, and goes on sending it. */
async function takeUp(): Promise<void> {
  const found = (await entries<string, Pending>(kept).catch(() => [])).map(([, row]) => row);
  const known = new Set(rows.value.map((row) => row.id));
  const own = found.filter((row) => row.viewer === viewer.value && !known.has(row.id));
  for (const { id } of own) onDevice.add(id);
  rows.value = [...rows.value, ...own].sort((a, b) => a.writtenAt - b.writtenAt);
  await flush();
}

let timer: ReturnType<typeof setTimeout> | undefined;
let pause = SHORTEST_PAUSE;

/** Sends what waits, each thread in its order; one tab of the browser at a time. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  if (viewer.value === null) return;
  const isDone = await locked(viewer.value, sendAll);
  pause = isDone ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
  if (!isDone) timer = setTimeout(flush, pause);
}

const locked = (by: string, work: () => Promise<boolean>): Promise<boolean> =>
  "locks" in navigator ? navigator.locks.request(`${LOCK}.${by}`, work) : work();

async function sendAll(): Promise<boolean> {
  for (let row = nextRow(); row; row = nextRow()) {
    try {
      if (await wentElsewhere(row)) await discard(row.id);
      else await sendOne(row);
    } catch (reason) {
      if (reason instanceof Offline) return false;
      if (reason instanceof Refused && reason.code === "UNAUTHENTICATED") return true; // it waits for who wrote it
      if (reason instanceof Refused && row.draftId && reason.field.endsWith("draftId")) {
        await change(row.id, ({ draftId: _, ...then }) => then); // the draft was discarded elsewhere; what was written stands
        continue;
      }
      if (!pending.value.some(({ id }) => id === row.id)) continue; // another is here now, and was refused in its name
      await change(row.id, (then) => ({ ...then, refusal: reason instanceof Refused ? reason.message : String(reason) }));
    }
  }
  return true;
}

const nextRow = () => pending.value.find((row) => row.refusal === undefined);

/** Whether another tab sent it, or its writer threw it away there. */
const wentElsewhere = async ({ id }: Pending) => onDevice.has(id) && (await get(id, kept).then((row) => row === undefined, () => false));

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
  rows.value = rows.value.map((row) => (row.id === id ? made(row) : row));
  const row = rows.value.find((other) => other.id === id);
  if (row) await keep(row);
}

// A browser that keeps nothing (private mode) still sends while the page is open.
const onDevice = new Set<string>();
const keep = (row: Pending) => set(row.id, row, kept).then(() => void onDevice.add(row.id), () => {});

addEventListener("online", () => void flush());
isLive.subscribe((isOpen) => isOpen && void flush());
viewer.subscribe((who) => who !== null && void takeUp());
