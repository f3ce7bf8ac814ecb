import { useLocation } from "preact-iso";
import { useMemo } from "preact/hooks";
import { act } from "../../api/http.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { Check, Input } from "../../parts/Field.tsx";
import type { Values } from "../../parts/form.ts";
import { newId } from "../../thread/store.ts";
import { registers } from "../../words/registers.ts";
import { useEditing } from "./editing.ts";
import { CREATE_PROPERTY, CREATE_UNIT, UPDATE_PROPERTY, UPDATE_UNIT } from "./operations.ts";
import { type PropertyDetails, type Unit, inputOfProperty, valuesOfProperty } from "./properties.ts";

export function AddProperty({ close }: { close: () => void }) {
  const { properties: say, act: acts } = registers.value;
  const { route } = useLocation();
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.add} confirm={acts.add} close={close} act={async (values) => {
      const made = await act(CREATE_PROPERTY, { input: { ...inputOfProperty(values), idempotencyKey: key } });
      if (made.property) route(`/desk/properties/${made.property.id}`);
    }}>
      <Fields values={{}} />
    </FormDialog>
  );
}

interface Editing {
  now: PropertyDetails;
  look: () => Promise<void>;
  close: () => void;
}

export function EditProperty({ now, look, close }: Editing) {
  const { form, notes, act: save } = useEditing({
    row: now,
    valuesOf: valuesOfProperty,
    inputOf: inputOfProperty,
    look,
    write: async (changed) => {
      await act(UPDATE_PROPERTY, { input: { propertyId: now.id, ...changed } });
      await look();
    },
  });
  return (
    <FormDialog title={now.address} confirm={registers.value.act.save} close={close} form={form} notes={notes} act={save}>
      <Fields values={valuesOfProperty(now)} />
    </FormDialog>
  );
}

function Fields({ values }: { values: Values }) {
  const { property: say } = registers.value;
  return (
    <>
      <div class="pair street">
        <Input name="street" label={say.street} defaultValue={values.street} autoComplete="off" required />
        <Input name="houseNumber" label={say.houseNumber} defaultValue={values.houseNumber} autoComplete="off" required />
      </div>
      <div class="pair">
        <Input name="postcode" label={say.postcode} defaultValue={values.postcode} autoComplete="off" required />
        <Input name="city" label={say.city} defaultValue={values.city} autoComplete="off" required />
      </div>
      <Input name="name" label={say.name} hint={say.nameHint} defaultValue={values.name} autoComplete="off" />
    </>
  );
}

export function AddUnit({ now, look, close }: Editing) {
  const { property: say, act: acts } = registers.value;
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.addUnit} confirm={acts.add} close={close} act={async ({ label = "" }) => {
      await act(CREATE_UNIT, { input: { propertyId: now.id, label, idempotencyKey: key } });
      await look();
    }}>
      <Input name="label" label={say.label} hint={say.labelHint} autoComplete="off" required />
    </FormDialog>
  );
}

export function EditUnit({ unit, look, close }: { unit: Unit; look: () => Promise<void>; close: () => void }) {
  const { property: say, act: acts } = registers.value;
  const { form, notes, act: save } = useEditing({
    row: unit,
    valuesOf: valuesOfUnit,
    inputOf: ({ label = "", isArchived }) => ({ label, isArchived: isArchived === "on" }),
    look,
    write: async (changed) => {
      await act(UPDATE_UNIT, { input: { unitId: unit.id, ...changed } });
      await look();
    },
  });
  return (
    <FormDialog title={say.editUnit(unit.label)} confirm={acts.save} close={close} form={form} notes={notes} act={save}>
      <Input name="label" label={say.label} hint={say.labelHint} defaultValue={unit.label} autoComplete="off" required />
      <Check name="isArchived" label={registers.value.list.archived} hint={say.archivedUnit} isOn={unit.isArchived} />
    </FormDialog>
  );
}

const valuesOfUnit = ({ label, isArchived }: Unit): Values => ({ label, isArchived: isArchived ? "on" : "" });
