import { useEffect, useRef, useState } from "preact/hooks";
import { Thread } from "../thread/Thread.tsx";
import type { Message } from "../thread/store.ts";
import { sentence } from "../parts/Dialog.tsx";
import { act } from "../api/http.ts";
import { desk } from "../words/desk.ts";
import { list, moment, phone } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { NewSide } from "./NewSide.tsx";
import { Share } from "./Share.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { StatusDialog } from "./StatusDialog.tsx";
import { seat } from "./desk.ts";
import { type Draft, type Incident, type Side, drafts, incident, open, openThread, thread } from "./incident.ts";
import { DISCARD_DRAFT } from "./operations.ts";

/** One incident: what is known of it, its conversations as tabs, and the one that is open. */
export function IncidentPage({ reference = "", side }: { reference?: string; side?: string }) {
  useEffect(() => open(reference), [reference]);
  const now = incident.value;
  if (now === null) return <p class="quiet pick" role="status">{words.value.guest.loading}</p>;
  if (now === "unreachable") return <p class="pick" role="alert">{words.value.trouble.offline}</p>;
  if (now === "missing") return <p class="pick" role="alert">{desk.value.incident.missing}</p>;
  return <Opened now={now} sideReference={side ?? null} />;
}

function Opened({ now, sideReference }: { now: Incident; sideReference: string | null }) {
  const side = now.subIncidents.find((one) => one.reference === sideReference) ?? null;
  const threadId = (side ?? now).thread.id;
  const [dialog, setDialog] = useState<"status" | "side" | null>(null);

  useEffect(() => {
    void openThread(threadId, side?.id ?? null);
  }, [threadId]);


  return (
    <article class="incident">
      <Head now={now} change={() => setDialog("status")} />
      <Tabs now={now} side={side} create={() => setDialog("side")} />
      <div class="incident-scroll">
        {side && <SidePanel key={side.id} side={side} />}
        <Conversation now={now} side={side} />
      </div>
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
      <h1>{now.title}</h1>
      <p class="quiet">{now.reference} · {now.address}{now.unit ? `, ${now.unit.label}` : ""}</p>
      <div class="incident-state">
        <span class={`chip ${now.status.toLowerCase()}`}>{status[now.status]}</span>
        <span>{now.handler?.displayName ?? inbox.nobody}</span>
        {now.isOpen && now.waitingOn.length > 0 && <span class="quiet">{inbox.waits(list(now.waitingOn.map((one) => one.displayName)))}</span>}
        <button type="button" class="plain small" onClick={change}>{say.change}</button>
      </div>
      <details class="details">
        <summary>{say.details}</summary>
        <p class="description">{now.description}</p>
        <dl>
          <div class="fact"><dt>{say.reporter}</dt><dd><Reporter now={now} /></dd></div>
          <div class="fact"><dt>{say.category}</dt><dd>{now.category.name}</dd></div>
          <div class="fact"><dt>{say.reported}</dt><dd>{moment(now.reportedAt)}</dd></div>
        </dl>
      </details>
    </header>
  );
}

function Reporter({ now: { reporter, sharedWithReporter } }: { now: Incident }) {
  const { incident: say } = desk.value;
  if (!reporter) return <>{say.noReporter}</>;
  return (
    <>
      {reporter.name} {reporter.phone && <a href={`tel:${reporter.phone}`}>{phone(reporter.phone)}</a>}{" "}
      {reporter.email && <a href={`mailto:${reporter.email}`}>{reporter.email}</a>}
      {!sharedWithReporter && <span class="quiet"> ({say.hidden})</span>}
    </>
  );
}

function Tabs({ now, side, create }: { now: Incident; side: Side | null; create: () => void }) {
  const { incident: say, kind, side: words } = desk.value;
  const base = `/desk/incidents/${now.reference}`;
  return (
    <nav class="thread-tabs" aria-label={say.tabs}>
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

function Conversation({ now, side }: { now: Incident; side: Side | null }) {
  const store = thread.value;
  const [shared, setShared] = useState<Message | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scroll = place.current?.parentElement;
    scroll?.scrollTo(0, scroll.scrollHeight);
  }, [store]);
  const { composer } = desk.value;
  if (!store || store.id !== (side ?? now).thread.id) return <p class="quiet pick" role="status">{words.value.guest.loading}</p>;
  const house = typeof seat.value === "object" ? seat.value.organisation.name : "";

  function sees(kind: "POST" | "NOTE"): string {
    if (kind === "NOTE") return composer.noteSees;
    const others = store!.participants.value.filter((one) => one.role !== "EMPLOYEE").map((one) => one.displayName);
    return others.length > 0 ? composer.sees(list(others)) : composer.onlyColleagues;
  }

  const staff = {
    sees,
    names: { post: composer.post, note: composer.note, share: desk.value.share.button },
    share: now.subIncidents.length > 0 ? setShared : undefined,
    draft: draft && { id: draft.id, body: draft.body, files: draft.attachments.map((file) => file.name) },
  };
  return (
    <div class="conversation" ref={place}>
      <Drafts use={setDraft} />
      <Thread key={store.id} store={store} organisation={house} staff={staff} />
      {shared && <Share message={shared} now={now} from={store.id} close={() => setShared(null)} />}
    </div>
  );
}

/** What was copied into this thread and waits for somebody to read it through. */
function Drafts({ use }: { use: (draft: Draft) => void }) {
  const { draft: say } = desk.value;
  const [trouble, setTrouble] = useState("");
  const leave = (draft: Draft) => (drafts.value = drafts.value.filter((other) => other.id !== draft.id));

  async function drop(draft: Draft) {
    await act(DISCARD_DRAFT, { input: { draftId: draft.id } }).then(() => leave(draft), (reason) => setTrouble(sentence(reason)));
  }

  return (
    <>
      {drafts.value.map((draft) => (
        <aside key={draft.id} class="draft" aria-label={say.title}>
          <p class="quiet">{say.title}</p>
          <p>{draft.body}</p>
          {draft.attachments.length > 0 && <p class="quiet">{draft.attachments.map((file) => file.name).join(", ")}</p>}
          {trouble && <p class="trouble" role="alert">{trouble}</p>}
          <button type="button" class="plain small" onClick={() => { use(draft); leave(draft); }}>{say.use}</button>
          <button type="button" class="link" onClick={() => void drop(draft)}>{say.drop}</button>
        </aside>
      ))}
    </>
  );
}

