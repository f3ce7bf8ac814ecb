import { useEffect, useId, useState } from "preact/hooks";
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
  /** Under which the id of what was chosen goes with the form. */
  name?: string;
  isRequired?: boolean;
  /** What stands there before anybody types. */
  present?: Found | null;
  find: (typed: string) => Promise<readonly One[]>;
  choose?: (found: One | null) => void;
}

/** Somebody or something, found as one types: a combobox in the manner of WAI-ARIA. */
export function Finder<One extends Found>({ label, hint, none, name, isRequired = false, present = null, find, choose = () => {} }: Finder<One>) {
  const [typed, setTyped] = useState(present?.text ?? "");
  const [found, setFound] = useState<readonly One[] | null>(null);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Found | null>(present);
  const id = useId();
  const said = useSaid(id, name);

  useEffect(() => {
    if (chosen || found === null) return;
    const timer = setTimeout(() => void find(typed).then((list) => { setFound(list); setAt(0); }, () => setFound([])), 150);
    return () => clearTimeout(timer);
  }, [typed]);

  function pick(one: One | undefined) {
    if (!one) return;
    setChosen(one);
    setTyped(one.text);
    setFound(null);
    choose(one);
  }

  function pressed(event: KeyboardEvent) {
    if (!found) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt(Math.min(at + 1, found.length - 1)),
      ArrowUp: () => setAt(Math.max(at - 1, 0)),
      Enter: () => pick(found[at]),
      Escape: () => setFound(null),
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
      <input id={id} role="combobox" aria-expanded={found !== null} aria-controls={`${id}-list`} aria-autocomplete="list" autoComplete="off" {...said.attributes}
        aria-activedescendant={found?.[at] ? `${id}-${at}` : undefined} placeholder={hint} value={typed} required={isRequired}
        onFocus={() => { if (!chosen) void find(typed).then(setFound, () => setFound([])); }}
        onBlur={() => setTimeout(() => setFound(null), 150)}
        onKeyDown={pressed}
        onInput={(event) => { setTyped(event.currentTarget.value); setFound((list) => list ?? []); if (chosen) { setChosen(null); choose(null); } }} />
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
