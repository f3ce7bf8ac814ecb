import { desk } from "../words/desk.ts";
import { words } from "../words/index.ts";
import { useColleagues } from "./choices.ts";

/** One of the employees, to be chosen. */
export function Colleague({ present = null }: { present?: string | null }) {
  const colleagues = useColleagues();
  return (
    <label class="field"><span>{desk.value.side.colleague}</span>
      <select name="assigneeId" key={colleagues.length} required>
        {present === null && <option value="">{words.value.act.choose}</option>}
        {colleagues.map((one) => <option key={one.id} value={one.id} selected={one.id === present}>{one.name}</option>)}
      </select>
    </label>
  );
}
