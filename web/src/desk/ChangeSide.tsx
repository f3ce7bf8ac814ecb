import { useRef, useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { Finder, type Found } from "../parts/Finder.tsx";
import { desk } from "../words/desk.ts";
import { euroField, isoDay, momentIn } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { useChanges } from "./changing.ts";
import { Colleague } from "./Colleague.tsx";
import { findContacts } from "./finding.ts";
import type { Incident, Side } from "./incident.ts";
import { amountOf } from "./NewSide.tsx";
import { UPDATE_SIDE } from "./operations.ts";

/** What is asked, of whom and before when; as long as nobody has answered, of somebody else too. */
export function ChangeSide({ side: latest, now, close }: { side: Side; now: Incident; close: () => void }) {
  const { side: say, incident, find } = desk.value;
  const side = useRef(latest).current;
  const changesOf = useChanges(latest, inputOf);
  const contact = side.partyContact;
  const [party, setParty] = useState<Found | null>(contact && { id: contact.id, text: contact.company ?? contact.name });
  const owners = now.property?.ownerships ?? [];

  async function change(values: Record<string, string>) {
    const { title = "", description = "", due, access, share, amount = "", ownerId, assigneeId } = values;
    const changes = changesOf({
      title,
      description,
      ...(side.kind === "OWNER_CONSULTATION" ? { amount: amountOf(amount) } : { dueAt: dueOf(side, due ?? "") }),
      ...(side.kind === "WORK_ORDER" && { accessInstructions: access || null, ...(now.reporter && { shareReporterContact: share === "on" }) }),
      ...(side.kind === "INTERNAL_TASK" ? { assigneeId: assigneeId ?? "" } : { partyId: ownerId ?? party?.id ?? "" }),
    });
    await act(UPDATE_SIDE, { input: { subIncidentId: side.id, ...changes } });
  }

  return (
    <FormDialog title={incident.edit} confirm={incident.save} close={close} act={change}>
      <Input name="title" label={say.title} maxLength={300} defaultValue={side.title} required />
      <TextArea name="description" label={say.description} defaultValue={side.description} required />
      {side.kind === "WORK_ORDER" && <Finder label={say.contractor} hint={find.hint} none={find.none} pick={find.pick} isRequired present={party} find={findContacts("EXTERNAL_PARTY")} choose={setParty} />}
      {side.kind === "OWNER_CONSULTATION" && owners.length > 1 && (
        <label class="field"><span>{say.owner}</span><select name="ownerId">{owners.map(({ owner }) => <option key={owner.id} value={owner.id} selected={owner.id === contact?.id}>{owner.name}</option>)}</select></label>
      )}
      {side.kind === "INTERNAL_TASK" && <Colleague present={employeeOf(side)} />}
      {side.__typename === "OwnerConsultation"
        ? <Input name="amount" label={say.amount} inputMode="decimal" defaultValue={side.amount ? euroField(side.amount.cents) : ""} />
        : <Input type="date" name="due" label={words.value.subject.due} defaultValue={side.dueAt ? isoDay(side.dueAt) : ""} />}
      {side.kind === "WORK_ORDER" && (
        <>
          <TextArea name="access" label={say.access} rows={2} defaultValue={side.site?.accessInstructions ?? ""} />
          {now.reporter && <label class="check"><input type="checkbox" name="share" defaultChecked={side.site?.contact != null} /> <span>{say.share}</span></label>}
        </>
      )}
    </FormDialog>
  );
}

interface Input {
  title: string;
  description: string;
  amount?: { cents: number } | null;
  dueAt?: string | null;
  accessInstructions?: string | null;
  shareReporterContact?: boolean;
  partyId?: string;
  assigneeId?: string;
}

const inputOf = (side: Side): Input => ({
  title: side.title,
  description: side.description,
  ...(side.__typename === "OwnerConsultation" ? { amount: side.amount && { cents: side.amount.cents } } : { dueAt: side.dueAt }),
  accessInstructions: side.site?.accessInstructions ?? null,
  shareReporterContact: side.site?.contact != null,
  partyId: side.partyContact?.id ?? "",
  assigneeId: employeeOf(side) ?? "",
});

const employeeOf = (side: Side) => (side.__typename === "InternalTask" ? side.partyEmployee?.id ?? null : null);

/** The same moment when the day was not changed. */
function dueOf(side: Side, day: string): string | null {
  if (!day) return null;
  return side.dueAt && isoDay(side.dueAt) === day ? side.dueAt : momentIn(day, "17:00").toISOString();
}
