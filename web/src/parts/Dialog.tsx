import type { ComponentChildren, Ref } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { words } from "../words/index.ts";
import type { Unfinished } from "../thread/unfinished.ts";
import { type Values, fillIn, useSubmit, valuesIn } from "./form.ts";
import { FormRemarks } from "./remarks.ts";

export { Mistake, sentence } from "./form.ts";

interface FormDialog {
  title: string;
  confirm: string;
  isDanger?: boolean;
  /** Whether something is still being made ready that goes with it. */
  isWaiting?: boolean;
  /** What is done with what was filled in. What it throws is shown, and nothing that was typed is lost. */
  act: (values: Values) => Promise<unknown>;
  close: () => void;
  /** What there is to know about fields, by their names. */
  notes?: Values;
  form?: Ref<HTMLFormElement>;
  /** Where what is filled in is kept until it is sent or thrown away. */
  unfinished?: Unfinished;
  children?: ComponentChildren;
}

/** A question in a window of its own: from below on a phone, in the middle on a desk. */
export function FormDialog({ title, confirm, isDanger, isWaiting = false, act, close, notes = {}, form, unfinished, children }: FormDialog) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { submit, isBusy, trouble, faults } = useSubmit(act, () => dialog.current?.close());
  const isTouched = useRef(false);
  const [isWarned, setWarned] = useState(false);
  const id = useId();

  useEffect(() => {
    dialog.current?.showModal();
    isTouched.current = fillIn(dialog.current!.querySelector("form")!, unfinished?.values ?? {});
  }, []);

  function touch(event: Event) {
    isTouched.current = true;
    unfinished?.keep(valuesIn(event.currentTarget as HTMLFormElement));
  }

  function end() {
    unfinished?.end();
    close();
  }

  /** Escape is easily pressed by mistake: what was filled in goes at the second time; what is under way, never. */
  function escape(event: Event) {
    if (isBusy) event.preventDefault();
    if (isBusy || !isTouched.current || isWarned) return;
    event.preventDefault();
    setWarned(true);
  }

  return (
    <dialog ref={dialog} onClose={end} onCancel={escape} aria-labelledby={id}>
      <form ref={form ?? null} onSubmit={submit} onInput={touch}>
        <h2 id={id}>{title}</h2>
        <FormRemarks.Provider value={{ faults, notes }}><div class="dialog-fields" inert={isBusy}>{children}</div></FormRemarks.Provider>
        {trouble && <p class="trouble" role="alert">{trouble}</p>}
        {isWarned && <p role="alert">{words.value.act.escape}</p>}
        <div class="dialog-buttons">
          <button type="button" class="plain" disabled={isBusy} onClick={() => dialog.current?.close()}>{words.value.act.cancel}</button>
          <button class={isDanger ? "danger" : "main"} disabled={isBusy || isWaiting}>{confirm}</button>
        </div>
      </form>
    </dialog>
  );
}
