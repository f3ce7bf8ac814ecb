import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSaid } from "./Field.tsx";

export interface Found {
  id: string;
  text: string;
  more?: string | null;
}

interface Finder<One extends Found> {
  label: string;
  hint: string;
  none: string;
  /** What is said when something was typed and nothing chosen: what was only typed would be lost. */
  pick: string;
  /** Under which the id of what was chosen goes with the form. */
  name?: string;
  isRequired?: boolean;
  /** What stands there before anybody types. */
  present?: Found | null;
  find: (typed: string) => Promise<readonly One[]>;
  choose?: (found: One | null) => void;
}

/** Somebody or something, found as one types: a combobox in the manner of WAI-ARIA. */
export function Finder<One extends Found>({ label, hint, none, pick: toPick, name, isRequired = false, present = null, find, choose = () => {} }: Finder<One>) {
  const [typed, setTyped] = useState(present?.text ?? "");
  const [found, setFound] = useState<readonly One[] | null>(null);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Found | null>(present);
  const id = useId();
  const said = useSaid(id, name);
  const asked = useRef(0);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.setCustomValidity(typed.trim() && !chosen ? toPick : ""));

  useEffect(() => {
    if (chosen || found === null) return;
    const timer = setTimeout(look, 150);
    return () => clearTimeout(timer);
  }, [typed]);

  function look() {
    const turn = ++asked.current;
    const show = (list: readonly One[]) => {
      if (turn !== asked.current) return; // something else was typed meanwhile, or chosen
      setFound(list);
      setAt(0);
    };
    void find(typed).then(show, () => show([]));
  }

  function fold() {
    asked.current += 1;
    setFound(null);
  }

  function pick(one: One | undefined) {
    if (!one) return;
    setChosen(one);
    setTyped(one.text);
    fold();
    choose(one);
  }

  function write(text: string) {
    asked.current += 1;
    setTyped(text);
    setFound((list) => list ?? []);
    if (!chosen) return;
    setChosen(null);
    choose(null);
  }

  function pressed(event: KeyboardEvent) {
    if (!found) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt(Math.min(at + 1, found.length - 1)),
      ArrowUp: () => setAt(Math.max(at - 1, 0)),
      Enter: () => pick(found[at]),
      Escape: fold,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  return (
    <div class="field finder">
      <label for={id}>{label}</label>
      <input ref={field} id={id} role="combobox" aria-expanded={found !== null} aria-controls={`${id}-list`} aria-autocomplete="list" autoComplete="off" {...said.attributes}
        aria-activedescendant={found?.[at] ? `${id}-${at}` : undefined} placeholder={hint} value={typed} required={isRequired}
        onFocus={() => !chosen && look()}
        onBlur={fold}
        onKeyDown={pressed}
        onInput={(event) => write(event.currentTarget.value)} />
      {name && <input type="hidden" name={name} value={chosen?.id ?? ""} />}
      {said.below}
      {found && (
        <ul id={`${id}-list`} role="listbox" aria-label={label}>
          {found.map((one, index) => (
            <li key={one.id} id={`${id}-${index}`} role="option" aria-selected={index === at} onMouseDown={(event) => { event.preventDefault(); pick(one); }}>
              {one.text}{one.more && <span class="quiet"> {one.more}</span>}
            </li>
          ))}
          {found.length === 0 && typed && <li class="quiet" role="option" aria-selected={false} aria-disabled>{none}</li>}
        </ul>
      )}
    </div>
  );
}
