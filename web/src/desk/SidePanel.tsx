import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { ActButton } from "../parts/ActButton.tsx";
import { desk } from "../words/desk.ts";
import { date, euros, moment, period, phone } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { ChangeSide } from "./ChangeSide.tsx";
import { Fact } from "./Facts.tsx";
import { MoveSide } from "./MoveSide.tsx";
import { type Incident, type Side, movesOf, statusOf } from "./incident.ts";
import { ISSUE_LINK, RETRY, REVOKE_LINK } from "./operations.ts";

/** What is known of a sub-incident, what can be done with it, its links, and what was sent. */
export function SidePanel({ side, now }: { side: Side; now: Incident }) {
  const [dialog, setDialog] = useState<"move" | "change" | null>(null);
  const { side: say, status } = desk.value;
  return (
    <section class="panel side-panel" aria-label={side.title}>
      <h2>{side.title} <span class={`chip ${side.isOpen ? "open" : "ended"}`}>{status[statusOf(side)]}</span></h2>
      <div class="buttons">
        {movesOf(side).length > 0 && <button type="button" class="plain small" onClick={() => setDialog("move")}>{say.move}</button>}
        {side.isOpen && <button type="button" class="plain small" onClick={() => setDialog("change")}>{desk.value.incident.edit}</button>}
      </div>
      <p class="description">{side.description}</p>
      <dl><SideFacts side={side} /></dl>
      {side.kind !== "INTERNAL_TASK" && <LinksAndPost key={side.partyContact?.id} side={side} />}
      {dialog === "move" && <MoveSide side={side} close={() => setDialog(null)} />}
      {dialog === "change" && <ChangeSide side={side} now={now} close={() => setDialog(null)} />}
    </section>
  );
}

function SideFacts({ side }: { side: Side }) {
  const { subject } = words.value;
  const { side: say } = desk.value;
  return (
    <>
      {side.partyContact && <Fact name={desk.value.kind[side.kind]}><Party contact={side.partyContact} /></Fact>}
      {side.__typename === "WorkOrder" && <JobFacts job={side} />}
      {side.__typename === "OwnerConsultation" && <QuestionFacts question={side} />}
      {side.dueAt && <Fact name={subject.due}>{moment(side.dueAt)}</Fact>}
      <Fact name={subject.reference}>{side.reference}</Fact>
      {side.kind !== "INTERNAL_TASK" && <Fact name={say.read}>{side.seenAt ? moment(side.seenAt) : say.unseen}</Fact>}
    </>
  );
}

function Party({ contact }: { contact: NonNullable<Side["partyContact"]> }) {
  return (
    <>
      <a href={`/desk/contacts/${contact.id}`}>{[contact.company, contact.name].filter(Boolean).join(", ")}</a>
      {contact.phone && <><br /><a href={`tel:${contact.phone}`}>{phone(contact.phone)}</a></>}
      {contact.email && <><br /><a href={`mailto:${contact.email}`}>{contact.email}</a></>}
    </>
  );
}

function JobFacts({ job }: { job: Extract<Side, { __typename: "WorkOrder" }> }) {
  const { subject } = words.value;
  return (
    <>
      {job.appointment && (
        <Fact name={subject.appointment}>
          <strong>{period(job.appointment.startsAt, job.appointment.endsAt)}</strong>
          {job.calendarUrl && <><br /><a href={job.calendarUrl}>{subject.calendar}</a></>}
        </Fact>
      )}
      {job.site?.accessInstructions && <Fact name={subject.access}>{job.site.accessInstructions}</Fact>}
      {job.report && <Fact name={subject.report}>{job.report}</Fact>}
      {job.declineReason && <Fact name={subject.reason}>{job.declineReason}</Fact>}
      <Fact name={desk.value.side.paper}><a href={job.pdfUrl} target="_blank" rel="noopener">PDF</a></Fact>
    </>
  );
}

function QuestionFacts({ question }: { question: Extract<Side, { __typename: "OwnerConsultation" }> }) {
  const { subject } = words.value;
  return (
    <>
      {question.amount && <Fact name={subject.amount}>{euros(question.amount.cents)}</Fact>}
      {question.approvedAmount && <Fact name={subject.approvedAmount}>{euros(question.approvedAmount.cents)}</Fact>}
      {question.isOpen && question.answerDueAt && <Fact name={subject.answerBefore}>{moment(question.answerDueAt)}</Fact>}
      {question.decisionReason && <Fact name={subject.reason}>{question.decisionReason}</Fact>}
    </>
  );
}

function LinksAndPost({ side }: { side: Side }) {
  const { side: say } = desk.value;
  const [made, setMade] = useState("");
  const hasFailed = side.deliveries.some((one) => one.status === "FAILED");

  async function issue(notifyBy: "EMAIL" | "SMS" | null) {
    const { url } = await act(ISSUE_LINK, { input: { threadId: side.thread.id, notifyBy: notifyBy ? [notifyBy] : [] } });
    if (!notifyBy) setMade(url ?? "");
  }

  return (
    <details class="details" open={hasFailed}>
      <summary>{say.more}{hasFailed && <span class="count">!</span>}</summary>
      <h3>{say.links}</h3>
      <ul class="plain-list">
        {side.guestLinks.length === 0 && <li class="quiet">{say.noLinks}</li>}
        {side.guestLinks.map((link) => (
          <li key={link.id}>
            <span>{say.link[link.status]} · {date(link.createdAt)}{link.lastUsedAt && `, ${say.used(moment(link.lastUsedAt))}`}</span>
            {link.status === "ACTIVE" && <ActButton kind="link" text={say.revoke} act={() => act(REVOKE_LINK, { input: { guestLinkId: link.id } })} />}
          </li>
        ))}
      </ul>
      {made && <p class="made-link"><input readOnly value={made} aria-label={say.newLink} onFocus={(event) => event.currentTarget.select()} /><Copy text={made} /></p>}
      <div class="buttons">
        <ActButton text={say.newLink} act={() => issue(null)} />
        <ActButton text={`${say.resend}: e-mail`} act={() => issue("EMAIL")} />
        <ActButton text={`${say.resend}: SMS`} act={() => issue("SMS")} />
      </div>
      <h3>{say.post}</h3>
      <ul class="plain-list">
        {side.deliveries.map((one) => (
          <li key={one.id}>
            <span class={one.status === "FAILED" ? "trouble" : ""}>{say.delivery[one.status]}</span> · {one.channel === "EMAIL" ? "E-mail" : "SMS"} · {one.recipient?.displayName} · {moment(one.sentAt ?? one.createdAt)}
            {one.lastError && <span class="quiet"> {one.lastError}</span>}
            {one.status === "FAILED" && <ActButton kind="link" text={say.retry} act={() => act(RETRY, { input: { deliveryId: one.id } })} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Copy({ text }: { text: string }) {
  const [isDone, setDone] = useState(false);
  const { side: say } = desk.value;
  return <button type="button" class="plain small" onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true), () => {})}>{isDone ? say.copied : say.copy}</button>;
}
