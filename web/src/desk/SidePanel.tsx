import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { sentence } from "../parts/Dialog.tsx";
import { desk } from "../words/desk.ts";
import { date, euros, moment, period, phone } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { MoveSide } from "./MoveSide.tsx";
import { type Side, movesOf, statusOf } from "./incident.ts";
import { ISSUE_LINK, RETRY, REVOKE_LINK } from "./operations.ts";

/** What is known of a sub-incident, what can be done with it, its links, and what was sent. */
export function SidePanel({ side }: { side: Side }) {
  const [isMoving, setMoving] = useState(false);
  const { side: say, status } = desk.value;
  return (
    <section class="side-panel" aria-label={side.title}>
      <div class="side-head">
        <h2>{side.title}</h2>
        <span class={`chip ${side.isOpen ? "open" : "ended"}`}>{status[statusOf(side)]}</span>
        {movesOf(side).length > 0 && <button type="button" class="plain small" onClick={() => setMoving(true)}>{say.move}</button>}
      </div>
      <p class="description">{side.description}</p>
      <dl><Facts side={side} /></dl>
      {side.kind !== "INTERNAL_TASK" && <LinksAndPost side={side} />}
      {isMoving && <MoveSide side={side} close={() => setMoving(false)} />}
    </section>
  );
}

function Facts({ side }: { side: Side }) {
  const { subject } = words.value;
  const { side: say } = desk.value;
  const contact = side.partyContact;
  const facts: [string, string | null | undefined | false][] = [
    [subject.reference, side.reference],
    [desk.value.kind[side.kind], contact && [contact.company, contact.name, contact.phone && phone(contact.phone), contact.email].filter(Boolean).join(" · ")],
    [subject.due, side.dueAt && moment(side.dueAt)],
    [subject.access, side.site?.accessInstructions],
    ["", side.kind !== "INTERNAL_TASK" && (side.seenAt ? say.seen(moment(side.seenAt)) : say.unseen)],
    ...(side.__typename === "WorkOrder" ? [
      [subject.appointment, side.appointment && period(side.appointment.startsAt, side.appointment.endsAt)],
      [subject.report, side.report],
      [subject.reason, side.declineReason],
    ] as [string, string | null][] : []),
    ...(side.__typename === "OwnerConsultation" ? [
      [subject.amount, side.amount && euros(side.amount.cents)],
      [subject.approvedAmount, side.approvedAmount && euros(side.approvedAmount.cents)],
      [subject.answerBefore, side.isOpen && side.answerDueAt ? moment(side.answerDueAt) : null],
      [subject.reason, side.decisionReason],
    ] as [string, string | null][] : []),
  ];
  return <>{facts.filter(([, value]) => value).map(([name, value]) => <div key={name} class="fact"><dt>{name}</dt><dd>{value}</dd></div>)}</>;
}

function LinksAndPost({ side }: { side: Side }) {
  const { side: say } = desk.value;
  const [made, setMade] = useState("");
  const [trouble, setTrouble] = useState("");
  const hasFailed = side.deliveries.some((one) => one.status === "FAILED");

  async function trying(work: () => Promise<unknown>) {
    setTrouble("");
    await work().catch((reason) => setTrouble(sentence(reason)));
  }

  const issue = (notifyBy: "EMAIL" | "SMS" | null) => trying(async () => {
    const { url } = await act(ISSUE_LINK, { input: { threadId: side.thread.id, notifyBy: notifyBy ? [notifyBy] : [] } });
    if (!notifyBy) setMade(url ?? "");
  });

  return (
    <details class="details" open={hasFailed}>
      <summary>{say.more}{hasFailed && <span class="count">!</span>}</summary>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      <h3>{say.links}</h3>
      <ul class="plain-list">
        {side.guestLinks.length === 0 && <li class="quiet">{say.noLinks}</li>}
        {side.guestLinks.map((link) => (
          <li key={link.id}>
            <span>{say.link[link.status]} · {date(link.createdAt)}{link.lastUsedAt && `, ${say.used(moment(link.lastUsedAt))}`}</span>
            {link.status === "ACTIVE" && <button type="button" class="link" onClick={() => void trying(() => act(REVOKE_LINK, { input: { guestLinkId: link.id } }))}>{say.revoke}</button>}
          </li>
        ))}
      </ul>
      {made && <p class="made-link"><input readOnly value={made} aria-label={say.newLink} onFocus={(event) => event.currentTarget.select()} /><Copy text={made} /></p>}
      <div class="buttons">
        <button type="button" class="plain small" onClick={() => void issue(null)}>{say.newLink}</button>
        <button type="button" class="plain small" onClick={() => void issue("EMAIL")}>{say.resend}: e-mail</button>
        <button type="button" class="plain small" onClick={() => void issue("SMS")}>{say.resend}: SMS</button>
      </div>
      <h3>{say.post}</h3>
      <ul class="plain-list">
        {side.deliveries.map((one) => (
          <li key={one.id}>
            <span class={one.status === "FAILED" ? "trouble" : ""}>{say.delivery[one.status]}</span> · {one.channel === "EMAIL" ? "E-mail" : "SMS"} · {one.recipient?.displayName} · {moment(one.sentAt ?? one.createdAt)}
            {one.lastError && <span class="quiet"> {one.lastError}</span>}
            {one.status === "FAILED" && <button type="button" class="link" onClick={() => void trying(() => act(RETRY, { input: { deliveryId: one.id } }))}>{say.retry}</button>}
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
