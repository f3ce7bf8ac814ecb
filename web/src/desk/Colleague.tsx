import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/http.ts";
import type { ColleaguesQuery } from "../gql/staff.ts";
import { desk } from "../words/desk.ts";
import { EMPLOYEES } from "./operations.ts";

/** One of the employees, to be chosen. */
export function Colleague({ present = null }: { present?: string | null }) {
  const [colleagues, setColleagues] = useState<ColleaguesQuery["employees"]["nodes"]>([]);
  useEffect(() => {
    void ask(EMPLOYEES, {}).then(({ employees }) => setColleagues(employees.nodes), () => {});
  }, []);
  return (
    <label class="field"><span>{desk.value.side.colleague}</span>
      <select name="assigneeId" key={colleagues.length} required>
        {colleagues.map((one) => <option key={one.id} value={one.id} selected={one.id === present}>{one.name}</option>)}
      </select>
    </label>
  );
}
