import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Offline, Refused } from "../api/http.ts";
import { words } from "../words/index.ts";

interface FormDialog {
  title: string;
  confirm: string;
  isDanger?: boolean;
  /** Whether something is still being made ready that goes with it. */
  isWaiting?: boolean;
  /** What is done with what was filled in. What it throws is shown, and nothing that was typed is lost. */
  act: (values: Record<string, string>) => Promise<unknown>;
  close: () => void;
  children?: ComponentChildren;
}

/** A question in a window of its own: from below on a phone, in the middle on a desk. */
export function FormDialog({ title, confirm, isDanger, isWaiting = false, act, close, children }: FormDialog) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  const id = useId();

  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      await act(Object.fromEntries([...new FormData(event.currentTarget as HTMLFormElement)].map(([name, value]) => [name, String(value)])));
      dialog.current?.close();
    } catch (reason) {
      setTrouble(sentence(reason));
    }
    setBusy(false);
  }

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby={id}>
      <form onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        {children}
        {trouble && <p class="trouble" role="alert">{trouble}</p>}
        <div class="dialog-buttons">
          <button type="button" class="plain" onClick={() => dialog.current?.close()}>{words.value.act.cancel}</button>
          <button class={isDanger ? "danger" : "main"} disabled={isBusy || isWaiting}>{confirm}</button>
        </div>
      </form>
    </dialog>
  );
}

/** What went wrong, for a person; the service's own sentence where it gave one. */
export function sentence(reason: unknown): string {
  if (reason instanceof Refused || reason instanceof Mistake) return reason.message || words.value.trouble.unknown;
  return reason instanceof Offline ? words.value.trouble.offline : words.value.trouble.unknown;
}

/** Something in a form that cannot be right. */
export class Mistake extends Error {}
