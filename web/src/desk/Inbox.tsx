import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { ActButton } from "../parts/ActButton.tsx";
import { sentence } from "../parts/Dialog.tsx";
import { desk } from "../words/desk.ts";
import { clock, dayName, isoDay, list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Filters } from "./Filters.tsx";
import { KeysHelp, isAskingForKeys } from "./KeysHelp.tsx";
import { Report, isReporting } from "./Report.tsx";
import { type Row, hasMore, look, lookFurther, narrowedBy, rows, unreadOf, view } from "./desk.ts";

/** What there is to do: the incidents of the view, live. */
export function Inbox() {
  const [trouble, setTrouble] = useState("");
  const { path } = useLocation();
  const now = view.value;
  const { inbox } = desk.value;

  useEffect(() => {
    const timer = setTimeout(() => {
      setTrouble("");
      look().catch((reason) => setTrouble(sentence(reason)));
    }, now.text ? 200 : 0);
    return () => clearTimeout(timer);
  }, [now]);

  useEffect(() => () => {
    isReporting.value = isAskingForKeys.value = false;
  }, []);

  return (
    <nav class="inbox" aria-label={inbox.title}>
      <div class="inbox-head">
        <h1>{inbox.title}</h1>
        <button type="button" class="main small" aria-keyshortcuts="n" onClick={() => (isReporting.value = true)}>+ {inbox.create}</button>
      </div>
      <Filters />
      {trouble && <p class="trouble" role="alert">{trouble} <button type="button" class="link" onClick={() => (view.value = { ...now })}>{words.value.act.retry}</button></p>}
      {rows.value === null && !trouble && <p class="quiet" role="status">{inbox.loading}</p>}
      {rows.value?.length === 0 && <p class="quiet nothing">{now.text || now.who !== "all" || narrowedBy.value > 0 ? inbox.empty : inbox.nothing}</p>}
      <ul class="rows">
        {rows.value?.map((row) => <InboxRow key={row.id} row={row} isOpen={path.startsWith(`/desk/incidents/${row.reference}`)} />)}
      </ul>
      {hasMore.value && <ActButton kind="quiet-button" text={inbox.more} act={lookFurther} />}
      {isReporting.value && <Report />}
      {isAskingForKeys.value && <KeysHelp />}
    </nav>
  );
}

function InboxRow({ row, isOpen }: { row: Row; isOpen: boolean }) {
  const { inbox, status, priority } = desk.value;
  const count = unreadOf(row);
  return (
    <li>
      <a class={count > 0 ? "row unread" : "row"} href={`/desk/incidents/${row.reference}`} aria-current={isOpen ? "page" : undefined}>
        <span class="row-title">
          {(row.priority === "URGENT" || row.priority === "HIGH") && <span class={`priority ${row.priority.toLowerCase()}`}>{priority[row.priority]}</span>}{" "}
          {row.title}
        </span>
        <time dateTime={row.lastActivityAt}>{isToday(row.lastActivityAt) ? clock(row.lastActivityAt) : dayName(row.lastActivityAt)}</time>
        <span class="row-place">{row.address}</span>
        {count > 0 && <span class="count" aria-label={inbox.unread(count)}>{count}</span>}
        <span class="row-state">
          <span class={`chip ${row.status.toLowerCase()}`}>{status[row.status]}</span>
          {row.waitingOn.length > 0 && row.isOpen ? <span>{inbox.waits(list(row.waitingOn.map((one) => one.displayName)))}</span> : <span>{row.handler?.displayName ?? inbox.nobody}</span>}
        </span>
      </a>
    </li>
  );
}

const isToday = (when: string) => isoDay(when) === isoDay(Date.now());
