import { useMemo } from "preact/hooks";
import { act } from "../../api/http.ts";
import type { EmployeeRole } from "../../gql/staff.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { Choice, Input, Select } from "../../parts/Field.tsx";
import { newId } from "../../thread/store.ts";
import { registers } from "../../words/registers.ts";
import { INVITE_EMPLOYEE, UPDATE_EMPLOYEE } from "./adminOperations.ts";
import { useEditing } from "./editing.ts";
import { type Employee, employees, inputOfEmployee, isViewer, valuesOfEmployee } from "./employees.ts";

const ROLES: readonly EmployeeRole[] = ["AGENT", "ADMIN"];

export function InviteEmployee({ invited, close }: { invited: (name: string) => void; close: () => void }) {
  const { employees: say } = registers.value;
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.add} confirm={say.invite} close={close} act={async (values) => {
      const given = { ...inputOfEmployee(values), email: values.email ?? "", idempotencyKey: key };
      await act(INVITE_EMPLOYEE, { input: given });
      invited(given.name);
      void employees.look();
    }}>
      <Input name="name" label={say.name} autoComplete="off" required />
      <Input name="email" inputMode="email" label={say.email} hint={say.inviteText} autoComplete="off" required />
      <Choice name="role" label={say.role} chosen="AGENT" options={ROLES.map((role) => [role, say.rolesExplained[role]])} />
      <Language chosen="NL" />
      <Input name="phone" type="tel" label={say.phone} autoComplete="off" />
    </FormDialog>
  );
}

export function EditEmployee({ row, close }: { row: Employee; close: () => void }) {
  const { employees: say, act: acts } = registers.value;
  const values = valuesOfEmployee(row);
  const { form, notes, act: save } = useEditing({
    row,
    valuesOf: valuesOfEmployee,
    inputOf: inputOfEmployee,
    look: () => employees.look(),
    write: async (changed) => {
      await act(UPDATE_EMPLOYEE, { input: { employeeId: row.id, ...changed } });
      await employees.look();
    },
  });
  return (
    <FormDialog title={row.name} confirm={acts.save} close={close} form={form} notes={notes} act={save}>
      <Input name="name" label={say.name} defaultValue={values.name} autoComplete="off" required />
      <Input name="phone" type="tel" label={say.phone} defaultValue={values.phone} autoComplete="off" />
      <Language chosen={row.locale} />
      {!isViewer(row) && <Select name="role" label={say.role} hint={say.roleHint} chosen={row.role} options={ROLES.map((role) => [role, say.roles[role]])} />}
    </FormDialog>
  );
}

function Language({ chosen }: { chosen: string }) {
  const { language } = registers.value;
  return <Select name="locale" label={language.label} chosen={chosen} options={[["NL", language.NL], ["EN", language.EN]]} />;
}
