import { signal } from "@preact/signals";
import { Offline, Refused, act, ask, credential } from "../api/http.ts";
import { follow, hangUp } from "../api/live.ts";
import type { GuestQuery, HeadPartsFragment, SidePartsFragment } from "../gql/contact.ts";
import { ThreadStore } from "../thread/store.ts";
import { suggestLanguage } from "../words/index.ts";
import { GUEST, HEAD_CHANGED, OPEN, SIDE_CHANGED } from "./operations.ts";

const TOKEN = "huismeester.guest";

export type Subject = SidePartsFragment | HeadPartsFragment;
export type WorkOrder = Extract<Subject, { __typename: "WorkOrder" }>;
export type Question = Extract<Subject, { __typename: "OwnerConsultation" }>;
export type Report = HeadPartsFragment;

/** Where the visit stands. */
export type Visit =
  | { at: "door"; secret: string }
  | { at: "missing" }
  | { at: "loading" }
  | { at: "unreachable" }
  | { at: "gone" }
  | { at: "inside"; viewer: NonNullable<GuestQuery["viewer"]>; thread: ThreadStore };

export const visit = signal<Visit>({ at: "loading" });
export const subject = signal<Subject | null>(null);

let stopFollowing = () => {};

/** Looks at the address: a secret waits for its button, a visit of a moment ago goes on. */
export function begin(): void {
  const secret = location.hash.slice(1);
  close();
  credential.token = "";
  if (secret) {
    visit.value = { at: "door", secret };
    return;
  }
  credential.token = sessionStorage.getItem(TOKEN) ?? "";
  if (credential.token) void enter();
  else visit.value = { at: "missing" };
}

/** Exchanges the secret of the link; what is wrong is thrown, and the link is as it was. */
export async function open(secret: string): Promise<void> {
  try {
    const { token } = await act(OPEN, { token: secret });
    credential.token = token ?? "";
  } catch (reason) {
    if (!(reason instanceof Refused) || reason.code !== "LINK_NOT_VALID") throw reason;
    return leave();
  }
  sessionStorage.setItem(TOKEN, credential.token);
  history.replaceState(null, "", location.pathname);
  await enter();
}

/** Reads what the link opens, and follows it. */
export async function enter(): Promise<void> {
  visit.value = { at: "loading" };
  try {
    const { viewer, subIncidents, incidents } = await ask(GUEST, {});
    const opened = subIncidents.nodes[0] ?? incidents.nodes[0];
    if (!viewer || !opened) return leave();
    suggestLanguage(viewer.locale);
    subject.value = opened;
    const thread = new ThreadStore(opened.thread, { ended: leave });
    stopFollowing = opened.__typename === "Incident"
      ? follow(HEAD_CHANGED, { id: opened.id }, ({ incidentChanged }) => (subject.value = incidentChanged.incident))
      : follow(SIDE_CHANGED, { id: opened.id }, ({ subIncidentChanged }) => (subject.value = subIncidentChanged.subIncident));
    visit.value = { at: "inside", viewer, thread };
  } catch (reason) {
    if (reason instanceof Offline) visit.value = { at: "unreachable" };
    else leave();
  }
}

/** The link opens nothing any more. */
function leave(): void {
  sessionStorage.removeItem(TOKEN);
  history.replaceState(null, "", location.pathname);
  close();
  visit.value = { at: "gone" };
}

/** Nothing is followed or shown any more. */
function close(): void {
  if (visit.value.at === "inside") visit.value.thread.stop();
  stopFollowing();
  subject.value = null;
  hangUp();
}
