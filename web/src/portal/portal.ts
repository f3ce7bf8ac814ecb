/** Who is in Mijn Portaal, and what there is for them, live. */
import { computed, signal } from "@preact/signals";
import { Offline, act, ask } from "../api/http.ts";
import { follow } from "../api/live.ts";
import { seated, signedOut } from "../api/seat.ts";
import { viewer as who } from "../api/viewer.ts";
import type * as Gql from "../gql/contact.ts";
import { lastHouse, leaveFor, rememberHouse, signInAddress } from "../parts/house.ts";
import { forgetReport } from "../report/photos.ts";
import { finish } from "../thread/outbox.ts";
import { suggestLanguage } from "../words/index.ts";
import { INBOX_CHANGED, ME, OVERVIEW, SIGN_OUT, WHO } from "./operations.ts";
import { type Row, byActivity, waitsForViewer } from "./rows.ts";

export type Viewer = Extract<NonNullable<Gql.MeQuery["viewer"]>, { __typename: "ContactViewer" }>;

/** Who is here: unknown yet, nobody (or an employee, by name), out of reach, or somebody. */
export const seat = signal<"unknown" | "unreachable" | { staff: string | null } | Viewer>("unknown");

export const isThere = (seated: (typeof seat)["value"]): seated is Viewer => typeof seated === "object" && "contacts" in seated;

/** What is open, all of it, and what has ended as far as it was asked for; null until it is known. */
export const open = signal<readonly Row[] | null>(null);
export const ended = signal<readonly Row[] | null>(null);
export const hasMore = signal(false);
export const unread = signal(0);

export const waiting = computed(() => open.value?.filter(waitsForViewer) ?? []);
export const others = computed(() => open.value?.filter((row) => !waitsForViewer(row)) ?? []);

const PAGE = 20;
const MOST = 100;
let after: { side: string | null; head: string | null } = { side: null, head: null };
let [asked, askedBack] = [0, 0];
/** Whether somebody is signing out: where they were is not where the next comes back to. */
let isLeaving = false;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function enter(): Promise<void> {
  seat.value = "unknown";
  try {
    // Nobody else can even name what comes after.
    const known = (await ask(WHO, {})).viewer;
    const { viewer } = known?.__typename === "ContactViewer" ? await ask(ME, {}) : { viewer: null };
    if (viewer?.__typename === "ContactViewer") takeSeat(viewer);
    else away(known?.__typename === "StaffViewer" ? known.displayName : null);
  } catch (reason) {
    if (reason instanceof Offline) seat.value = "unreachable";
    else away(null);
  }
}

function takeSeat(viewer: Viewer): void {
  if (!seated(nameOf(viewer))) return;
  rememberHouse(viewer.organisation.slug);
  suggestLanguage(viewer.locale);
  unread.value = viewer.unreadCount;
  seat.value = viewer;
  follow(INBOX_CHANGED, {}, ({ inboxChanged }) => noticed(inboxChanged), (why) => why && !isLeaving && away(null));
}

/** Under which name the report that somebody writes is kept on this device. */
export const reportKeyOf = ({ contacts: [first] }: Viewer) => `huismeester.report.${first?.id}`;

const nameOf = ({ contacts }: Viewer) => contacts.map(({ id }) => id).sort().join();

/** Nobody is in: on to where one signs in, if it is known here where that is. */
function away(staff: string | null): void {
  const house = lastHouse();
  who.value = null;
  if (house && !staff) leaveFor(signInAddress(house));
  else seat.value = { staff };
}

/** Sends what waits, and leaves nothing on this device. Throws `Offline` when that cannot be done now. */
export async function signOut(): Promise<void> {
  const key = isThere(seat.value) ? reportKeyOf(seat.value) : null;
  await finish();
  isLeaving = true;
  await act(SIGN_OUT, {}).catch((reason) => {
    isLeaving = false;
    throw reason;
  });
  await signedOut();
  if (key) await forgetReport(key);
  location.replace(signInAddress(lastHouse()));
}

/** Reads all that is open, and as much of what has ended as was on the screen. */
export async function look(): Promise<void> {
  const turn = ++asked;
  const found = await allOpen();
  if (turn !== asked) return; // a later question was asked meanwhile
  open.value = found;
  if (ended.value) await lookBack(Math.max(PAGE, ended.value.length));
}

async function allOpen(): Promise<Row[]> {
  const found: Row[] = [];
  let from: typeof after = { side: null, head: null };
  for (let more = true; more; ) {
    const page = await pageOf(true, MOST, from);
    found.push(...page.rows);
    [from, more] = [page.after, page.hasMore];
  }
  return found.sort(byActivity);
}

/** The newest of what has ended. */
export async function lookBack(count = PAGE): Promise<void> {
  const turn = ++askedBack;
  const page = await pageOf(false, Math.min(count, MOST), { side: null, head: null });
  if (turn !== askedBack) return;
  ended.value = page.rows.sort(byActivity);
  [after, hasMore.value] = [page.after, page.hasMore];
}

/** More of what has ended; nothing when it came meanwhile. */
export async function lookFurtherBack(): Promise<void> {
  const [turn, from] = [askedBack, after];
  const page = await pageOf(false, PAGE, from);
  if (turn !== askedBack || from !== after) return;
  ended.value = [...(ended.value ?? []), ...page.rows].sort(byActivity);
  [after, hasMore.value] = [page.after, page.hasMore];
}

async function pageOf(isOpen: boolean, first: number, from: typeof after) {
  const { subIncidents: sides, incidents: heads } = await ask(OVERVIEW, { isOpen, first, afterSide: from.side, afterHead: from.head });
  return {
    rows: [...sides.nodes, ...heads.nodes] as Row[],
    after: { side: sides.pageInfo.endCursor ?? from.side, head: heads.pageInfo.endCursor ?? from.head },
    hasMore: sides.pageInfo.hasNextPage || heads.pageInfo.hasNextPage,
  };
}

/** What changed is shown at once; soon after, everything is as the service has it now: something may have gone. */
function noticed({ unreadCount, incident, subIncident }: Gql.InboxChangedSubscription["inboxChanged"]): void {
  unread.value = unreadCount;
  const changed = (incident ?? subIncident) as Row | null;
  if (changed) put(changed);
  clearTimeout(timer);
  timer = setTimeout(() => void look().catch(() => {}), 300);
}

function put(row: Row): void {
  const without = (rows: readonly Row[] | null) => rows?.filter((other) => other.id !== row.id) ?? null;
  const withRow = (rows: readonly Row[] | null) => rows && [row, ...rows].sort(byActivity);
  open.value = row.isOpen ? withRow(without(open.value)) : without(open.value);
  ended.value = row.isOpen ? without(ended.value) : withRow(without(ended.value));
}

