import { computed } from "@preact/signals";
import { ask } from "../../api/http.ts";
import type * as Gql from "../../gql/staff.ts";
import type { Found } from "../../parts/Finder.tsx";
import { momentIn } from "../../words/formats.ts";
import { AUDIT_TRAIL, CONTACT_NAME, TRAIL_SUBJECTS } from "./adminOperations.ts";
import { Pages, type Window } from "./pages.ts";
import { type Place, placeOf } from "./places.ts";

/** What was done, and to what: null once that is gone. */
export type Entry = Gql.AuditTrailQuery["auditTrail"]["nodes"][number] & { subject: Place | null };

/** In the place of an act: all that somebody did, and not that they came, went or read. */
export const WORTHWHILE = "-";
const COMING_AND_READING = ["signIn", "signOut", "openGuestLink", "requestSignInLink", "redeemSignInLink", "markThreadRead"];

interface TrailShown {
  act: string;
  employeeId: string;
  contact: Found | null;
  subject: Found | null;
  /** The first day and the last. */
  fromOn: string;
  untilOn: string;
}

export const ANYTHING: TrailShown = { act: "", employeeId: "", contact: null, subject: null, fromOn: "", untilOn: "" };

export const trail = new Pages<Entry, TrailShown>(ANYTHING, async (shown, window) => {
  const { nodes: found, pageInfo } = await pageOf(shown, window);
  const nodes = found.map((one) => (isSession(one.subjectId) ? { ...one, subjectId: null } : one));
  const subjects = await subjectsOf(nodes.flatMap(({ subjectId }) => subjectId ?? []));
  return { nodes: nodes.map((one) => ({ ...one, subject: subjects.get(one.subjectId ?? "") ?? null })), pageInfo };
});

/** It has no name, and a colleague's is not to be seen: that somebody signed in says it all. */
const isSession = (id: string | null) => id?.startsWith("ses_") ?? false;

export const isNarrowed = computed(() => Object.values(trail.filter.value).some(Boolean));

async function pageOf({ act, employeeId, contact, subject, fromOn, untilOn }: TrailShown, window: Window) {
  const filter = {
    act: act === WORTHWHILE ? null : act || null,
    exceptActs: act === WORTHWHILE ? COMING_AND_READING : null,
    employeeId: employeeId || null,
    contactId: contact?.id ?? null,
    subjectId: subject?.id ?? null,
    fromAt: fromOn ? momentIn(fromOn, "00:00").toISOString() : null,
    untilAt: untilOn ? endOf(untilOn).toISOString() : null,
  };
  return (await ask(AUDIT_TRAIL, { filter, ...window })).auditTrail;
}

/** The first moment of the day after. */
function endOf(on: string): Date {
  const next = new Date(`${on}T00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return momentIn(next.toISOString().slice(0, 10), "00:00");
}

async function subjectsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const { nodes } = await ask(TRAIL_SUBJECTS, { ids: asked });
  return new Map(nodes.flatMap((node, at) => (node ? [[asked[at]!, placeOf(node)] as const] : [])));
}

export async function nameOfContact(id: string): Promise<Found | null> {
  const { contact } = await ask(CONTACT_NAME, { id });
  return contact && { id, text: contact.name };
}
