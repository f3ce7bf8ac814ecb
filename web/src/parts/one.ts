import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Offline } from "../api/http.ts";
import { isLive } from "../api/live.ts";

/** One thing, or why it is not there: not read yet, no such thing, or out of reach. */
export type One<Row> = Row | null | "missing" | "unreachable";

/** Reads one thing, and reads it again when asked and when the line is back. */
export function useOne<Row extends object>(read: () => Promise<Row | null>, key: string) {
  const [now, setNow] = useState<One<Row>>(null);
  const isReachable = isLive.value !== false;
  const asked = useRef(0);
  const shown = useRef(key);
  shown.current = key;

  async function look(): Promise<void> {
    if (key !== shown.current) return; // an act on another that was open before
    const turn = ++asked.current;
    try {
      const found = (await read()) ?? "missing";
      if (turn === asked.current) setNow(found); // unless a later question was asked meanwhile
    } catch (reason) {
      if (turn !== asked.current) return;
      setNow((before) => (isThere(before) ? before : reason instanceof Offline ? "unreachable" : "missing"));
    }
  }

  /** What an act answered is newer than what was asked before. */
  function put(row: Row): void {
    if (key !== shown.current) return;
    asked.current += 1;
    setNow(row);
  }

  useLayoutEffect(() => setNow(null), [key]); // before what was open is seen under another address
  useEffect(() => void look(), [key, isReachable]);
  return { now, look, put };
}

export const isThere = <Row extends object>(found: One<Row>): found is Row => found !== null && typeof found === "object";
