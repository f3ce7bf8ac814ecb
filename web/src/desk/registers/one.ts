import { useEffect, useState } from "preact/hooks";
import { Offline } from "../../api/http.ts";
import { isLive } from "../../api/live.ts";

/** One thing, or why it is not there: not read yet, no such thing, or out of reach. */
export type One<Row> = Row | null | "missing" | "unreachable";

/** Reads one thing, and reads it again when asked and when the line is back. */
export function useOne<Row extends object>(read: () => Promise<Row | null>, key: string) {
  const [now, setNow] = useState<One<Row>>(null);
  const isReachable = isLive.value !== false;

  async function look(): Promise<void> {
    try {
      setNow((await read()) ?? "missing");
    } catch (reason) {
      setNow((before) => (isThere(before) ? before : reason instanceof Offline ? "unreachable" : "missing"));
    }
  }

  useEffect(() => setNow(null), [key]);
  useEffect(() => void look(), [key, isReachable]);
  return { now, look, put: setNow as (row: Row) => void };
}

export const isThere = <Row extends object>(found: One<Row>): found is Row => found !== null && typeof found === "object";
