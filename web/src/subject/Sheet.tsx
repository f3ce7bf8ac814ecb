import type { ComponentChildren } from "preact";
import { date, euros, moment, period, phone } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Steps } from "./Steps.tsx";
import type { Question, Report, Subject, WorkOrder } from "./subject.ts";

/** All there is to know about the job, question or report, and what can be done with it now. */
export function Sheet({ subject }: { subject: Subject }) {
  return (
    <section class="sheet">
      <p class="status" tabIndex={-1}>{statusOf(subject)}</p>
      <h1>{subject.title}</h1>
      <p class="quiet numbers">
        {words.value.subject.reference} {subject.reference}
        {subject.__typename === "WorkOrder" && <a class="map" href={subject.pdfUrl} target="_blank" rel="noopener">{words.value.subject.pdf}</a>}
      </p>
      <p class="description">{subject.description}</p>
      <dl><Facts subject={subject} /></dl>
      <Steps subject={subject} />
    </section>
  );
}

/** As much of a subject as its status takes. */
type Stated =
  | Pick<WorkOrder, "__typename" | "jobStatus">
  | Pick<Question, "__typename" | "questionStatus">
  | Pick<Report, "__typename" | "incidentStatus" | "isOwnReport">;

export function statusOf(subject: Stated): string {
  const { status } = words.value;
  switch (subject.__typename) {
    case "WorkOrder":
      return status.WORK_ORDER[subject.jobStatus];
    case "OwnerConsultation":
      return status.OWNER_CONSULTATION[subject.questionStatus];
    case "Incident":
      if (!subject.isOwnReport && subject.incidentStatus === "WAITING_FOR_REPORTER") return status.waitsForReporter;
      return status.INCIDENT[subject.incidentStatus];
  }
}

function Facts({ subject }: { subject: Subject }) {
  switch (subject.__typename) {
    case "WorkOrder":
      return <JobFacts job={subject} />;
    case "OwnerConsultation":
      return <QuestionFacts question={subject} />;
    case "Incident":
      return <ReportFacts report={subject} />;
  }
}

function JobFacts({ job }: { job: WorkOrder }) {
  const { subject } = words.value;
  return (
    <>
      {job.appointment && (
        <Fact name={subject.appointment}>
          <strong>{period(job.appointment.startsAt, job.appointment.endsAt)}</strong>{" "}
          {job.calendarUrl && <a class="map" href={job.calendarUrl} target="_blank" rel="noopener">{subject.calendar}</a>}
        </Fact>
      )}
      {job.site && <Fact name={subject.where}><Place address={job.site.address} unit={job.site.unit} /></Fact>}
      {job.site?.accessInstructions && <Fact name={subject.access}>{job.site.accessInstructions}</Fact>}
      {job.site?.contact && (
        <Fact name={subject.contact}>
          {job.site.contact.name} {job.site.contact.phone && <a class="call" href={`tel:${job.site.contact.phone}`}>{phone(job.site.contact.phone)}</a>}
        </Fact>
      )}
      {job.dueAt && <Fact name={subject.due}>{moment(job.dueAt)}</Fact>}
      {job.report && <Fact name={subject.report}>{job.report}</Fact>}
      {job.declineReason && <Fact name={subject.reason}>{job.declineReason}</Fact>}
    </>
  );
}

function QuestionFacts({ question }: { question: Question }) {
  const { subject } = words.value;
  return (
    <>
      {question.site && <Fact name={subject.where}><Place address={question.site.address} unit={question.site.unit} /></Fact>}
      {question.amount && <Fact name={subject.amount}><strong>{euros(question.amount.cents)}</strong></Fact>}
      {question.approvedAmount && <Fact name={subject.approvedAmount}>{euros(question.approvedAmount.cents)}</Fact>}
      {question.isOpen && question.answerDueAt && <Fact name={subject.answerBefore}>{moment(question.answerDueAt)}</Fact>}
      {question.decisionReason && <Fact name={subject.reason}>{question.decisionReason}</Fact>}
    </>
  );
}

function ReportFacts({ report }: { report: Report }) {
  return (
    <>
      <Fact name={words.value.subject.where}><Place address={report.address} unit={report.unit?.label ?? null} /></Fact>
      <Fact name={words.value.subject.reportedOn}>{moment(report.reportedAt)}</Fact>
      {report.incidentStatus === "DEFERRED" && report.deferredUntilOn && <Fact name={words.value.subject.deferredUntil}>{date(report.deferredUntilOn)}</Fact>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return <div class="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

function Place({ address, unit }: { address: string; unit: string | null }) {
  const place = [address, unit].filter(Boolean).join(", ");
  return (
    <>
      {place}{" "}
      <a class="map" href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(address)}`} target="_blank" rel="noopener noreferrer">{words.value.subject.map}</a>
    </>
  );
}
