import { effect, signal } from "@preact/signals";
import { Offline, ask } from "../api/http.ts";
import { follow } from "../api/live.ts";
import type * as Gql from "../gql/staff.ts";
import { ThreadStore } from "../thread/store.ts";
import { writingIn } from "../thread/writing.ts";
import { changed } from "./desk.ts";
import { INCIDENT_CHANGED, OPEN, OPEN_THREAD, SIDE_CHANGED } from "./operations.ts";

export type Incident = Gql.DeskIncidentFragment;
export type Side = Incident["subIncidents"][number];
export type Draft = NonNullable<Gql.OpenThreadQuery["thread"]>["drafts"][number];

/** The incident on the desk; `missing` when there is none by that reference, or it is out of reach for now. */
export const incident = signal<Incident | "missing" | "unreachable" | null>(null);

/** The thread of the tab that is open, and what waits in it for review. */
export const thread = signal<ThreadStore | "unreachable" | null>(null);
export const drafts = signal<readonly Draft[]>([]);

// A lively conversation changes the incident more often than anybody reads it.
const PAUSE = 200;

let stopIncident = () => {};
let stopThread = () => {};
let stopSide = () => {};

/** Puts an incident on the desk, and follows it. */
export function open(reference: string): () => void {
  incident.value = null;
  const before = changed.peek();
  let timer: ReturnType<typeof setTimeout> | undefined;
  void look(reference);
  const stop = effect(() => {
    const now = changed.value;
    if (now === before || !isAbout(now.incidentId)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(reference), PAUSE);
  });
  return () => {
    turn += 1;
    stop();
    clearTimeout(timer);
    stopIncident();
    stopIncident = () => {};
    closeThread();
  };
}

function isAbout(incidentId: string | null): boolean {
  const now = incident.peek();
  return incidentId === null || !isThere(now) || now.id === incidentId;
}

let turn = 0;

/** Reads the incident that is open. */
export async function look(reference: string): Promise<void> {
  const mine = ++turn;
  try {
    const found = (await ask(OPEN, { reference })).incident;
    if (mine !== turn) return; // another was opened meanwhile, or this one asked for again
    const isNew = !isThere(incident.value) || incident.value.id !== found?.id;
    incident.value = found ?? "missing";
    if (found && isNew) {
      stopIncident();
      stopIncident = follow(INCIDENT_CHANGED, { id: found.id }, ({ incidentChanged }) => (incident.value = incidentChanged.incident));
    }
  } catch (reason) {
    if (mine === turn && !isThere(incident.value)) incident.value = reason instanceof Offline ? "unreachable" : "missing";
  }
}

/** Opens the thread of a tab: of the incident itself, or of one of its sub-incidents. */
export async function openThread(threadId: string, sideId: string | null): Promise<void> {
  closeThread();
  if (sideId) stopSide = follow(SIDE_CHANGED, { id: sideId }, ({ subIncidentChanged }) => putSide(subIncidentChanged.subIncident));
  let isWanted = true;
  stopThread = () => (isWanted = false);
  const found = await ask(OPEN_THREAD, { id: threadId }).then(({ thread }) => thread, () => "unreachable" as const);
  if (!found || !isWanted) return;
  if (found === "unreachable") {
    thread.value = found;
    return;
  }
  const store = new ThreadStore(found);
  const writing = writingIn(threadId);
  if (!found.drafts.some(({ id }) => id === writing.draft.value?.id)) writing.draft.value = null;
  drafts.value = found.drafts.filter(({ id }) => id !== writing.draft.value?.id);
  thread.value = store;
  stopThread = () => store.stop();
}

function closeThread(): void {
  stopThread();
  stopSide();
  stopThread = stopSide = () => {};
  thread.value = null;
  drafts.value = [];
}

function putSide(side: Side): void {
  if (!isThere(incident.value)) return;
  incident.value = { ...incident.value, subIncidents: incident.value.subIncidents.map((other) => (other.id === side.id ? side : other)) };
}

export const isThere = (found: Incident | "missing" | "unreachable" | null): found is Incident => found !== null && typeof found !== "string";

export function statusOf(side: Side): string {
  switch (side.__typename) {
    case "WorkOrder":
      return side.jobStatus;
    case "OwnerConsultation":
      return side.questionStatus;
    case "InternalTask":
      return side.taskStatus;
  }
}

export function movesOf(side: Side): readonly string[] {
  switch (side.__typename) {
    case "WorkOrder":
      return side.jobMoves;
    case "OwnerConsultation":
      return side.questionMoves;
    case "InternalTask":
      return side.taskMoves;
  }
}
