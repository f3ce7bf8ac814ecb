import { useRef, useState } from "preact/hooks";
import { act } from "../api/http.ts";
import type { Priority } from "../gql/staff.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { Finder, type Found } from "../parts/Finder.tsx";
import { desk } from "../words/desk.ts";
import { useChanges } from "./changing.ts";
import { useCategories } from "./choices.ts";
import { type FoundProperty, findProperties, findContacts } from "./finding.ts";
import type { Incident } from "./incident.ts";
import { UPDATE_INCIDENT } from "./operations.ts";

/** What an incident says, where it is, who reported it, and whether they see it. */
export function ChangeIncident({ now: latest, close }: { now: Incident; close: () => void }) {
  const { report: say, incident, find, priority } = desk.value;
  const now = useRef(latest).current;
  const changesOf = useChanges(latest, inputOf);
  const categories = useCategories([now.category]);
  const [property, setProperty] = useState<Pick<FoundProperty, "id" | "text" | "units"> | null>(now.property && { id: now.property.id, text: now.property.address, units: now.property.units });
  const [reporter, setReporter] = useState<Found | null>(now.reporter && { id: now.reporter.id, text: now.reporter.name });
  const unitId = property?.id === now.property?.id ? now.unit?.id : undefined;

  async function change({ title = "", description = "", categoryId = "", unitId: unit, priority: hurry, shared }: Record<string, string>) {
    const place = property ? { propertyId: property.id, unitId: unit || null } : inputOf(now).place;
    const { place: elsewhere, ...changes } = changesOf({
      title,
      description,
      categoryId,
      priority: hurry as Priority,
      place,
      reporterId: reporter?.id ?? null,
      sharedWithReporter: reporter ? shared === "on" : now.sharedWithReporter,
    });
    await act(UPDATE_INCIDENT, { input: { incidentId: now.id, ...changes, ...elsewhere } });
  }

  return (
    <FormDialog title={incident.edit} confirm={incident.save} close={close} act={change}>
      <Input name="title" label={say.what} maxLength={300} defaultValue={now.title} required />
      <TextArea name="description" label={say.description} defaultValue={now.description} required />
      <div class="pair">
        <label class="field"><span>{say.category}</span>
          <select name="categoryId" key={categories.length} required>{categories.map((one) => <option key={one.id} value={one.id} selected={one.id === now.category.id}>{one.name}</option>)}</select>
        </label>
        <label class="field"><span>{say.priority}</span>
          <select name="priority">{(["LOW", "NORMAL", "HIGH", "URGENT"] as const).map((one) => <option key={one} value={one} selected={one === now.priority}>{priority[one]}</option>)}</select>
        </label>
      </div>
      <Finder label={say.property} hint={find.hint} none={find.none} pick={find.pick} isRequired={now.property !== null} present={property} find={findProperties} choose={setProperty} />
      {property && property.units.length > 0 && (
        <label class="field"><span>{say.unit}</span>
          <select name="unitId" key={property.id}>
            <option value="">{say.whole}</option>
            {property.units.map((unit) => <option key={unit.id} value={unit.id} selected={unit.id === unitId}>{unit.label}</option>)}
          </select>
        </label>
      )}
      <Finder label={incident.reporter} hint={find.hint} none={find.none} pick={find.pick} present={reporter} find={findContacts()} choose={setReporter} />
      {reporter && <label class="check"><input type="checkbox" name="shared" defaultChecked={now.sharedWithReporter} /> <span>{incident.shared}</span></label>}
    </FormDialog>
  );
}

const inputOf = ({ title, description, category, priority, property, unit, reporter, sharedWithReporter }: Incident) => ({
  title,
  description,
  categoryId: category.id,
  priority,
  place: { propertyId: property?.id ?? null, unitId: unit?.id ?? null },
  reporterId: reporter?.id ?? null,
  sharedWithReporter,
});
