import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { act, ask } from "../../api/http.ts";
import { Check, Input, Select } from "../../parts/Field.tsx";
import { type Values, useSubmit } from "../../parts/form.ts";
import { FormRemarks } from "../../parts/remarks.ts";
import { registers } from "../../words/registers.ts";
import { useOne } from "../../parts/one.ts";
import { Opened, Register } from "./Register.tsx";
import { SettingsPlaces } from "./SettingsPlaces.tsx";
import { SETTINGS, UPDATE_SETTINGS } from "./adminOperations.ts";
import { CHANNELS } from "./contacts.ts";
import { useEditing } from "./editing.ts";
import { PARTS, type Part, type Settings } from "./settings.ts";
import { useUnsaved } from "./unsaved.ts";

/** How the organisation works and how it appears, each matter in a form of its own. */
export function SettingsPage() {
  const { settings: say } = registers.value;
  const { now, look, put } = useOne(async () => (await ask(SETTINGS, {})).settings, "");
  return (
    <Opened now={now} again={() => void look()} missing="" back={<SettingsPlaces />}>
      {(settings) => (
        <Register title={say.title} back={<SettingsPlaces />}>
          {ORDER.map((part) => <PartForm key={part} part={part} now={settings} look={look} put={put} />)}
        </Register>
      )}
    </Opened>
  );
}

const ORDER: readonly Part[] = ["organisation", "reports", "handling", "terms", "mail", "links", "keeping"];

interface PartForm {
  part: Part;
  now: Settings;
  look: () => Promise<void>;
  put: (settings: Settings) => void;
}

function PartForm({ part, now, look, put }: PartForm) {
  const { settings: say, act: acts } = registers.value;
  const [isSaved, setSaved] = useState(false);
  const id = useId();
  const { form, notes, act: save } = useEditing({
    row: now,
    ...PARTS[part],
    look,
    write: async (changed) => {
      const { settings } = await act(UPDATE_SETTINGS, { input: changed });
      if (settings) put(settings);
    },
  });
  const { isChanged, typed, settled, undo } = useUnsaved(part, form, PARTS[part].valuesOf(now));
  const { submit, isBusy, trouble, faults } = useSubmit(save, () => {
    settled();
    setSaved(true);
  });
  return (
    <section class="card settings-part" aria-labelledby={id}>
      <div>
        <h2 id={id}>{say[part].title}</h2>
        <p class="quiet">{say[part].text}</p>
      </div>
      <form ref={form} class="settings-form" onSubmit={submit} onInput={() => { setSaved(false); typed(); }}>
        <FormRemarks.Provider value={{ faults, notes }}>{FIELDS[part](PARTS[part].valuesOf(now))}</FormRemarks.Provider>
        {trouble && <p class="trouble" role="alert">{trouble}</p>}
        <div class="buttons">
          <button class="main small" disabled={isBusy}>{acts.save}</button>
          {isChanged && <button type="button" class="link" onClick={undo}>{say.undo}</button>}
          {isChanged && <span class="quiet">{say.unsaved}</span>}
          <span class="saved" role="status">{isSaved && say.saved}</span>
        </div>
      </form>
    </section>
  );
}

const FIELDS: Record<Part, (values: Values) => ComponentChildren> = {
  organisation: (values) => {
    const { organisation: say } = registers.value.settings;
    return (
      <>
        <Input name="name" label={say.name} defaultValue={values.name} autoComplete="off" required />
        <Input name="email" inputMode="email" label={say.email} defaultValue={values.email} autoComplete="off" />
        <Input name="phone" type="tel" label={say.phone} defaultValue={values.phone} autoComplete="off" />
      </>
    );
  },
  reports: (values) => {
    const { reports: say } = registers.value.settings;
    const options = (["ADMINS", "EVERYBODY", "NOBODY"] as const).map((who) => [who, say.who[who]] as const);
    return (
      <>
        <Select name="reportRecipients" label={say.recipients} hint={say.recipientsHint} options={options} chosen={values.reportRecipients} />
        <fieldset class="checks">
          <legend>{say.confirmation}</legend>
          {CHANNELS.map((one) => <Check key={one} name={one} label={registers.value.channel[one]} isOn={values[one] === "on"} />)}
        </fieldset>
        <p class="quiet small-text">{say.confirmationHint}</p>
      </>
    );
  },
  handling: (values) => {
    const { handling: say } = registers.value.settings;
    return <Check name="firstResponderBecomesHandler" label={say.first} hint={say.firstHint} isOn={values.firstResponderBecomesHandler === "on"} />;
  },
  terms: (values) => {
    const { terms: say } = registers.value.settings;
    return (
      <>
        <Days name="contractorReminderDays" label={say.contractor} hint={say.contractorHint} values={values} />
        <Days name="ownerReminderDays" label={say.owner} hint={say.ownerHint} values={values} />
        <Days name="ownerAnswerDays" label={say.answer} hint={say.answerHint} values={values} />
      </>
    );
  },
  mail: (values) => {
    const { mail: say } = registers.value.settings;
    return (
      <>
        <Input name="mailName" label={say.name} hint={say.nameHint} defaultValue={values.mailName} autoComplete="off" />
        <Input name="mailAddress" inputMode="email" label={say.address} hint={say.addressHint} defaultValue={values.mailAddress} autoComplete="off" />
      </>
    );
  },
  links: (values) => {
    const { links: say } = registers.value.settings;
    return <Days name="guestLinkDays" label={say.days} hint={say.hint} values={values} isRequired />;
  },
  keeping: (values) => {
    const { keeping: say } = registers.value.settings;
    return (
      <>
        <Days name="reporterMonths" label={say.reporters} hint={say.reportersHint} values={values} />
        <Days name="deliveryDays" label={say.deliveries} hint={say.deliveriesHint} values={values} />
        <Days name="auditDays" label={say.audit} hint={say.auditHint} values={values} isRequired />
      </>
    );
  },
};

function Days({ name, label, hint, values, isRequired = false }: { name: string; label: string; hint: string; values: Values; isRequired?: boolean }) {
  return <Input type="number" min={0} max={9999} name={name} label={label} hint={hint} defaultValue={values[name]} required={isRequired} />;
}
