import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../words/index.ts";
import { registers } from "../../words/registers.ts";
import { type One, isThere } from "../../parts/one.ts";
import { useTitle } from "../title.ts";
import { type Pages, useLooking } from "./pages.ts";

interface Register {
  title: string;
  text?: string | undefined;
  /** What leads back to where this came from. */
  back?: ComponentChildren;
  /** What it is, in a word or two. */
  chips?: readonly (string | false | null | undefined)[];
  beside?: ComponentChildren;
  children: ComponentChildren;
}

/** A page of the registers: its name, what can be done, and what there is. */
export function Register({ title, text, back, chips = [], beside, children }: Register) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    // Where a link that was followed is gone, the focus is nowhere: whoever goes by keyboard goes on from the heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main class="register">
      {back}
      <header class="register-head">
        <div class="chips">
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {chips.filter(Boolean).map((chip) => <span key={chip} class="chip">{chip}</span>)}
        </div>
        {beside}
      </header>
      {text && <p class="quiet">{text}</p>}
      {children}
    </main>
  );
}

/** A field to search by; `/` leads to it, as in the inbox. */
export function Search({ hint, value, search }: { hint: string; value: string; search: (typed: string) => void }) {
  const { list } = registers.value;
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => { // whoever sees the field can use its key
    function pressed(event: KeyboardEvent) {
      const isTyping = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
      if (event.key !== "/" || isTyping || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  return <input ref={field} type="search" class="search" aria-label={list.search} aria-keyshortcuts="/" placeholder={hint} value={value} onInput={(event) => search(event.currentTarget.value)} />;
}

interface Tabs<Value extends string> {
  label: string;
  chosen: Value;
  options: readonly (readonly [Value, string])[];
  choose: (value: Value) => void;
}

/** A few ways to look at a list, of which one holds. */
export function Tabs<Value extends string>({ label, chosen, options, choose }: Tabs<Value>) {
  return (
    <div class="tabs" role="group" aria-label={label}>
      {options.map(([value, text]) => <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>{text}</button>)}
    </div>
  );
}

/** Whether those out of use are shown, instead of those in use. */
export function Archived({ text = registers.value.list.archived, isOn, choose }: { text?: string; isOn: boolean; choose: (isOn: boolean) => void }) {
  return <button type="button" class="toggle" aria-pressed={isOn} onClick={() => choose(!isOn)}>{text}</button>;
}

interface List<Row extends { id: string }, Filter extends object> {
  pages: Pages<Row, Filter>;
  /** What is said when there is nothing, unless it was searched for. */
  empty: string;
  isSearched: boolean;
  /** Another value when there may be something new. */
  change?: unknown;
  children: (rows: readonly Row[]) => ComponentChildren;
}

/** A list in whatever state it is: being read, empty, out of reach, or there, with more to come. */
export function List<Row extends { id: string }, Filter extends object>({ pages, empty, isSearched, change, children }: List<Row, Filter>) {
  useLooking(pages, change);
  const { list } = registers.value;
  const rows = pages.rows.value;
  return (
    <>
      {pages.trouble.value && <Trouble text={pages.trouble.value} again={() => void pages.look()} />}
      {rows === null && !pages.trouble.value && <p class="quiet" role="status">{list.loading}</p>}
      {rows?.length === 0 && <p class="quiet nothing" role="status">{isSearched ? list.none : empty}</p>}
      {rows !== null && rows.length > 0 && children(rows)}
      {pages.hasMore.value && <button type="button" class="quiet-button" onClick={() => void pages.more()}>{list.more}</button>}
    </>
  );
}

export function Trouble({ text, again }: { text: string; again: () => void }) {
  return <p class="trouble" role="alert">{text} <button type="button" class="link" onClick={again}>{words.value.act.retry}</button></p>;
}

interface Opened<Row extends object> {
  now: One<Row>;
  again: () => void;
  missing: string;
  back: ComponentChildren;
  children: (row: Row) => ComponentChildren;
}

/** One thing in whatever state it is: being read, not there, out of reach, or there. */
export function Opened<Row extends object>({ now, again, missing, back, children }: Opened<Row>) {
  if (isThere(now)) return <>{children(now)}</>;
  return (
    <main class="register">
      {back}
      {now === null && <p class="quiet" role="status">{registers.value.list.loading}</p>}
      {now === "missing" && <p role="alert">{missing}</p>}
      {now === "unreachable" && <Trouble text={words.value.trouble.offline} again={again} />}
    </main>
  );
}
