import { useMemo, useState } from "preact/hooks";
import { act, ask } from "../../api/http.ts";
import type { RegisterCategoriesQuery } from "../../gql/staff.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { Check, Input, TextArea } from "../../parts/Field.tsx";
import type { Values } from "../../parts/form.ts";
import { newId } from "../../thread/store.ts";
import { locale, words } from "../../words/index.ts";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { isThere, useOne } from "../../parts/one.ts";
import { Archived, Register, Trouble } from "./Register.tsx";
import { SettingsPlaces } from "./SettingsPlaces.tsx";
import { CATEGORIES, CREATE_CATEGORY, UPDATE_CATEGORY } from "./adminOperations.ts";
import { useEditing } from "./editing.ts";

type Category = RegisterCategoriesQuery["categories"][number];

/** What incidents can be about, in the order in which it is asked. */
export function Categories() {
  const { categories: say, list } = registers.value;
  const [isArchived, setArchived] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const { now, look } = useOne(async () => (await ask(CATEGORIES, { isArchived })).categories, String(isArchived));
  return (
    <Register title={say.title} text={say.text} back={<SettingsPlaces />} beside={<button type="button" class="main small" onClick={() => setAdding(true)}>+ {say.add}</button>}>
      <div class="register-filters"><Archived isOn={isArchived} choose={setArchived} /></div>
      {now === null && <p class="quiet" role="status">{list.loading}</p>}
      {(now === "unreachable" || now === "missing") && <Trouble text={words.value.trouble.offline} again={() => void look()} />}
      {isThere(now) && now.length === 0 && <p class="quiet nothing" role="status">{isArchived ? say.noneArchived : say.empty}</p>}
      {isThere(now) && now.length > 0 && (
        <ol class="card entries">
          {now.map((one, at) => <CategoryEntry key={one.id} one={one} at={at} all={now} look={look} />)}
        </ol>
      )}
      {isAdding && <AddCategory look={look} close={() => setAdding(false)} />}
    </Register>
  );
}

interface Entry {
  one: Category;
  at: number;
  all: readonly Category[];
  look: () => Promise<void>;
}

function CategoryEntry({ one, at, all, look }: Entry) {
  const { categories: say, act: acts } = registers.value;
  const [isEditing, setEditing] = useState(false);
  const { name, other, help } = said(one);
  const move = (to: number) => reorder(all, at, to).finally(look);
  return (
    <li class="entry category">
      <h2>{name} <span class="quiet">{[other, one.trade].filter(Boolean).join(" · ")}</span></h2>
      <div class="entry-acts">
        {!one.isArchived && <ActButton text="↑" label={say.up(name)} isDisabled={at === 0} act={() => move(at - 1)} />}
        {!one.isArchived && <ActButton text="↓" label={say.down(name)} isDisabled={at === all.length - 1} act={() => move(at + 1)} />}
        <a class="link" href={`/desk?category=${one.id}`} aria-label={say.incidents(name)}>{say.incidentsShort}</a>
        <button type="button" class="link" aria-label={say.edit(name)} onClick={() => setEditing(true)}>{acts.edit}</button>
      </div>
      <p class={help ? "help-text" : "quiet"}>{help ?? say.noHelp}</p>
      {isEditing && <EditCategory one={one} look={look} close={() => setEditing(false)} />}
    </li>
  );
}

/** Name and help in the language of the page, and the name in the other one where it differs. */
function said(one: Category) {
  const [name, other, help] = locale.value === "en" ? [one.nameEn, one.nameNl, one.helpEn] : [one.nameNl, one.nameEn, one.helpNl];
  return { name, other: other === name ? "" : other, help };
}

/** Gives each its place in the list, from the top; most have it already. */
async function reorder(all: readonly Category[], from: number, to: number): Promise<void> {
  const order = all.toSpliced(from, 1);
  order.splice(to, 0, all[from]!);
  for (const [position, { id, version, position: before }] of order.entries()) {
    if (before !== position) await act(UPDATE_CATEGORY, { input: { categoryId: id, position, expectedVersion: version } });
  }
}

function AddCategory({ look, close }: { look: () => Promise<void>; close: () => void }) {
  const { categories: say, act: acts } = registers.value;
  const key = useMemo(newId, []);
  return (
    <FormDialog title={say.add} confirm={acts.add} close={close} act={async (values) => {
      await act(CREATE_CATEGORY, { input: { ...inputOf(values), idempotencyKey: key } });
      await look();
    }}>
      <Fields values={{}} />
    </FormDialog>
  );
}

function EditCategory({ one, look, close }: { one: Category; look: () => Promise<void>; close: () => void }) {
  const { form, notes, act: save } = useEditing({
    row: one,
    valuesOf,
    inputOf: (values) => ({ ...inputOf(values), isArchived: values.isArchived === "on" }),
    look,
    write: async (changed) => {
      await act(UPDATE_CATEGORY, { input: { categoryId: one.id, ...changed } });
      await look();
    },
  });
  return (
    <FormDialog title={one.name} confirm={registers.value.act.save} close={close} form={form} notes={notes} act={save}>
      <Fields values={valuesOf(one)} />
      <Check name="isArchived" label={registers.value.list.archived} hint={registers.value.categories.archivedText} isOn={one.isArchived} />
    </FormDialog>
  );
}

const valuesOf = ({ nameNl, nameEn, helpNl, helpEn, trade, isArchived }: Category): Values => ({
  nameNl,
  nameEn,
  helpNl: helpNl ?? "",
  helpEn: helpEn ?? "",
  trade: trade ?? "",
  isArchived: isArchived ? "on" : "",
});

const inputOf = ({ nameNl = "", nameEn = "", helpNl, helpEn, trade }: Values) => ({ nameNl, nameEn, helpNl: helpNl || null, helpEn: helpEn || null, trade: trade || null });

function Fields({ values }: { values: Values }) {
  const { categories: say } = registers.value;
  return (
    <>
      <Input name="nameNl" label={say.nameNl} lang="nl" defaultValue={values.nameNl} autoComplete="off" required />
      <TextArea name="helpNl" label={say.helpNl} lang="nl" defaultValue={values.helpNl} />
      <Input name="nameEn" label={say.nameEn} lang="en" defaultValue={values.nameEn} autoComplete="off" required />
      <TextArea name="helpEn" label={say.helpEn} lang="en" defaultValue={values.helpEn} />
      <Input name="trade" label={say.trade} defaultValue={values.trade} autoComplete="off" />
    </>
  );
}
