import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isLive } from "../api/live.ts";
import { desk } from "../words/desk.ts";
import { date, list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Conversation } from "./Conversation.tsx";
import { Facts } from "./Facts.tsx";
import { NewSide } from "./NewSide.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { StatusDialog } from "./StatusDialog.tsx";
import { Unreachable } from "./Unreachable.tsx";
import { type Incident, type Side, incident, look, open, openThread, statusOf, thread } from "./incident.ts";
import { hasRoom } from "./room.ts";

/** One incident: what is known of it, its conversations as tabs, and the one that is open. */
export function IncidentPage({ reference = "", side }: { reference?: string; side?: string }) {
  useLayoutEffect(() => open(reference), [reference]); // before what was open is seen under another address
  const now = incident.value;
  if (now === null) return <p class="quiet pick" role="status">{words.value.guest.loading}</p>;
  if (now === "unreachable") return <Unreachable again={() => void look(reference)} />;
  if (now === "missing") return <p class="pick" role="alert">{desk.value.incident.missing}</p>;
  return <Opened now={now} sideReference={side ?? null} />;
}

function Opened({ now, sideReference }: { now: Incident; sideReference: string | null }) {
  const side = now.subIncidents.find((one) => one.reference === sideReference) ?? null;
  const threadId = (side ?? now).thread.id;
  const [dialog, setDialog] = useState<"status" | "side" | null>(null);

  const openIt = () => void openThread(threadId, side?.id ?? null);
  useEffect(openIt, [threadId]);
  useEffect(() => {
    if (isLive.value && thread.value === "unreachable") openIt();
  }, [isLive.value]);

  return (
    <article class="incident">
      <Head now={now} change={() => setDialog("status")} />
      <Tabs now={now} side={side} create={() => setDialog("side")} />
      <Known key={threadId} now={now} side={side} />
      <div class="incident-scroll"><Conversation key={threadId} now={now} side={side} again={openIt} /></div>
      {dialog === "status" && <StatusDialog now={now} close={() => setDialog(null)} />}
      {dialog === "side" && <NewSide now={now} close={() => setDialog(null)} />}
    </article>
  );
}

function Head({ now, change }: { now: Incident; change: () => void }) {
  const { incident: say, status, inbox } = desk.value;
  return (
    <header class="incident-head">
      <a class="link back" href="/desk">{say.back}</a>
      <button type="button" class="plain small" onClick={change}>{say.change}</button>
      <h1>{now.title}</h1>
      <p class="quiet where">{now.reference} · {now.address}{now.unit ? `, ${now.unit.label}` : ""}</p>
      <p class="incident-state">
        <span class={`chip ${now.status.toLowerCase()}`}>{status[now.status]}</span>
        {now.status === "DEFERRED" && now.deferredUntilOn && <span>{say.until} {date(now.deferredUntilOn)}</span>}
        <span>{now.handler?.displayName ?? inbox.nobody}</span>
        {now.isOpen && now.waitingOn.length > 0 && <span class="quiet waits">{inbox.waits(list(now.waitingOn.map((one) => one.displayName)))}</span>}
      </p>
    </header>
  );
}

function Tabs({ now, side, create }: { now: Incident; side: Side | null; create: () => void }) {
  const { incident: say, kind, side: words } = desk.value;
  const base = `/desk/incidents/${now.reference}`;
  const tabs = useRef<HTMLElement>(null);
  useLayoutEffect(() => tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [side?.id]);
  return (
    <nav class="thread-tabs" aria-label={say.tabs} ref={tabs}>
      <a href={base} aria-current={side === null ? "page" : undefined}>{say.head}<Count of={now.thread.unreadCount} /></a>
      {now.subIncidents.map((one) => (
        <a key={one.id} href={`${base}/${one.reference}`} class={one.isOpen ? undefined : "ended"} aria-current={side?.id === one.id ? "page" : undefined}>
          <span class="quiet">{kind[one.kind]}</span> {one.party?.displayName}<Count of={one.thread.unreadCount} />
        </a>
      ))}
      {now.isOpen && <button type="button" class="link" onClick={create}>+ {words.create}</button>}
    </nav>
  );
}

function Count({ of }: { of: number }) {
  return of > 0 ? <span class="count" aria-label={desk.value.inbox.unread(of)}>{of}</span> : null;
}

/** What is known of whatever the open tab is about: beside the conversation where there is room, else folded above it. */
function Known({ now, side }: { now: Incident; side: Side | null }) {
  const { incident: say, status } = desk.value;
  return (
    <details class="known" open={hasRoom.value}>
      <summary>
        {side ? <><span class={`chip ${side.isOpen ? "open" : "ended"}`}>{status[statusOf(side)]}</span> <span class="known-title">{side.title}</span></> : say.details}
      </summary>
      {side ? <SidePanel side={side} now={now} /> : <Facts now={now} />}
    </details>
  );
}
