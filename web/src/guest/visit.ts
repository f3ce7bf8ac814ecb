import { signal } from "@preact/signals";
import { Offline, Refused, act, ask, credential } from "../api/http.ts";
import { hangUp } from "../api/live.ts";
import { viewer as who } from "../api/viewer.ts";
import type { GuestQuery } from "../gql/contact.ts";
import { Opened } from "../subject/subject.ts";
import { suggestLanguage } from "../words/index.ts";
import { GUEST, OPEN } from "./operations.ts";

const TOKEN = "huismeester.guest";

/** Where the visit stands. */
export type Visit =
  | { at: "door"; secret: string }
  | { at: "missing" }
  | { at: "loading" }
  | { at: "unreachable" }
  | { at: "gone" }
  | { at: "inside"; viewer: NonNullable<GuestQuery["viewer"]>; opened: Opened };

export const visit = signal<Visit>({ at: "loading" });

/** Counts the links that were opened in this tab: what is answered of one has no place when another has come. */
let turn = 0;

/** Looks at the address: a secret waits for its button, a visit of a moment ago goes on. */
export function begin(): void {
  const secret = location.hash.slice(1);
  turn += 1;
  close();
  who.value = null;
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
  const mine = turn;
  try {
    const { token } = await act(OPEN, { token: secret });
    if (mine !== turn) return;
    credential.token = token ?? "";
  } catch (reason) {
    if (mine !== turn) return;
    if (!(reason instanceof Refused) || reason.code !== "LINK_NOT_VALID") throw reason;
    return leave();
  }
  sessionStorage.setItem(TOKEN, credential.token);
  history.replaceState(null, "", location.pathname);
  await enter();
}

/** Reads what the link opens, and follows it. */
export async function enter(): Promise<void> {
  const mine = turn;
  visit.value = { at: "loading" };
  try {
    const { viewer, subIncidents, incidents } = await ask(GUEST, {});
    if (mine !== turn) return;
    const found = subIncidents.nodes[0] ?? incidents.nodes[0];
    if (!viewer || !found) return leave();
    who.value = `${nameOf(viewer)}.${found.thread.id}`;
    suggestLanguage(viewer.locale);
    visit.value = { at: "inside", viewer, opened: new Opened(found, leave) };
  } catch (reason) {
    if (mine !== turn) return;
    if (reason instanceof Offline) visit.value = { at: "unreachable" };
    else leave();
  }
}

// Apart from who has an account: what one of them sent, the other did not.
const nameOf = (viewer: NonNullable<GuestQuery["viewer"]>) => `guest.${"contacts" in viewer ? viewer.contacts[0]?.id : ""}`;

/** The link opens nothing any more. */
function leave(): void {
  sessionStorage.removeItem(TOKEN);
  history.replaceState(null, "", location.pathname);
  close();
  visit.value = { at: "gone" };
}

/** Nothing is followed or shown any more. */
function close(): void {
  if (visit.value.at === "inside") visit.value.opened.stop();
  hangUp();
}
