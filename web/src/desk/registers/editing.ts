import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Refused } from "../../api/http.ts";
import { Mistake, type Values, valuesIn } from "../../parts/form.ts";
import { registers } from "../../words/registers.ts";
import { differing } from "../changing.ts";

interface Editing<Row, Input> {
  row: Row;
  /** What the fields of the form hold for a row. */
  valuesOf: (row: Row) => Values;
  /** What the fields mean to the service, by its names. */
  inputOf: (values: Values) => Input;
  /** Reads the row again. */
  look: () => Promise<unknown>;
  write: (changed: Partial<Input> & { expectedVersion: number }) => Promise<unknown>;
}

/**
 * A form that changes a row. Only what was changed goes; what somebody else changed meanwhile comes in where nothing was
 * typed, and stands beside the field where something was.
 */
export function useEditing<Row extends { version: number }, Input extends object>({ row, valuesOf, inputOf, look, write }: Editing<Row, Input>) {
  const form = useRef<HTMLFormElement>(null);
  const known = useRef(row);
  const isSaving = useRef(false);
  const [notes, setNotes] = useState<Values>({});

  useLayoutEffect(() => {
    if (form.current && known.current !== row) {
      const before = isSaving.current ? valuesIn(form.current) : valuesOf(known.current);
      setNotes(merge(form.current, before, valuesOf(row)));
    }
    known.current = row;
  }, [row]);

  async function act(values: Values): Promise<void> {
    const changed = differing(inputOf(values), inputOf(valuesOf(known.current)));
    if (Object.keys(changed).length === 0) return;
    isSaving.current = true;
    try {
      await write({ ...changed, expectedVersion: known.current.version });
    } catch (reason) {
      isSaving.current = false;
      if (!(reason instanceof Refused && reason.code === "CONFLICT")) throw reason;
      await look();
      throw new Mistake(registers.value.conflict.text);
    }
    isSaving.current = false;
  }

  return { form, notes, act };
}

/** Brings in what others made of the fields, and answers what to say beside those in which something else was typed. */
function merge(form: HTMLFormElement, before: Values, theirs: Values): Values {
  const notes: Values = {};
  for (const [name, value] of Object.entries(theirs)) {
    const field = form.elements.namedItem(name);
    if (!isField(field)) continue;
    const typed = valueOf(field);
    if (value === before[name] || value === typed) continue;
    if (typed === before[name]) put(field, value);
    else notes[name] = registers.value.conflict.now(shown(field, value));
  }
  return notes;
}

/** Puts values into the fields of a form, by their names. */
export function fill(form: HTMLFormElement, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (isField(field)) put(field, value);
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (field: unknown): field is Field =>
  field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;

const isBox = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && field.type === "checkbox";

const valueOf = (field: Field) => (isBox(field) ? (field.checked ? "on" : "") : field.value);

function put(field: Field, value: string): void {
  if (isBox(field)) field.checked = value === "on";
  else field.value = value;
}

/** The value as the form shows it. */
function shown(field: Field, value: string): string {
  const { yes, no, empty } = registers.value.conflict;
  if (isBox(field)) return value === "on" ? yes : no;
  if (field instanceof HTMLSelectElement) return [...field.options].find((option) => option.value === value)?.text ?? value;
  return value || empty;
}
