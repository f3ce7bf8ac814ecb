import { computed, signal } from "@preact/signals";
import { Offline, act, ask } from "../api/http.ts";
import { follow } from "../api/live.ts";
import { seated, signedOut } from "../api/seat.ts";
import { viewer as who } from "../api/viewer.ts";
import type * as Gql from "../gql/staff.ts";
import { rememberHouse } from "../parts/house.ts";
import { finish } from "../thread/outbox.ts";
import { suggestLanguage } from "../words/index.ts";
import { INBOX, INBOX_CHANGED, ME, SIGN_IN, SIGN_OUT, WHO } from "./operations.ts";

export type Row = Gql.InboxRowFragment;
export type Viewer = Extract<NonNullable<Gql.MeQuery["viewer"]>, { __typename: "StaffViewer" }>;

/** Who sits at the desk: unknown yet, nobody, out of reach, or somebody. */
export const seat = signal<"unknown" | "empty" | "unreachable" | Viewer>("unknown");

/** What the inbox shows, and in which order; an empty id or kind is any. */
export interface View {
  text: string;
  who: "all" | "mine" | "unassigned" | "unread";
  state: "open" | "ended" | "any" | Gql.IncidentStatus;
  handlerId: string;
  categoryId: string;
  property: { id: string; name: string } | null;
  waitingOn: Gql.SubIncidentKind | "";
  orderBy: Gql.IncidentOrder;
}

const EVERYTHING = { handlerId: "", categoryId: "", property: null, waitingOn: "" } as const;

export const view = signal<View>({ text: "", who: "all", state: "open", ...EVERYTHING, orderBy: "RECENT_ACTIVITY" });

export const narrow = (changed: Partial<View>): void => void (view.value = { ...view.value, ...changed });
export const widen = (): void => narrow(EVERYTHING);

/** How many of the filters that are out of sight are on. */
export const narrowedBy = computed(() => [view.value.handlerId, view.value.categoryId, view.value.property, view.value.waitingOn].filter(Boolean).length);
export const rows = signal<readonly Row[] | null>(null);
export const hasMore = signal(false);
export const unread = signal(0);

/** What on the desk changed last: which incident, if that is known. */
export const changed = signal<{ incidentId: string | null }>({ incidentId: null });

const PAGE = 30;
let question: { filter: Gql.IncidentFilterInput; orderBy: Gql.IncidentOrder } | null = null;
let cursor: string | null = null;
let asked = 0;

export async function takeSeat(): Promise<void> {
  try {
    const isStaff = (await ask(WHO, {})).viewer?.__typename === "StaffViewer";
    const { viewer } = isStaff ? await ask(ME, {}) : { viewer: null };
    if (viewer?.__typename !== "StaffViewer") return leave();
    if (!seated(viewer.employee.id)) return;
    suggestLanguage(viewer.locale);
    rememberHouse(viewer.organisation.slug);
    unread.value = viewer.unreadCount;
    seat.value = viewer;
    follow(INBOX_CHANGED, {}, ({ inboxChanged }) => noticed(inboxChanged), (why) => why && leave());
  } catch (reason) {
    if (reason instanceof Offline) seat.value = "unreachable";
    else leave();
  }
}

/** The session is over: whoever sits down next may be somebody else. */
function leave(): void {
  who.value = null;
  seat.value = "empty";
}

export async function signIn(email: string, password: string): Promise<void> {
  await act(SIGN_IN, { input: { email, password } });
  await takeSeat();
}

export async function signOut(): Promise<void> {
  await finish();
  await act(SIGN_OUT, {});
  await signedOut();
  location.reload();
}

const filter = computed<Gql.IncidentFilterInput>(() => {
  const { text, who, state, handlerId, categoryId, property, waitingOn } = view.value;
  return {
    ...(text.trim() && { text: text.trim() }),
    ...WHO_FILTERS[who],
    ...(state === "open" || state === "ended" ? { isOpen: state === "open" } : state !== "any" && { statuses: [state] }),
    ...(handlerId && { handlerId }),
    ...(categoryId && { categoryId }),
    ...(property && { propertyId: property.id }),
    ...(waitingOn && { waitingOn: [waitingOn] }),
  };
});

const WHO_FILTERS: Record<View["who"], Gql.IncidentFilterInput> = {
  all: {},
  mine: { isMine: true },
  unassigned: { isUnassigned: true },
  unread: { isUnread: true },
};

/** The first page of the view, or as much of it as was on the screen. */
export async function look(count = PAGE): Promise<void> {
  const turn = ++asked;
  const looked = { filter: filter.value, orderBy: view.value.orderBy };
  const { incidents } = await ask(INBOX, { ...looked, first: Math.min(count, 100), after: null });
  if (turn !== asked) return; // a later question was asked meanwhile
  question = looked;
  show([], incidents);
}

/** More of what is shown; nothing when something else has come to be shown meanwhile. */
export async function lookFurther(): Promise<void> {
  const [turn, after] = [asked, cursor];
  if (!question) return;
  const { incidents } = await ask(INBOX, { ...question, first: PAGE, after });
  if (turn === asked && after === cursor) show(rows.value ?? [], incidents);
}

function show(before: readonly Row[], { nodes, pageInfo }: Gql.InboxQuery["incidents"]): void {
  rows.value = [...before, ...nodes];
  cursor = pageInfo.endCursor;
  hasMore.value = pageInfo.hasNextPage;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** What changed is shown at once where it stands; soon after, the list is as the service would order it now. */
function noticed({ unreadCount, incident, subIncident }: Gql.InboxChangedSubscription["inboxChanged"]): void {
  unread.value = unreadCount;
  const now = incident ?? subIncident?.incident;
  changed.value = { incidentId: now?.id ?? null };
  if (now) rows.value = rows.value?.map((row) => (row.id === now.id ? now : row)) ?? null;
  clearTimeout(timer);
  timer = setTimeout(() => void look(Math.max(PAGE, rows.value?.length ?? 0)).catch(() => {}), 400);
}

/** How many messages of an incident the viewer has not read, in all its threads. */
export const unreadOf = (row: Row) => [row, ...row.subIncidents].reduce((sum, { thread }) => sum + thread.unreadCount, 0);
