import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { isStillHere } from "../../api/seat.ts";
import { type Values, valuesIn } from "../../parts/form.ts";
import { fill } from "./editing.ts";

/** What was typed in the forms of a page and not saved yet, by the name of the form. */
const kept = new Map<string, Values>();

addEventListener("beforeunload", (event) => {
  if (kept.size > 0 && isStillHere()) event.preventDefault();
});

/** Keeps what is typed in a form while somebody looks elsewhere at the desk. `theirs` is what its fields hold at the service. */
export function useUnsaved(name: string, form: RefObject<HTMLFormElement | null>, theirs: Values) {
  const [isChanged, setChanged] = useState(kept.has(name));

  useLayoutEffect(() => {
    if (form.current) fill(form.current, kept.get(name) ?? {});
  }, []);

  function typed(): void {
    const now = form.current ? valuesIn(form.current) : {};
    const changed = Object.keys(theirs).filter((field) => (now[field] ?? "") !== theirs[field]);
    if (changed.length > 0) kept.set(name, Object.fromEntries(changed.map((field) => [field, now[field] ?? ""])));
    else kept.delete(name);
    setChanged(changed.length > 0);
  }

  function settled(): void {
    kept.delete(name);
    setChanged(false);
  }

  function undo(): void {
    if (form.current) fill(form.current, theirs);
    settled();
  }

  return { isChanged, typed, settled, undo };
}
