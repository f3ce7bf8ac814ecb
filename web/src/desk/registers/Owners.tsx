import { useMemo, useState } from "preact/hooks";
import { act } from "../../api/http.ts";
import { FormDialog, Mistake } from "../../parts/Dialog.tsx";
import { Check } from "../../parts/Field.tsx";
import { Finder } from "../../parts/Finder.tsx";
import { newId } from "../../thread/store.ts";
import { desk } from "../../words/desk.ts";
import { registers } from "../../words/registers.ts";
import { findContacts } from "../finding.ts";
import { ActCheck } from "./ActCheck.tsx";
import { EditPeriod, PeriodFields, inputOfPeriod } from "./Period.tsx";
import { CREATE_OWNERSHIP, UPDATE_OWNERSHIP } from "./operations.ts";
import { isOver, periodText } from "./periods.ts";
import type { Ownership, PropertyDetails } from "./properties.ts";

interface Shown {
  now: PropertyDetails;
  look: () => Promise<void>;
}

/** Whose a property is, and whether they see what is reported about it. */
export function Owners({ now, look }: Shown) {
  const { property: say, period } = registers.value;
  const [isAdding, setAdding] = useState(false);
  const standing = now.ownerships.filter((one) => !isOver(one));
  const past = now.ownerships.filter(isOver);
  return (
    <section class="card">
      <header class="card-head">
        <h2>{say.owners}</h2>
        {!now.isArchived && <button type="button" class="plain small" onClick={() => setAdding(true)}>+ {say.addOwner}</button>}
      </header>
      {standing.length === 0 && <p class="quiet">{say.noOwners}</p>}
      <ul class="entries">{standing.map((one) => <Owner key={one.id} one={one} look={look} />)}</ul>
      {past.length > 0 && (
        <details class="details">
          <summary>{period.past(past.length)}</summary>
          <ul class="entries">{past.map((one) => <Owner key={one.id} one={one} look={look} />)}</ul>
        </details>
      )}
      {isAdding && <AddOwner now={now} look={look} close={() => setAdding(false)} />}
    </section>
  );
}

function Owner({ one, look }: { one: Ownership; look: () => Promise<void> }) {
  const { property: say, period } = registers.value;
  const [isEditing, setEditing] = useState(false);
  const name = one.owner.company ?? one.owner.name;

  async function change(changed: { seesIncidents?: boolean; fromOn?: string; untilOn?: string | null; expectedVersion: number }) {
    await act(UPDATE_OWNERSHIP, { input: { ownershipId: one.id, ...changed } });
  }

  return (
    <li class={isOver(one) ? "entry over" : "entry"}>
      <div class="rents">
        <a class="call" href={`/desk/contacts/${one.owner.id}`}>{name}</a>
        <button type="button" class="link" aria-label={`${periodText(one)}: ${period.change(name)}`} onClick={() => setEditing(true)}>{periodText(one)}</button>
      </div>
      {!isOver(one) && <ActCheck text={say.sees} label={say.seesOwner(name)} hint={say.seesHint} isOn={one.seesIncidents} act={(seesIncidents) => change({ seesIncidents, expectedVersion: one.version }).finally(look)} />}
      {isEditing && <EditPeriod row={one} name={name} look={look} write={change} close={() => setEditing(false)} />}
    </li>
  );
}

function AddOwner({ now, look, close }: Shown & { close: () => void }) {
  const { property: say, act: acts } = registers.value;
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.addOwner} confirm={acts.add} close={close} act={async (values) => {
      if (!values.ownerId) throw new Mistake(say.chooseOwner, "ownerId");
      const period = inputOfPeriod(values);
      await act(CREATE_OWNERSHIP, { input: { propertyId: now.id, ownerId: values.ownerId, ...period, seesIncidents: values.seesIncidents === "on", idempotencyKey: key } });
      await look();
    }}>
      <Finder name="ownerId" label={say.owner} hint={desk.value.find.hint} none={desk.value.find.none} pick={desk.value.find.pick} isRequired find={findContacts("OWNER")} />
      <PeriodFields />
      <Check name="seesIncidents" label={say.sees} hint={say.seesHint} />
    </FormDialog>
  );
}
