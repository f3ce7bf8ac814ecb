import { useLocation } from "preact-iso";
import { useLayoutEffect } from "preact/hooks";
import { rows } from "./desk.ts";
import { isAskingForKeys } from "./KeysHelp.tsx";
import { isReporting } from "./Report.tsx";

/** One key for what is done all day: j and k through the inbox, / to search, r to reply, n for a new incident, ? for all of them. */
export function useKeys(): void {
  const { path, route } = useLocation();
  useLayoutEffect(() => { // whoever sees where they are can go on from there
    function pressed(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const act = KEYS[event.key];
      if (!act) return;
      event.preventDefault();
      act(path, route);
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [path, route]);
}

const KEYS: Record<string, (path: string, route: (url: string) => void) => void> = {
  j: (path, route) => step(path, route, 1),
  k: (path, route) => step(path, route, -1),
  "/": () => focus("#search"),
  r: () => focus(".composer textarea"),
  n: () => (isReporting.value = true),
  "?": () => (isAskingForKeys.value = true),
};

function step(path: string, route: (url: string) => void, by: number): void {
  const list = rows.value ?? [];
  const at = list.findIndex((row) => path.startsWith(`/desk/incidents/${row.reference}`));
  const next = list[at === -1 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)];
  if (next) route(`/desk/incidents/${next.reference}`);
}

const focus = (what: string) => document.querySelector<HTMLElement>(what)?.focus();

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
