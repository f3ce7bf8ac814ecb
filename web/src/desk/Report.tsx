import { signal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { act } from "../api/http.ts";
import type { Priority } from "../gql/staff.ts";
import { FormDialog, Mistake } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { Finder } from "../parts/Finder.tsx";
import { Photos, PhotosLabel } from "../parts/Photos.tsx";
import { forReport } from "../thread/addresses.ts";
import { newId } from "../thread/store.ts";
import { Tray } from "../thread/tray.ts";
import { Unfinished } from "../thread/unfinished.ts";
import { desk } from "../words/desk.ts";
import { words } from "../words/index.ts";
import { useCategories } from "./choices.ts";
import { type FoundProperty, findProperties, findContacts } from "./finding.ts";
import { REPORT } from "./operations.ts";

/** Whether somebody is writing down a new incident. */
export const isReporting = signal(false);

/** An incident on somebody's behalf: a tenant who called, or what an employee saw. */
export function Report() {
  const { report: say, find, priority } = desk.value;
  const { route } = useLocation();
  const key = useMemo(newId, []);
  const unfinished = useMemo(() => new Unfinished("report"), []);
  const tray = useMemo(() => new Tray(forReport, unfinished.shelf), []);
  const [property, setProperty] = useState<FoundProperty | null>(null);
  const [reporter, setReporter] = useState<string | null>(null);
  const categories = useCategories();

  async function report(values: Record<string, string>) {
    if (!property) throw new Mistake(say.property);
    const attachmentIds = await tray.sendAll();
    const { reference } = await act(REPORT, {
      input: {
        propertyId: property.id,
        unitId: values.unitId || null,
        categoryId: values.categoryId ?? "",
        title: values.title ?? "",
        description: values.description ?? "",
        priority: values.priority as Priority,
        reporterId: reporter,
        isHiddenFromReporter: values.hidden === "on",
        isClosedAtOnce: values.closed === "on",
        attachmentIds,
        idempotencyKey: key,
      },
    });
    if (reference) route(`/desk/incidents/${reference}`);
  }

  return (
    <FormDialog title={say.title} confirm={say.make} close={() => (isReporting.value = false)} act={report} unfinished={unfinished}>
      <Finder label={say.property} hint={find.hint} none={find.none} pick={find.pick} isRequired find={findProperties} choose={setProperty} />
      {property && property.units.length > 0 && (
        <label class="field"><span>{say.unit}</span>
          <select name="unitId"><option value="">{say.whole}</option>{property.units.map((unit) => <option key={unit.id} value={unit.id}>{unit.label}</option>)}</select>
        </label>
      )}
      <div class="pair">
        <label class="field"><span>{say.category}</span><select name="categoryId" required><option value="">{words.value.act.choose}</option>{categories.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></label>
        <label class="field"><span>{say.priority}</span>
          <select name="priority">{(["NORMAL", "LOW", "HIGH", "URGENT"] as const).map((one) => <option key={one} value={one}>{priority[one]}</option>)}</select>
        </label>
      </div>
      <Input name="title" label={say.what} maxLength={300} required />
      <TextArea name="description" label={say.description} required />
      <Photos tray={tray}><PhotosLabel /></Photos>
      <Finder label={say.reporter} hint={find.hint} none={find.none} pick={find.pick} find={findContacts()} choose={(found) => setReporter(found?.id ?? null)} />
      <label class="check"><input type="checkbox" name="hidden" /> <span>{say.hidden}</span></label>
      <label class="check"><input type="checkbox" name="closed" /> <span>{say.closed}</span></label>
    </FormDialog>
  );
}
