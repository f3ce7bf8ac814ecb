import { useState } from "preact/hooks";
import { list } from "../../words/formats.ts";
import { registers } from "../../words/registers.ts";
import { AddProperty } from "./PropertyForms.tsx";
import { Archived, List, Register, Search } from "./Register.tsx";
import { type Column, Table } from "./Table.tsx";
import { isNow } from "./periods.ts";
import { type PropertyRow, properties } from "./properties.ts";

/** What is managed. */
export function Properties() {
  const { properties: say } = registers.value;
  const [isAdding, setAdding] = useState(false);
  const { search, isArchived } = properties.filter.value;
  return (
    <Register title={say.title} beside={<button type="button" class="main small" onClick={() => setAdding(true)}>+ {say.add}</button>}>
      <search class="register-filters">
        <Search hint={say.searchHint} value={search} search={(typed) => properties.narrow({ search: typed })} />
        <Archived isOn={isArchived} choose={(chosen) => properties.narrow({ isArchived: chosen })} />
      </search>
      <List pages={properties} empty={isArchived ? say.noneArchived : say.empty} isSearched={search !== ""}>
        {(rows) => <Table label={say.title} rows={rows} columns={columns()} />}
      </List>
      {isAdding && <AddProperty close={() => setAdding(false)} />}
    </Register>
  );
}

function columns(): Column<PropertyRow>[] {
  const { properties: say } = registers.value;
  const owners = (row: PropertyRow) => list(row.ownerships.filter(isNow).map(({ owner }) => owner.name));
  return [
    { name: say.columns.address, of: (row) => <a class="stretched" href={`/desk/properties/${row.id}`}>{row.address}</a> },
    { name: say.columns.units, kind: "end", of: (row) => <span class="quiet">{say.units(row.units.length)}</span> },
    { name: say.columns.name, kind: "wide", of: (row) => row.name },
    { name: say.columns.owner, kind: "wide", of: (row) => owners(row) || <span class="quiet">{say.own}</span> },
  ];
}
