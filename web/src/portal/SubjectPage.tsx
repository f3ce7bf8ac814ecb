import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Offline, ask } from "../api/http.ts";
import { Sheet } from "../subject/Sheet.tsx";
import { Opened } from "../subject/subject.ts";
import { Thread } from "../thread/Thread.tsx";
import { words } from "../words/index.ts";
import { portal } from "../words/portal.ts";
import { OPEN_HEAD, OPEN_SIDE } from "./operations.ts";
import { isThere, seat } from "./portal.ts";

/** What is on the page: not known yet, not there (any more), out of reach, or a subject. */
const opened = signal<"loading" | "missing" | "unreachable" | Opened>("loading");

interface Place {
  kind?: string;
  reference?: string;
}

/** One job, question or report: as behind a link, beside the overview. */
export function SubjectPage({ kind = "", reference = "" }: Place) {
  useLayoutEffect(() => open(kind, reference), [kind, reference]); // before what was open is seen under another address
  const now = opened.value;
  return (
    <div class="subject">
      <a class="link back" href="/portal">{portal.value.page.back}</a>
      {now === "loading" && <p class="quiet pick" role="status">{words.value.guest.loading}</p>}
      {now === "missing" && <p class="pick" role="alert">{portal.value.page.missing}</p>}
      {now === "unreachable" && (
        <p class="pick" role="alert">
          {words.value.trouble.offline} <button type="button" class="link" onClick={() => void read(kind, reference)}>{words.value.act.retry}</button>
        </p>
      )}
      {now instanceof Opened && <Inside key={now.thread.id} now={now} />}
    </div>
  );
}

function Inside({ now: { subject, thread } }: { now: Opened }) {
  const place = useRef<HTMLElement>(null);
  const isAlong = subject.value.__typename === "Incident" && !subject.value.isOwnReport;
  const house = isThere(seat.value) ? seat.value.organisation.name : "";
  const { page } = portal.value;
  // On a telephone the overview is gone, and whoever was in it should not be nowhere.
  useEffect(() => {
    if (!document.querySelector<HTMLElement>(".overview")?.offsetParent) place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article ref={place} tabIndex={-1} aria-label={subject.value.title} class={isAlong ? "along" : undefined}>
      {isAlong && <p class="notice">{page.along}</p>}
      <Sheet subject={subject.value} />
      <Thread store={thread} organisation={house} />
      {isAlong && <p class="quiet along-closed">{page.alongClosed}</p>}
    </article>
  );
}

let turn = 0;

function open(kind: string, reference: string): () => void {
  void read(kind, reference);
  return () => {
    turn += 1;
    close();
  };
}

async function read(kind: string, reference: string): Promise<void> {
  const mine = ++turn;
  opened.value = "loading";
  try {
    const { found } = await (kind === "reports" ? ask(OPEN_HEAD, { reference }) : ask(OPEN_SIDE, { reference }));
    if (mine !== turn) return; // another was opened meanwhile
    opened.value = found ? new Opened(found, () => { close(); opened.value = "missing"; }) : "missing";
  } catch (reason) {
    if (mine === turn) opened.value = reason instanceof Offline ? "unreachable" : "missing";
  }
}

function close(): void {
  if (opened.value instanceof Opened) opened.value.stop();
  opened.value = "loading";
}
