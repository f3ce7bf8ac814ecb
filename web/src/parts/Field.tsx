import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { words } from "../words/index.ts";
import { useRemarks } from "./remarks.ts";

type Field = { label: string; name: string; hint?: string | undefined };
type Options = readonly (readonly [value: string, text: string])[];

export function Input({ label, hint, ...attributes }: Field & JSX.IntrinsicElements["input"]) {
  return <Labelled label={label} hint={hint} name={attributes.name} isRequired={attributes.required}>{(below) => <input {...below} {...attributes} />}</Labelled>;
}

export function TextArea({ label, hint, ...attributes }: Field & JSX.IntrinsicElements["textarea"]) {
  return <Labelled label={label} hint={hint} name={attributes.name} isRequired={attributes.required}>{(below) => <textarea rows={3} {...below} {...attributes} />}</Labelled>;
}

/** One of many. */
export function Select({ label, hint, name, options, chosen }: Field & { options: Options; chosen?: string | undefined }) {
  return (
    <Labelled label={label} hint={hint} name={name} isRequired>
      {(below) => <select name={name} {...below}>{options.map(([value, text]) => <option key={value} value={value} selected={value === chosen}>{text}</option>)}</select>}
    </Labelled>
  );
}

/** Yes or no. */
export function Check({ label, hint, name, isOn = false }: Field & { isOn?: boolean | undefined }) {
  const { describe, below } = useBelow(name, hint);
  return <div class="field"><label class="check"><input type="checkbox" name={name} defaultChecked={isOn} {...describe} /> <span>{label}</span></label>{below}</div>;
}

/** One of a few, all in sight: quicker under a thumb than a list that opens. */
export function Choice({ label, name, hint, options, chosen, choose }: Field & { options: Options; chosen?: string | undefined; choose?: (value: string) => void }) {
  const id = useId();
  const { describe, below } = useBelow(name, hint);
  return (
    <fieldset class="choice" aria-labelledby={id} {...describe}>
      <legend id={id}>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} required defaultChecked={value === chosen} onChange={() => choose?.(value)} /><span>{text}</span>
        </label>
      ))}
      {below}
    </fieldset>
  );
}

interface Labelled extends Field {
  isRequired: unknown;
  children: (describe: Describe) => ComponentChildren;
}

// What stands below a field is outside its label: it describes the field, and is no part of its name.
function Labelled({ label, hint, name, isRequired, children }: Labelled) {
  const { describe, below } = useBelow(name, hint);
  return <div class="field"><label class="field"><span>{label}{!isRequired && <Optional />}</span>{children(describe)}</label>{below}</div>;
}

const Optional = () => <span class="quiet"> ({words.value.act.optional})</span>;

type Describe = { "aria-describedby"?: string; "aria-invalid"?: true };

/** What is wrong with a field and what else there is to know, and the attributes that tie it to the field. */
export function useBelow(name: string | undefined, hint?: string): { describe: Describe; below: ComponentChildren } {
  const id = useId();
  const { fault, note } = useRemarks(name);
  const describe: Describe = { ...(fault || note || hint ? { "aria-describedby": id } : {}), ...(fault ? { "aria-invalid": true } : {}) };
  const below = describe["aria-describedby"] && (
    <div id={id} class="below">
      {fault && <p class="trouble">{fault}</p>}
      {note && <p class="meanwhile">{note}</p>}
      {hint && <p class="quiet">{hint}</p>}
    </div>
  );
  return { describe, below };
}
