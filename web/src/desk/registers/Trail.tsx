import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { Finder } from "../../parts/Finder.tsx";
import { moment } from "../../words/formats.ts";
import { desk } from "../../words/desk.ts";
import { trail as trailWords } from "../../words/trail.ts";
import { useColleagues } from "../choices.ts";
import { Narrow } from "../Narrow.tsx";
import { findContacts } from "../finding.ts";
import { List, Register } from "./Register.tsx";
import { SettingsPlaces } from "./SettingsPlaces.tsx";
import { type Column, Table } from "./Table.tsx";
import { ANYTHING, type Entry, WORTHWHILE, isNarrowed, nameOfContact, trail } from "./trail.ts";

/** Who did what, when, from where, and to what. */
export function Trail() {
  const say = trailWords.value;
  useAddress();
  return (
    <Register title={say.title} text={say.text} back={<SettingsPlaces />}>
      <Filters />
      <List pages={trail} empty={say.empty} isSearched={isNarrowed.value}>
        {(rows) => <Table label={say.title} rows={rows} columns={columns()} />}
      </List>
    </Register>
  );
}

/** A contact leads here with what it did: `/desk/settings/trail?contact=…`. */
function useAddress(): void {
  const { query: { contact }, path, route } = useLocation();
  useEffect(() => {
    if (!contact) return;
    trail.narrow({ ...ANYTHING, contact: { id: contact, text: "" } });
    void nameOfContact(contact).then((found) => found && trail.filter.value.contact?.id === contact && trail.narrow({ contact: found }), () => {});
    route(path, true);
  }, [contact]);
}

function Filters() {
  const say = trailWords.value;
  const now = trail.filter.value;
  const colleagues = useColleagues();
  const acts = Object.entries(say.acts).sort(([, one], [, other]) => one.localeCompare(other));
  return (
    <search class="register-filters trail-filters">
      <Narrow label={say.act} value={now.act} options={[["", say.anyAct], [WORTHWHILE, say.worthwhile], ...acts]} choose={(act) => trail.narrow({ act })} />
      <Narrow label={say.employee} value={now.employeeId} options={[["", say.anybody], ...colleagues.map(({ id, name }) => [id, name] as const)]} choose={(employeeId) => trail.narrow({ employeeId })} />
      <label class="select"><span>{say.from}</span><input type="date" value={now.fromOn} onInput={(event) => trail.narrow({ fromOn: event.currentTarget.value })} /></label>
      <label class="select"><span>{say.until}</span><input type="date" value={now.untilOn} onInput={(event) => trail.narrow({ untilOn: event.currentTarget.value })} /></label>
      {now.contact
        ? <Chosen label={say.contact} text={now.contact.text} drop={() => trail.narrow({ contact: null })} />
        : <Finder label={say.contact} hint={desk.value.find.hint} none={desk.value.find.none} pick={desk.value.find.pick} find={findContacts()} choose={(found) => found && trail.narrow({ contact: found })} />}
      {now.subject && <Chosen label={say.columns.subject} text={now.subject.text} drop={() => trail.narrow({ subject: null })} />}
    </search>
  );
}

/** What the trail is narrowed to and cannot be chosen in a list. */
function Chosen({ label, text, drop }: { label: string; text: string; drop: () => void }) {
  return (
    <p class="chosen"><span><span class="quiet">{label}:</span> {text}</span>
      <button type="button" class="link" aria-label={trailWords.value.dropOf(label)} onClick={drop}>{trailWords.value.drop}</button>
    </p>
  );
}

function columns(): Column<Entry>[] {
  const say = trailWords.value;
  return [
    { name: say.columns.act, of: (row) => say.acts[row.act] ?? say.houseActs[row.act] ?? row.act },
    { name: say.columns.outcome, kind: "end", of: (row) => row.wasRefused && <span class="chip failed">{say.refused}</span> },
    { name: say.columns.actor, kind: "wide", of: (row) => row.actor?.displayName ?? <span class="quiet">{say.actor[row.actorKind]}</span> },
    { name: say.columns.subject, kind: "wide", of: (row) => <To row={row} /> },
    { name: say.columns.when, kind: "wide", of: (row) => <span class="quiet"><time dateTime={row.createdAt}>{moment(row.createdAt)}</time>{row.address && ` · ${row.address}`}</span> },
  ];
}

/** To what, as far as it is still there, and all else that was done to it. */
function To({ row: { subjectId, subject } }: { row: Entry }) {
  const say = trailWords.value;
  if (!subjectId || !subject) return subjectId && <span class="quiet">{say.gone}</span>;
  return (
    <span class="trail-subject">
      {subject.href ? <a class="call" href={subject.href}>{subject.text}</a> : subject.text}
      {trail.filter.value.subject?.id !== subjectId && <button type="button" class="link" aria-label={say.onlyOf(subject.text)} onClick={() => trail.narrow({ subject: { id: subjectId, text: subject.text } })}>{say.only}</button>}
    </span>
  );
}
