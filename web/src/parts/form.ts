import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Offline, Refused } from "../api/http.ts";
import { words } from "../words/index.ts";
import { focusFirstWrong } from "./Field.tsx";

/** What a form holds, by the names of its fields; a box that is not ticked is not there. */
export type Values = Record<string, string>;

export const valuesIn = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

/** Puts into a form what it held before; whether there was anything. */
export function fillIn(form: HTMLFormElement, values: Values): boolean {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) field.value = value;
  }
  return Object.values(values).some((value) => value !== "");
}

interface Submitting {
  isBusy: boolean;
  /** What went wrong with all of it. */
  trouble: string;
  /** What is wrong with a field, by its name. */
  faults: Values;
}

const READY: Submitting = { isBusy: false, trouble: "", faults: {} };

/**
 * Sends a form once at a time. What `act` throws is shown, beside the field that it is about where there is one, and
 * nothing that was typed is lost.
 */
export function useSubmit(act: (values: Values) => Promise<unknown>, done: () => void) {
  const [state, setState] = useState(READY);
  const isBusy = useRef(false);
  const sent = useRef<HTMLFormElement | null>(null);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (isBusy.current) return;
    isBusy.current = true;
    sent.current = form;
    setState({ ...READY, isBusy: true });
    try {
      await act(valuesIn(form));
      setState(READY);
      done();
    } catch (reason) {
      const field = fieldOf(reason, form);
      setState(field ? { ...READY, faults: { [field]: sentence(reason) } } : { ...READY, trouble: sentence(reason) });
    }
    isBusy.current = false;
  }

  // Fields are told of their faults by a context, which reaches them right after this.
  useLayoutEffect(() => queueMicrotask(() => focusFirstWrong(sent.current)), [state.faults]);

  return { ...state, submit };
}

/** The field of the form that the reason is about: the deepest one that it names. */
function fieldOf(reason: unknown, form: HTMLFormElement): string | undefined {
  if (!(reason instanceof Refused || reason instanceof Mistake)) return undefined;
  return reason.field.split(".").findLast((name) => name !== "" && form.elements.namedItem(name) !== null);
}

/** What went wrong, for a person; the service's own sentence where it gave one. */
export function sentence(reason: unknown): string {
  if (reason instanceof Refused || reason instanceof Mistake) return reason.message || words.value.trouble.unknown;
  return reason instanceof Offline ? words.value.trouble.offline : words.value.trouble.unknown;
}

/** Something in a form that cannot be right; `field` is what it is about. */
export class Mistake extends Error {
  constructor(message: string, readonly field = "") {
    super(message);
  }
}
