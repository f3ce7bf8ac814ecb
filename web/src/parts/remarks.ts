import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What is said of the fields of a form, by their names: what is wrong, and what else there is to know. */
export interface Remarks {
  faults: Readonly<Record<string, string>>;
  notes: Readonly<Record<string, string>>;
}

export const FormRemarks = createContext<Remarks>({ faults: {}, notes: {} });

export function useRemarks(name: string | undefined): { fault?: string | undefined; note?: string | undefined } {
  const { faults, notes } = useContext(FormRemarks);
  return name === undefined ? {} : { fault: faults[name], note: notes[name] };
}
