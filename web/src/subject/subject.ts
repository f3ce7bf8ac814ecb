import { type Signal, signal } from "@preact/signals";
import { follow } from "../api/live.ts";
import type { HeadPartsFragment, SidePartsFragment, ThreadPartsFragment } from "../gql/contact.ts";
import { ThreadStore } from "../thread/store.ts";
import { HEAD_CHANGED, SIDE_CHANGED } from "./operations.ts";

export type Subject = SidePartsFragment | HeadPartsFragment;
export type WorkOrder = Extract<Subject, { __typename: "WorkOrder" }>;
export type Question = Extract<Subject, { __typename: "OwnerConsultation" }>;
export type Report = HeadPartsFragment;

// Addresses of papers open for an hour at least; following anew brings fresh ones.
const FRESH_FOR = 45 * 60_000;

/** A job, question or report that is on the screen: as it stands, live, with its thread. */
export class Opened {
  readonly subject: Signal<Subject>;
  readonly thread: ThreadStore;
  private stopFollowing = () => {};
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(found: Subject & { thread: ThreadPartsFragment }, ended: () => void) {
    this.subject = signal<Subject>(found);
    this.thread = new ThreadStore(found.thread, { ended });
    this.follow();
    this.timer = setInterval(() => this.follow(), FRESH_FOR);
  }

  /** Nothing of it is followed any more. */
  stop(): void {
    clearInterval(this.timer);
    this.stopFollowing();
    this.thread.stop();
  }

  private follow(): void {
    const { subject } = this;
    const { __typename, id } = subject.value;
    this.stopFollowing();
    this.stopFollowing = __typename === "Incident"
      ? follow(HEAD_CHANGED, { id }, ({ incidentChanged }) => (subject.value = incidentChanged.incident))
      : follow(SIDE_CHANGED, { id }, ({ subIncidentChanged }) => (subject.value = subIncidentChanged.subIncident));
  }
}
