import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { words } from "../words/index.ts";

type Field = { label: string; name: string };

export function Input({ label, ...attributes }: Field & JSX.IntrinsicElements["input"]) {
  return <label class="field"><span>{label}{!attributes.required && <Optional />}</span><input {...attributes} /></label>;
}

export function TextArea({ label, ...attributes }: Field & JSX.IntrinsicElements["textarea"]) {
  return <label class="field"><span>{label}{!attributes.required && <Optional />}</span><textarea rows={3} {...attributes} /></label>;
}

const Optional = () => <span class="quiet"> ({words.value.act.optional})</span>;

/** One of a few, all in sight: quicker under a thumb than a list that opens. */
export function Choice({ label, name, options }: Field & { options: readonly (readonly [string, string])[] }) {
  const id = useId();
  return (
    <fieldset class="choice" aria-labelledby={id}>
      <legend id={id}>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value}><input type="radio" name={name} value={value} required /><span>{text}</span></label>
      ))}
    </fieldset>
  );
}
