import { useRef } from "preact/hooks";

/**
 * What somebody changed in a form since it was opened: only that goes to the service, so that what others changed
 * meanwhile stays. When they changed the same, it goes with the version of before, and the service says so once.
 */
export function useChanges<Row extends { version: number }, Input extends object>(row: Row, inputOf: (row: Row) => Input) {
  const opened = useRef(inputOf(row)).current;
  const seen = useRef(row.version);

  return (typed: Input): Partial<Input> & { expectedVersion: number } => {
    const changed = differing(typed, opened);
    const theirs = differing(inputOf(row), opened);
    const isContested = Object.keys(differing(theirs, typed)).some((name) => name in changed);
    const expectedVersion = isContested ? seen.current : row.version;
    seen.current = row.version;
    return { ...changed, expectedVersion };
  };
}

/** What in one is another than in the other. */
export function differing<Input extends object>(now: Input, before: object): Partial<Input> {
  const valuesBefore = before as Readonly<Record<string, unknown>>;
  const isSame = ([name, value]: [string, unknown]) => JSON.stringify(value) === JSON.stringify(valuesBefore[name]);
  return Object.fromEntries(Object.entries(now).filter((entry) => !isSame(entry))) as Partial<Input>;
}
