import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { act } from "../../api/http.ts";
import type { ContactType } from "../../gql/staff.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { Check, Choice, Input, Select } from "../../parts/Field.tsx";
import { newId } from "../../thread/store.ts";
import { registers } from "../../words/registers.ts";
import { CHANNELS, type Contact, type ContactDetails, TYPES, inputOfContact, valuesOfContact } from "./contacts.ts";
import { useEditing } from "./editing.ts";
import { CREATE_CONTACT, UPDATE_CONTACT } from "./operations.ts";

/** A new contact; what it is comes first, for the rest of the form follows from it. */
export function AddContact({ first, close }: { first: ContactType | ""; close: () => void }) {
  const { contacts: say, contact, act: acts } = registers.value;
  const { route } = useLocation();
  const key = useMemo(newId, []);
  const [type, setType] = useState(first);
  return (
    <FormDialog title={say.add} confirm={acts.add} isWaiting={!type} close={close} act={async (values) => {
      const made = await act(CREATE_CONTACT, { input: { ...inputOfContact(values), type: type as ContactType, idempotencyKey: key } });
      if (made.contact) route(`/desk/contacts/${made.contact.id}`);
    }}>
      <Choice name="type" label={contact.type} chosen={first} choose={(chosen) => setType(chosen as ContactType)} options={TYPES.map((one) => [one, contact.explained[one]])} />
      {type && <Fields type={type} />}
    </FormDialog>
  );
}

export function EditContact({ now, look, close }: { now: ContactDetails; look: () => Promise<void>; close: () => void }) {
  const { form, notes, act: save } = useEditing({
    row: now,
    valuesOf: valuesOfContact,
    inputOf: inputOfContact,
    look,
    write: async (changed) => {
      await act(UPDATE_CONTACT, { input: { contactId: now.id, ...changed } });
      await look();
    },
  });
  return (
    <FormDialog title={now.name} confirm={registers.value.act.save} close={close} form={form} notes={notes} act={save}>
      <Fields type={now.type} now={now} />
    </FormDialog>
  );
}

function Fields({ type, now }: { type: ContactType; now?: Contact }) {
  const { contact: say, language, channel } = registers.value;
  const values = now ? valuesOfContact(now) : { locale: "NL", EMAIL: "on" };
  return (
    <>
      <Input name="name" label={say.name} defaultValue={values.name} autoComplete="off" required />
      <Input name="company" label={say.company} defaultValue={values.company} autoComplete="off" />
      {type === "EXTERNAL_PARTY" && <Input name="trade" label={say.trade} hint={say.tradeHint} defaultValue={values.trade} autoComplete="off" />}
      <Input name="email" label={say.email} hint={now?.hasAccount ? say.emailHint : undefined} inputMode="email" defaultValue={values.email} autoComplete="off" />
      <Input name="phone" label={say.phone} type="tel" defaultValue={values.phone} autoComplete="off" />
      <Select name="locale" label={language.label} chosen={values.locale} options={[["NL", language.NL], ["EN", language.EN]]} />
      <fieldset class="checks">
        <legend>{say.channels}</legend>
        {CHANNELS.map((one) => <Check key={one} name={one} label={channel[one]} isOn={values[one] === "on"} />)}
      </fieldset>
    </>
  );
}
