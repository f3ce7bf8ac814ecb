import { FormDialog } from "../../parts/Dialog.tsx";
import { Input } from "../../parts/Field.tsx";
import type { Values } from "../../parts/form.ts";
import { isoDay } from "../../words/formats.ts";
import { registers } from "../../words/registers.ts";
import { useEditing } from "./editing.ts";

interface Period {
  version: number;
  fromOn: string;
  untilOn: string | null;
}

/** From which day until which. */
export function PeriodFields({ values = { fromOn: isoDay(Date.now()) } }: { values?: Values }) {
  const { period: say } = registers.value;
  return (
    <div class="pair">
      <Input type="date" name="fromOn" label={say.from} defaultValue={values.fromOn} required />
      <Input type="date" name="untilOn" label={say.until} defaultValue={values.untilOn} />
    </div>
  );
}

export const inputOfPeriod = ({ fromOn = "", untilOn }: Values) => ({ fromOn, untilOn: untilOn || null });

const valuesOfPeriod = ({ fromOn, untilOn }: Period): Values => ({ fromOn, untilOn: untilOn ?? "" });

interface EditPeriod<Row extends Period> {
  row: Row;
  name: string;
  look: () => Promise<void>;
  write: (changed: Partial<ReturnType<typeof inputOfPeriod>> & { expectedVersion: number }) => Promise<unknown>;
  close: () => void;
}

/** Another first or last day for an owner or a tenant. */
export function EditPeriod<Row extends Period>({ row, name, look, write, close }: EditPeriod<Row>) {
  const { form, notes, act } = useEditing({
    row,
    valuesOf: valuesOfPeriod,
    inputOf: inputOfPeriod,
    look,
    write: async (changed) => {
      await write(changed);
      await look();
    },
  });
  return (
    <FormDialog title={registers.value.period.change(name)} confirm={registers.value.act.save} close={close} form={form} notes={notes} act={act}>
      <PeriodFields values={valuesOfPeriod(row)} />
    </FormDialog>
  );
}
