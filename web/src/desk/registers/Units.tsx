import { useMemo, useState } from "preact/hooks";
import { act } from "../../api/http.ts";
import { FormDialog, Mistake } from "../../parts/Dialog.tsx";
import { Finder } from "../../parts/Finder.tsx";
import { newId } from "../../thread/store.ts";
import { desk } from "../../words/desk.ts";
import { registers } from "../../words/registers.ts";
import { findContacts } from "../finding.ts";
import { EditPeriod, PeriodFields, inputOfPeriod } from "./Period.tsx";
import { AddUnit, EditUnit } from "./PropertyForms.tsx";
import { CREATE_TENANCY, UPDATE_TENANCY } from "./operations.ts";
import { isOver, periodText } from "./periods.ts";
import type { PropertyDetails, Tenancy, Unit } from "./properties.ts";

interface Shown {
  now: PropertyDetails;
  look: () => Promise<void>;
}

/** The units of a property, those in use first, each with who rents it. */
export function Units({ now, look }: Shown) {
  const { property: say, list } = registers.value;
  const [isAdding, setAdding] = useState(false);
  const inUse = now.units.filter((unit) => !unit.isArchived);
  const archived = now.units.filter((unit) => unit.isArchived);
  return (
    <section class="card">
      <header class="card-head">
        <h2>{say.units}</h2>
        {!now.isArchived && <button type="button" class="plain small" onClick={() => setAdding(true)}>+ {say.addUnit}</button>}
      </header>
      {inUse.length === 0 && <p class="quiet">{say.noUnits}</p>}
      <ul class="entries">{inUse.map((unit) => <UnitEntry key={unit.id} unit={unit} isClosed={now.isArchived} look={look} />)}</ul>
      {archived.length > 0 && (
        <details class="details">
          <summary>{list.archived} ({archived.length})</summary>
          <ul class="entries">{archived.map((unit) => <UnitEntry key={unit.id} unit={unit} isClosed look={look} />)}</ul>
        </details>
      )}
      {isAdding && <AddUnit now={now} look={look} close={() => setAdding(false)} />}
    </section>
  );
}

function UnitEntry({ unit, isClosed, look }: { unit: Unit; isClosed: boolean; look: () => Promise<void> }) {
  const { property: say, period, act: acts } = registers.value;
  const [dialog, setDialog] = useState<"edit" | "tenant" | null>(null);
  const close = () => setDialog(null);
  const standing = unit.tenancies.filter((one) => !isOver(one));
  const past = unit.tenancies.filter(isOver);
  return (
    <li class="entry">
      <h3>{unit.label}</h3>
      <div class="entry-acts">
        {!isClosed && <button type="button" class="link" aria-label={say.addTenantTo(unit.label)} onClick={() => setDialog("tenant")}>+ {say.addTenant}</button>}
        <button type="button" class="link" aria-label={say.editUnit(unit.label)} onClick={() => setDialog("edit")}>{acts.edit}</button>
      </div>
      {standing.length === 0 && <p class="quiet">{say.vacant}</p>}
      {standing.length > 0 && <ul>{standing.map((one) => <Tenant key={one.id} one={one} look={look} />)}</ul>}
      {past.length > 0 && (
        <details class="details">
          <summary>{period.past(past.length)}</summary>
          <ul>{past.map((one) => <Tenant key={one.id} one={one} look={look} />)}</ul>
        </details>
      )}
      {dialog === "tenant" && <AddTenant unit={unit} look={look} close={close} />}
      {dialog === "edit" && <EditUnit unit={unit} look={look} close={close} />}
    </li>
  );
}

function Tenant({ one, look }: { one: Tenancy; look: () => Promise<void> }) {
  const { period } = registers.value;
  const [isEditing, setEditing] = useState(false);
  const { name, id } = one.tenant;
  return (
    <li class={isOver(one) ? "rents over" : "rents"}>
      <a class="call" href={`/desk/contacts/${id}`}>{name}</a>
      <button type="button" class="link" aria-label={`${periodText(one)}: ${period.change(name)}`} onClick={() => setEditing(true)}>{periodText(one)}</button>
      {isEditing && <EditPeriod row={one} name={name} look={look} close={() => setEditing(false)} write={(changed) => act(UPDATE_TENANCY, { input: { tenancyId: one.id, ...changed } })} />}
    </li>
  );
}

function AddTenant({ unit, look, close }: { unit: Unit; look: () => Promise<void>; close: () => void }) {
  const { property: say, act: acts } = registers.value;
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.addTenantTo(unit.label)} confirm={acts.add} close={close} act={async (values) => {
      if (!values.tenantId) throw new Mistake(say.chooseTenant, "tenantId");
      await act(CREATE_TENANCY, { input: { unitId: unit.id, tenantId: values.tenantId, ...inputOfPeriod(values), idempotencyKey: key } });
      await look();
    }}>
      <Finder name="tenantId" label={say.tenant} hint={desk.value.find.hint} none={desk.value.find.none} pick={desk.value.find.pick} isRequired find={findContacts("TENANT")} />
      <PeriodFields />
    </FormDialog>
  );
}
