import { useEffect } from "preact/hooks";
import { act } from "../../api/http.ts";
import { moment } from "../../words/formats.ts";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { changed } from "../desk.ts";
import { isSubject, pathOf } from "../paths.ts";
import { List, Register, Tabs } from "./Register.tsx";
import { type Column, Table } from "./Table.tsx";
import { RETRY_DELIVERY } from "./operations.ts";
import { type Delivery, type Standing, deliveries, isUnderway } from "./post.ts";

const AGAIN = 3000;

/** What went out by e-mail and SMS, what waits, and what failed. */
export function Post() {
  const { post: say } = registers.value;
  const { standing } = deliveries.filter.value;
  useFollowing();
  const empty: Record<Standing, string> = { all: say.empty, SENT: say.empty, FAILED: say.noneFailed, waiting: say.noneWaiting };
  return (
    <Register title={say.title} text={say.text}>
      <div class="register-filters">
        <Tabs label={say.filters} chosen={standing} choose={(chosen) => deliveries.narrow({ standing: chosen })}
          options={[["all", say.all], ["FAILED", say.FAILED], ["waiting", say.waiting], ["SENT", say.SENT]]} />
      </div>
      <List pages={deliveries} empty={empty[standing]} isSearched={false} change={changed.value}>
        {(rows) => <Table label={say.title} rows={rows} columns={columns()} />}
      </List>
    </Register>
  );
}

/** Looks again now and then for as long as something is underway. */
function useFollowing(): void {
  const rows = deliveries.rows.value;
  useEffect(() => {
    if (!rows?.some(isUnderway)) return;
    const timer = setTimeout(() => void deliveries.look(), AGAIN);
    return () => clearTimeout(timer);
  }, [rows]);
}

function columns(): Column<Delivery>[] {
  const { post: say, channel } = registers.value;
  return [
    { name: say.columns.notice, of: (row) => <>{say.notice[row.notice]}<About row={row} /></> },
    { name: say.columns.status, kind: "end", of: (row) => <span class={`chip ${row.status.toLowerCase()}`}>{say.status[row.status]}</span> },
    { name: say.columns.recipient, kind: "wide", of: (row) => row.recipient?.displayName ?? <span class="quiet">{say.nobody}</span> },
    { name: say.columns.when, kind: "wide", of: (row) => <span class="quiet">{channel[row.channel]} · <time dateTime={row.sentAt ?? row.createdAt}>{moment(row.sentAt ?? row.createdAt)}</time></span> },
    { name: say.columns.act, kind: "acts", of: (row) => <Trials row={row} /> },
  ];
}

/** The conversation that it tells of. */
function About({ row: { thread } }: { row: Delivery }) {
  const subject = thread?.subject;
  return isSubject(subject) ? <a class="second" href={pathOf(subject)}>{subject.reference} {subject.title}</a> : null;
}

/** How often it was tried and why it did not go, and trying again. */
function Trials({ row }: { row: Delivery }) {
  const { post: say } = registers.value;
  const again = async () => {
    await act(RETRY_DELIVERY, { input: { deliveryId: row.id } }).finally(() => deliveries.look());
  };
  return (
    <>
      {row.lastError && row.status !== "SENT" && <p class="quiet error-text">{row.lastError} ({say.tries(row.attempts)})</p>}
      {row.status === "FAILED" && <ActButton kind="plain small" text={say.retry} label={say.retryOf(say.notice[row.notice], row.recipient?.displayName ?? say.nobody)} act={again} />}
    </>
  );
}
