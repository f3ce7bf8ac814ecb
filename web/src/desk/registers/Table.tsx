import type { ComponentChildren } from "preact";

export interface Column<Row> {
  name: string;
  of: (row: Row) => ComponentChildren;
  /** How it is laid out: `end` to the right, `wide` over a card's whole width; `acts` is wide, and its name goes unseen. */
  kind?: "end" | "wide" | "acts";
}

interface Table<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
}

// The roles stand there because a table that is laid out as cards is none any more to a screen reader.
/** A quiet table; on a telephone each row is a card. The first column names the row. */
export function Table<Row extends { id: string }>({ label, rows, columns }: Table<Row>) {
  return (
    <table class="register-table" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">{columns.map(({ name, kind }) => <th key={name} scope="col" role="columnheader" class={kind}>{kind === "acts" ? <span class="unseen">{name}</span> : name}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} role="row">
            {columns.map(({ name, of, kind }, index) =>
              index === 0 ? <th key={name} scope="row" role="rowheader">{of(row)}</th> : <td key={name} role="cell" class={kind}>{of(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
