/** The jobs, questions and reports of the overview: one kind of row. */
import type { HeadRowFragment, SideRowFragment } from "../gql/contact.ts";
import { period } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { portal } from "../words/portal.ts";

export type Row = SideRowFragment | HeadRowFragment;

/** Whether it is the viewer's turn: to answer, to plan, to go on. */
export function waitsForViewer(row: Row): boolean {
  switch (row.__typename) {
    case "WorkOrder":
      return ["SENT", "ACCEPTED", "REWORK", "INTERRUPTED"].includes(row.jobStatus) || (row.jobStatus === "PLANNED" && isOver(row.appointment));
    case "OwnerConsultation":
      return row.questionStatus === "ASKED";
    case "Incident":
      return row.isOwnReport && row.incidentStatus === "WAITING_FOR_REPORTER";
  }
}

const isOver = (appointment: { endsAt: string } | null) => appointment !== null && Date.parse(appointment.endsAt) < Date.now();

export const activeAt = (row: Row): string => row.thread.lastMessage?.createdAt ?? ("createdAt" in row ? row.createdAt : row.reportedAt);

export const byActivity = (one: Row, other: Row): number => Date.parse(activeAt(other)) - Date.parse(activeAt(one));

export function addressOf(row: Row): string {
  const kind = { WorkOrder: "jobs", OwnerConsultation: "questions", Incident: "reports" }[row.__typename];
  return `/portal/${kind}/${row.reference}`;
}

export function placeOf(row: Row): string {
  if (row.__typename === "Incident") return [row.address, row.unit?.label].filter(Boolean).join(", ");
  return [row.site?.address, row.site?.unit].filter(Boolean).join(", ");
}

export const kindOf = (row: Row): string => portal.value.kind[row.__typename === "Incident" && !row.isOwnReport ? "Along" : row.__typename];

/** The last that was said or done, in a line; of a job that is planned, when. */
export function newsOf(row: Row): string {
  if (row.__typename === "WorkOrder" && row.jobStatus === "PLANNED" && row.appointment) {
    return portal.value.page.appointment(period(row.appointment.startsAt, row.appointment.endsAt));
  }
  const last = row.thread.lastMessage;
  if (!last) return "";
  if (last.event) return last.event.text;
  const author = last.author?.isViewer ? portal.value.list.you : last.author?.displayName;
  return `${author}: ${last.body || words.value.photo.file}`;
}
