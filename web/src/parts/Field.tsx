import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { words } from "../words/index.ts";
import { useRemarks } from "./remarks.ts";

interface Labelled {
  label: string;
  name: string;
  hint?: string | undefined;
  /** What is wrong with what was filled in; what the form says of its fields is shown besides. */
  wrong?: string | undefined;
  /** Whether it says that it may stay empty; as `required` is, unless given. */
  isOptional?: boolean;
}

type Options = readonly (readonly [value: string, text: string])[];

export function Input({ label, hint, wrong, isOptional, ...attributes }: Labelled & JSX.IntrinsicElements["input"]) {
  const id = useId();
  const said = useSaid(id, attributes.name, hint, wrong);
  return (
    <Around id={id} label={label} hint={hint} isOptional={isOptional ?? !attributes.required} below={said.below}>
      <input id={id} {...said.attributes} {...attributes} />
    </Around>
  );
}

export function TextArea({ label, hint, wrong, isOptional, ...attributes }: Labelled & JSX.IntrinsicElements["textarea"]) {
  const id = useId();
  const said = useSaid(id, attributes.name, hint, wrong);
  return (
    <Around id={id} label={label} hint={hint} isOptional={isOptional ?? !attributes.required} below={said.below}>
      <textarea id={id} rows={3} {...said.attributes} {...attributes} />
    </Around>
  );
}

/** One of many. */
export function Select({ label, name, hint, wrong, options, chosen }: Omit<Labelled, "isOptional"> & { options: Options; chosen?: string | undefined }) {
  const id = useId();
  const said = useSaid(id, name, hint, wrong);
  return (
    <Around id={id} label={label} hint={hint} isOptional={false} below={said.below}>
      <select id={id} name={name} {...said.attributes}>{options.map(([value, text]) => <option key={value} value={value} selected={value === chosen}>{text}</option>)}</select>
    </Around>
  );
}

interface Around {
  id: string;
  label: string;
  hint: string | undefined;
  isOptional: boolean;
  below: ComponentChildren;
  children: ComponentChildren;
}

function Around({ id, label, hint, isOptional, below, children }: Around) {
  return (
    <div class="field">
      <label for={id}>{label}{isOptional && <span class="quiet"> ({words.value.act.optional})</span>}</label>
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      {children}
      {below}
    </div>
  );
}

/** Yes or no. */
export function Check({ label, name, hint, wrong, isOn = false }: Omit<Labelled, "isOptional"> & { isOn?: boolean | undefined }) {
  const id = useId();
  const said = useSaid(id, name, hint, wrong);
  return (
    <div class="ticked">
      <label class="check"><input type="checkbox" name={name} defaultChecked={isOn} {...said.attributes} /> <span>{label}</span></label>
      {hint && <p id={`${id}-hint`} class="hint quiet">{hint}</p>}
      {said.below}
    </div>
  );
}

interface Choice extends Omit<Labelled, "hint" | "isOptional"> {
  options: Options;
  chosen?: string | undefined;
  choose?: (value: string) => void;
}

/** One of a few, all in sight: quicker under a thumb than a list that opens. */
export function Choice({ label, name, options, chosen, wrong, choose }: Choice) {
  const id = useId();
  const said = useSaid(id, name, undefined, wrong);
  return (
    <fieldset class="choice" role="radiogroup" aria-labelledby={id} {...said.attributes}>
      <legend id={id}>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} required onChange={() => choose?.(value)} /><span>{text}</span>
        </label>
      ))}
      {said.below}
    </fieldset>
  );
}

/** What is wrong with a field and what else there is to know, and the attributes that tie that and its hint to it. */
export function useSaid(id: string, name: string | undefined, hint?: string, given?: string) {
  const { fault, note } = useRemarks(name);
  const wrong = given ?? fault;
  const by = [hint && `${id}-hint`, wrong && `${id}-wrong`, note && `${id}-note`].filter(Boolean).join(" ");
  const attributes = { ...(by ? { "aria-describedby": by } : {}), ...(wrong ? { "aria-invalid": true as const } : {}) };
  const below = (
    <>
      {wrong && <p id={`${id}-wrong`} class="trouble">{wrong}</p>}
      {note && <p id={`${id}-note`} class="meanwhile">{note}</p>}
    </>
  );
  return { attributes, below };
}

/**
 * Brings somebody to the first field of a form that is not right, unless they went on elsewhere meanwhile. To be called
 * before the form is painted: what is typed once the fault is seen would otherwise end up in the wrong field.
 */
export function focusFirstWrong(form: HTMLFormElement | null): void {
  const { activeElement, body } = document;
  if (activeElement !== body && !form?.contains(activeElement)) return;
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  (wrong?.querySelector<HTMLElement>("input") ?? wrong)?.focus();
}
