import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { desk } from "../words/desk.ts";
import { words } from "../words/index.ts";

/** Whether somebody asked which keys there are. */
export const isAskingForKeys = signal(false);

/** The keys of the desk, each with what it does. */
export function KeysHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { keys } = desk.value;
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onClose={() => (isAskingForKeys.value = false)}>
      <h2 id="keys-title">{keys.title}</h2>
      <dl>
        {keys.each.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}
      </dl>
      <button type="button" class="plain" onClick={() => dialog.current?.close()}>{words.value.act.close}</button>
    </dialog>
  );
}
