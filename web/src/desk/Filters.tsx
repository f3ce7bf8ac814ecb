import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/http.ts";
import type { IncidentStatus } from "../gql/staff.ts";
import { Finder } from "../parts/Finder.tsx";
import { desk } from "../words/desk.ts";
import { useCategories, useColleagues } from "./choices.ts";
import { narrow, narrowedBy, view, widen } from "./desk.ts";
import { findProperties } from "./finding.ts";
import { Narrow } from "./Narrow.tsx";
import { PROPERTY } from "./operations.ts";

const STATES: readonly IncidentStatus[] = ["REPORTED", "IN_PROGRESS", "WAITING_FOR_REPORTER", "DEFERRED", "RESOLVED", "CLOSED", "CANCELLED"];
const KINDS = ["WORK_ORDER", "OWNER_CONSULTATION", "INTERNAL_TASK"] as const;

/** What the inbox is narrowed to: what is used all day in sight, the rest one press away. */
export function Filters() {
  const { inbox, status } = desk.value;
  const now = view.value;
  const [isOpened, setOpened] = useState(false);
  useAddress();
  return (
    <search class="filters">
      <input id="search" type="search" aria-label={inbox.search} aria-keyshortcuts="/" placeholder={inbox.searchHint} value={now.text} onInput={(event) => narrow({ text: event.currentTarget.value })} />
      <div class="tabs" role="group" aria-label={inbox.filters}>
        {(["all", "mine", "unassigned", "unread"] as const).map((who) => (
          <button key={who} type="button" aria-pressed={now.who === who} onClick={() => narrow({ who })}>{inbox.who[who]}</button>
        ))}
      </div>
      <div class="selects">
        <Narrow label={inbox.state.label} value={now.state}
          options={[["open", inbox.state.open], ["ended", inbox.state.ended], ["any", inbox.state.any], ...STATES.map((one) => [one, status[one] ?? one] as const)]}
          choose={(state) => narrow({ state })} />
        <Narrow label={inbox.order.label} value={now.orderBy}
          options={(["RECENT_ACTIVITY", "URGENT", "NEWEST", "OLDEST"] as const).map((order) => [order, inbox.order[order]] as const)}
          choose={(orderBy) => narrow({ orderBy })} />
      </div>
      <details class="more-filters" onToggle={() => setOpened(true)}>
        <summary>{inbox.moreFilters}{narrowedBy.value > 0 && <span class="count" aria-label={inbox.narrowedBy(narrowedBy.value)}>{narrowedBy.value}</span>}</summary>
        {isOpened && <MoreFilters />}
      </details>
    </search>
  );
}

function MoreFilters() {
  const { inbox, find } = desk.value;
  const now = view.value;
  const colleagues = useColleagues();
  const categories = useCategories();
  const any = ["", inbox.any] as const;
  return (
    <div class="more">
      <div class="selects">
        <Narrow label={inbox.handler} value={now.handlerId} options={[any, ...colleagues.map((one) => [one.id, one.name] as const)]} choose={(handlerId) => narrow({ handlerId })} />
        <Narrow label={inbox.category} value={now.categoryId} options={[any, ...categories.map((one) => [one.id, one.name] as const)]} choose={(categoryId) => narrow({ categoryId })} />
        <Narrow label={inbox.waitingOn.label} value={now.waitingOn} options={[any, ...KINDS.map((kind) => [kind, inbox.waitingOn[kind]] as const)]} choose={(waitingOn) => narrow({ waitingOn })} />
      </div>
      {now.property
        ? <p class="chosen"><span>{now.property.name}</span><button type="button" class="link" onClick={() => narrow({ property: null })}>{inbox.everywhere}</button></p>
        : <Finder label={inbox.property} hint={find.hint} none={find.none} pick={find.pick} find={findProperties} choose={(found) => found && narrow({ property: { id: found.id, name: found.text } })} />}
      {narrowedBy.value > 0 && <button type="button" class="quiet-button" onClick={widen}>{inbox.widen}</button>}
    </div>
  );
}

/** The registers lead here with what they are about: `/desk?property=…`, `/desk?category=…`, `/desk?search=…`. */
function useAddress(): void {
  const { query, route } = useLocation();
  const { property, category, search } = query;
  useEffect(() => {
    if (!property && !category && !search) return;
    narrow({ who: "all", state: "any", handlerId: "", categoryId: category ?? "", property: property ? { id: property, name: "" } : null, waitingOn: "", text: search ?? "" });
    if (property) void nameProperty(property).catch(() => {});
    route("/desk", true);
  }, [property, category, search]);
}

async function nameProperty(id: string): Promise<void> {
  const { property } = await ask(PROPERTY, { id });
  if (property && view.value.property?.id === id) narrow({ property: { id, name: property.address } });
}
