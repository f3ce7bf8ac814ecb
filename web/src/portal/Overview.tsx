import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { ActButton } from "../parts/ActButton.tsx";
import { sentence } from "../parts/Dialog.tsx";
import { statusOf } from "../subject/Sheet.tsx";
import { clock, dayName, isoDay } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { portal } from "../words/portal.ts";
import { type Viewer, ended, hasMore, look, lookBack, lookFurtherBack, open, others, waiting } from "./portal.ts";
import { type Row, activeAt, addressOf, kindOf, newsOf, placeOf } from "./rows.ts";

interface Overview {
  viewer: Viewer;
  /** Whether it is what the page is about; beside something that is open, it is the way to other things. */
  isMain: boolean;
}

/** All that somebody takes part in: what waits for them first, then what is going on; and what has ended. */
export function Overview({ viewer, isMain }: Overview) {
  const { list: say } = portal.value;
  const [which, setWhich] = useState<"open" | "ended">("open");
  const [trouble, setTrouble] = useState("");
  useReturn();

  function read(what: "open" | "ended") {
    setTrouble("");
    void (what === "open" ? look() : lookBack()).catch((reason) => setTrouble(sentence(reason)));
  }

  useEffect(() => {
    if (which === "open" || ended.value === null) read(which);
  }, [which]);

  const isKnown = (which === "open" ? open : ended).value !== null;
  return (
    <div class="overview" role={isMain ? "main" : "navigation"} aria-label={say.title}>
      <div class="overview-head">
        <h1>{say.title}</h1>
        {mayReport(viewer) && <a class="main small button" href="/portal/report">+ {say.report}</a>}
      </div>
      <div class="tabs" role="group" aria-label={say.which}>
        <button type="button" aria-pressed={which === "open"} onClick={() => setWhich("open")}>{say.open}</button>
        <button type="button" aria-pressed={which === "ended"} onClick={() => setWhich("ended")}>{say.ended}</button>
      </div>
      {trouble && <p class="trouble" role="alert">{trouble} <button type="button" class="link" onClick={() => read(which)}>{words.value.act.retry}</button></p>}
      {!isKnown && !trouble && <p class="quiet" role="status">{say.loading}</p>}
      {isKnown && (which === "open" ? <Open viewer={viewer} /> : <Ended />)}
    </div>
  );
}

export const mayReport = ({ units, properties }: Viewer): boolean => units.length + properties.length > 0;

/** Back from a page, on a telephone, somebody is where they left. */
function useReturn(): void {
  const { path } = useLocation();
  const before = useRef(path);
  useEffect(() => {
    if (path === "/portal") document.querySelector<HTMLElement>(`.overview a[href="${CSS.escape(before.current)}"]`)?.focus();
    before.current = path;
  }, [path]);
}

function Open({ viewer }: { viewer: Viewer }) {
  const { list: say } = portal.value;
  if (open.value?.length === 0) {
    return (
      <div class="nothing">
        <p>{say.nothing.open}</p>
        <p class="quiet">{mayReport(viewer) ? say.nothing.openReports : say.nothing.openJobs}</p>
      </div>
    );
  }
  return (
    <>
      <Rows title={say.waiting} rows={waiting.value} />
      <Rows title={say.others} rows={others.value} />
    </>
  );
}

function Ended() {
  const { list: say } = portal.value;
  if (ended.value?.length === 0) return <p class="nothing">{say.nothing.ended}</p>;
  return (
    <>
      <Rows rows={ended.value ?? []} />
      {hasMore.value && <ActButton kind="quiet-button" text={say.more} act={lookFurtherBack} />}
    </>
  );
}

function Rows({ title, rows }: { title?: string; rows: readonly Row[] }) {
  const { path } = useLocation();
  if (rows.length === 0) return null;
  return (
    <section>
      {title && <h2>{title} <span class="quiet">{rows.length}</span></h2>}
      <ul class="rows">{rows.map((row) => <OverviewRow key={row.id} row={row} isOpen={path === addressOf(row)} />)}</ul>
    </section>
  );
}

function OverviewRow({ row, isOpen }: { row: Row; isOpen: boolean }) {
  const { unreadCount } = row.thread;
  const when = activeAt(row);
  return (
    <li>
      <a class={unreadCount > 0 ? "row unread" : "row"} href={addressOf(row)} aria-current={isOpen ? "page" : undefined}>
        <span class="row-kind">{kindOf(row)} <span class="chip">{statusOf(row)}</span></span>
        <time dateTime={when}>{isoDay(when) === isoDay(Date.now()) ? clock(when) : dayName(when)}</time>
        <span class="row-title">
          <span>{row.title}</span>
          {unreadCount > 0 && <span class="count" role="img" aria-label={portal.value.list.unread(unreadCount)}>{unreadCount}</span>}
        </span>
        <span class="row-place">{placeOf(row)}</span>
        <span class="row-news">{newsOf(row)}</span>
      </a>
    </li>
  );
}
