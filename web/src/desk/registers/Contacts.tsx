import { useState } from "preact/hooks";
import { registers } from "../../words/registers.ts";
import { AddContact } from "./ContactForms.tsx";
import { Reach } from "./Reach.tsx";
import { Archived, List, Register, Search, Tabs } from "./Register.tsx";
import { type Column, Table } from "./Table.tsx";
import { type Contact, TYPES, contacts, homeOf } from "./contacts.ts";

/** Everybody outside: tenants, owners and external parties. */
export function Contacts() {
  const { contacts: say } = registers.value;
  const [isAdding, setAdding] = useState(false);
  const { search, type, isArchived } = contacts.filter.value;
  return (
    <Register title={say.title} beside={<button type="button" class="main small" onClick={() => setAdding(true)}>+ {say.add}</button>}>
      <search class="register-filters">
        <Search hint={say.searchHint} value={search} search={(typed) => contacts.narrow({ search: typed })} />
        <Archived isOn={isArchived} choose={(chosen) => contacts.narrow({ isArchived: chosen })} />
        <Tabs label={say.types} chosen={type} choose={(chosen) => contacts.narrow({ type: chosen })} options={[["", say.all], ...TYPES.map((one) => [one, say.plural[one]] as const)]} />
      </search>
      <List pages={contacts} empty={isArchived ? say.noneArchived : say.empty} isSearched={search !== "" || type !== ""}>
        {(rows) => <Table label={say.title} rows={rows} columns={columns()} />}
      </List>
      {isAdding && <AddContact first={type} close={() => setAdding(false)} />}
    </Register>
  );
}

function columns(): Column<Contact>[] {
  const { contacts: { columns: names }, contact } = registers.value;
  return [
    { name: names.name, of: (row) => <><a class="stretched" href={`/desk/contacts/${row.id}`}>{row.name}</a>{row.company && <span class="quiet second">{row.company}</span>}</> },
    { name: names.type, kind: "end", of: (row) => <span class={`chip ${row.type.toLowerCase()}`}>{contact.types[row.type]}</span> },
    { name: names.what, kind: "wide", of: (row) => row.trade ?? row.units.map(homeOf).join("; ") },
    { name: names.reach, kind: "wide", of: (row) => <Reach of={row} /> },
  ];
}
