import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { act } from "../api/http.ts";
import type { Channel, SubIncidentKind } from "../gql/staff.ts";
import { FormDialog, Mistake } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { Finder } from "../parts/Finder.tsx";
import { newId } from "../thread/store.ts";
import { desk } from "../words/desk.ts";
import { centsOf, isoDay, momentIn } from "../words/formats.ts";
import { words } from "../words/index.ts";
import type { Incident } from "./incident.ts";
import { Colleague } from "./Colleague.tsx";
import { findContacts } from "./finding.ts";
import { CREATE_SIDE } from "./operations.ts";

/** A side thread for whoever is needed. Nothing of the incident is filled in: what the other reads is written here. */
export function NewSide({ now, close }: { now: Incident; close: () => void }) {
  const { side: say } = desk.value;
  const { route } = useLocation();
  const key = useMemo(newId, []);
  const [kind, setKind] = useState<SubIncidentKind>("WORK_ORDER");
  const owners = now.property?.ownerships ?? [];
  const kinds = (["WORK_ORDER", "OWNER_CONSULTATION", "INTERNAL_TASK"] as const).filter((one) => one !== "OWNER_CONSULTATION" || now.property?.isManagedForOwner);

  function detailsOf(values: Record<string, string>) {
    switch (kind) {
      case "WORK_ORDER":
        if (!values.contractorId) throw new Mistake(say.contractor);
        return { workOrder: { contractorId: values.contractorId, accessInstructions: values.access || null, shareReporterContact: values.share === "on" } };
      case "OWNER_CONSULTATION":
        return { ownerConsultation: { ownerId: values.ownerId || null, amount: amountOf(values.amount ?? "") } };
      case "INTERNAL_TASK":
        return { internalTask: { assigneeId: values.assigneeId ?? "" } };
    }
  }

  async function create(values: Record<string, string>) {
    const notifyBy = (["EMAIL", "SMS"] as Channel[]).filter((channel) => values[channel] === "on");
    const { subIncident } = await act(CREATE_SIDE, {
      input: {
        incidentId: now.id,
        title: values.title ?? "",
        description: values.description ?? "",
        dueAt: values.due ? momentIn(values.due, "17:00").toISOString() : null,
        notifyBy: kind === "INTERNAL_TASK" ? [] : notifyBy,
        details: detailsOf(values),
        idempotencyKey: key,
      },
    });
    if (subIncident) route(`/desk/incidents/${now.reference}/${subIncident.reference}`);
  }

  return (
    <FormDialog title={say.create} confirm={say.make} close={close} act={create}>
      <fieldset class="choice">
        <legend>{say.kind}</legend>
        {kinds.map((one) => (
          <label key={one}><input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} /><span>{say.kinds[one]}</span></label>
        ))}
      </fieldset>
      {kind === "WORK_ORDER" && <Finder name="contractorId" label={say.contractor} hint={desk.value.find.hint} none={desk.value.find.none} pick={desk.value.find.pick} isRequired find={findContacts("EXTERNAL_PARTY")} />}
      {kind === "OWNER_CONSULTATION" && owners.length > 1 && (
        <label class="field"><span>{say.owner}</span><select name="ownerId">{owners.map(({ owner }) => <option key={owner.id} value={owner.id}>{owner.name}</option>)}</select></label>
      )}
      {kind === "INTERNAL_TASK" && <Colleague />}
      <p class="quiet hint">{say.ownText}</p>
      <Input name="title" label={say.title} maxLength={300} required />
      <TextArea name="description" label={say.description} required />
      {kind === "OWNER_CONSULTATION" ? <Input name="amount" label={say.amount} inputMode="decimal" /> : <Input type="date" name="due" label={say.due} min={isoDay(Date.now())} />}
      {kind === "WORK_ORDER" && (
        <>
          <TextArea name="access" label={say.access} rows={2} />
          {now.reporter && <label class="check"><input type="checkbox" name="share" /> <span>{say.share}</span></label>}
        </>
      )}
      {kind !== "INTERNAL_TASK" && (
        <fieldset class="checks">
          <legend>{say.notify}</legend>
          <label class="check"><input type="checkbox" name="EMAIL" /> <span>E-mail</span></label>
          <label class="check"><input type="checkbox" name="SMS" /> <span>SMS</span></label>
        </fieldset>
      )}
    </FormDialog>
  );
}

export function amountOf(typed: string): { cents: number } | null {
  if (!typed.trim()) return null;
  const cents = centsOf(typed);
  if (cents === null) throw new Mistake(words.value.step.amountWrong);
  return { cents };
}
