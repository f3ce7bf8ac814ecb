import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { words } from "../words/index.ts";

interface Labelled {
  label: string;
  name: string;
  hint?: string | undefined;
  /** What is wrong with what was filled in. */
  wrong?: string | undefined;
  /** Whether it says that it may stay empty; as `required` is, unless given. */
  isOptional?: boolean;
}

export function Input({ label, hint, wrong, isOptional, ...attributes }: Labelled & JSX.IntrinsicElements["input"]) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} wrong={wrong} isOptional={isOptional ?? !attributes.required}>
      <input id={id} {...described(id, hint, wrong)} {...attributes} />
    </Around>
  );
}

export function TextArea({ label, hint, wrong, isOptional, ...attributes }: Labelled & JSX.IntrinsicElements["textarea"]) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} wrong={wrong} isOptional={isOptional ?? !attributes.required}>
      <textarea id={id} rows={3} {...described(id, hint, wrong)} {...attributes} />
    </Around>
  );
}

interface Around extends Omit<Labelled, "name"> {
  id: string;
  children: ComponentChildren;
}

function Around({ id, label, hint, wrong, isOptional, children }: Around) {
  return (
    <div class="field">
      <label for={id}>{label}{isOptional && <span class="quiet"> ({words.value.act.optional})</span>}</label>
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      {children}
      <Wrong id={id} text={wrong} />
    </div>
  );
}

function Wrong({ id, text }: { id: string; text: string | undefined }) {
  return text ? <p id={`${id}-wrong`} class="trouble">{text}</p> : null;
}

function described(id: string, hint: string | undefined, wrong: string | undefined) {
  const by = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return { ...(by ? { "aria-describedby": by } : {}), ...(wrong ? { "aria-invalid": true } : {}) };
}

interface Choice extends Omit<Labelled, "hint" | "isOptional"> {
  options: readonly (readonly [value: string, text: string])[];
  chosen?: string | undefined;
}

/** One of a few, all in sight: quicker under a thumb than a list that opens. */
export function Choice({ label, name, options, chosen, wrong }: Choice) {
  const id = useId();
  return (
    <fieldset class="choice" role="radiogroup" aria-labelledby={id} {...described(id, undefined, wrong)}>
      <legend id={id}>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value}><input type="radio" name={name} value={value} defaultChecked={value === chosen} required /><span>{text}</span></label>
      ))}
      <Wrong id={id} text={wrong} />
    </fieldset>
  );
}

/** Brings somebody to the first field of a form that is not right. */
export function focusFirstWrong(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  (wrong?.querySelector<HTMLElement>("input") ?? wrong)?.focus();
}
