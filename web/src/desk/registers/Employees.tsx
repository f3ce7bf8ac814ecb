import { useEffect, useRef, useState } from "preact/hooks";
import { FormDialog } from "../../parts/Dialog.tsx";
import { words } from "../../words/index.ts";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { EditEmployee, InviteEmployee } from "./EmployeeForms.tsx";
import { Reach } from "./Reach.tsx";
import { Archived, List, Register, Search } from "./Register.tsx";
import { SettingsPlaces } from "./SettingsPlaces.tsx";
import { type Column, Table } from "./Table.tsx";
import { type Employee, employees, isViewer, left, letIn, signOutEverywhere } from "./employees.ts";

/** Who works here, and who did. */
export function Employees() {
  const { employees: say } = registers.value;
  const [isInviting, setInviting] = useState(false);
  const [invited, setInvited] = useState("");
  const { search, isActive } = employees.filter.value;
  return (
    <Register title={say.title} back={<SettingsPlaces />} beside={<button type="button" class="main small" onClick={() => setInviting(true)}>+ {say.add}</button>}>
      <p class="saved" role="status">{invited && say.invited(invited)}</p>
      <Left />
      <search class="register-filters">
        <Search hint={say.searchHint} value={search} search={(typed) => employees.narrow({ search: typed })} />
        <Archived text={say.inactive} isOn={!isActive} choose={(chosen) => employees.narrow({ isActive: !chosen })} />
      </search>
      <List pages={employees} empty={say.empty} isSearched={search !== "" || !isActive}>
        {(rows) => <Table label={say.title} rows={rows} columns={columns()} />}
      </List>
      {isInviting && <InviteEmployee invited={setInvited} close={() => setInviting(false)} />}
    </Register>
  );
}

function columns(): Column<Employee>[] {
  const { employees: say } = registers.value;
  return [
    { name: say.columns.name, of: (row) => <>{row.name}{isViewer(row) && <span class="quiet"> ({say.you})</span>}</> },
    { name: say.columns.role, kind: "end", of: (row) => <span class={`chip ${row.role.toLowerCase()}`}>{say.roles[row.role]}</span> },
    { name: say.columns.reach, kind: "wide", of: (row) => <Reach of={row} /> },
    { name: say.columns.act, kind: "acts", of: (row) => <Acts row={row} /> },
  ];
}

function Acts({ row }: { row: Employee }) {
  const { employees: say, act: acts } = registers.value;
  const [dialog, setDialog] = useState<"edit" | "stop" | "out" | null>(null);
  const close = () => setDialog(null);
  return (
    <div class="entry-acts">
      <button type="button" class="link" aria-label={say.edit(row.name)} onClick={() => setDialog("edit")}>{acts.edit}</button>
      {row.isActive && !isViewer(row) && <button type="button" class="link" aria-label={say.signOutOf(row.name)} onClick={() => setDialog("out")}>{say.signOut}</button>}
      {row.isActive && !isViewer(row) && <button type="button" class="link" aria-label={say.stopOf(row.name)} onClick={() => setDialog("stop")}>{say.stop}</button>}
      {!row.isActive && <ActButton kind="link" text={say.resume} label={say.resumeOf(row.name)} act={() => letIn(row, true)} />}
      {dialog === "edit" && <EditEmployee row={row} close={close} />}
      {dialog === "out" && <FormDialog title={say.signOutAsk(row.name)} confirm={say.signOut} close={close} act={() => signOutEverywhere(row)}><p>{say.signOutText}</p></FormDialog>}
      {dialog === "stop" && <FormDialog title={say.stopAsk(row.name)} confirm={say.stop} isDanger close={close} act={() => letIn(row, false)}><p>{say.stopText}</p></FormDialog>}
    </div>
  );
}

/** The open work of somebody who has no access any more. */
function Left() {
  const { employees: say } = registers.value;
  const now = left.value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollIntoView({ block: "nearest" }), [now]);
  if (!now) return <div role="status" />;
  const isNothing = now.openIncidents.length + now.openTasks.length === 0;
  return (
    <div role="status">
      <section ref={section} class="card left">
        {isNothing ? <p>{say.nothingLeft(now.name)}</p> : <><h2>{say.left(now.name)}</h2><p class="quiet">{say.leftText}</p></>}
        <Work title={say.incidents} of={now.openIncidents.map((one) => ({ ...one, href: `/desk/incidents/${one.reference}` }))} />
        <Work title={say.tasks} of={now.openTasks.map((one) => ({ ...one, href: `/desk/incidents/${one.incident.reference}/${one.reference}` }))} />
        <button type="button" class="plain small" onClick={() => (left.value = null)}>{words.value.act.close}</button>
      </section>
    </div>
  );
}

function Work({ title, of }: { title: string; of: readonly { id: string; reference: string; title: string; href: string }[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain-list">{of.map((one) => <li key={one.id}><a class="call" href={one.href}>{one.title}</a> <span class="quiet">{one.reference}</span></li>)}</ul>
    </>
  );
}
