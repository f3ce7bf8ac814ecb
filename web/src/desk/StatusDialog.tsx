import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import type { IncidentStatus } from "../gql/staff.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { desk } from "../words/desk.ts";
import { isoDay } from "../words/formats.ts";
import { useColleagues } from "./choices.ts";
import type { Incident } from "./incident.ts";
import { ASSIGN, CHANGE_STATUS } from "./operations.ts";

const ENDS: readonly string[] = ["CLOSED", "CANCELLED"];

/** Status and handler in one step, with what goes with them. */
export function StatusDialog({ now, close }: { now: Incident; close: () => void }) {
  const { incident: say, status: names } = desk.value;
  const colleagues = useColleagues();
  const [chosen, setChosen] = useState("");
  const status = chosen || now.status; // as it stands, unless another was chosen; others may move it meanwhile
  const present = now.handlerEmployee?.id ?? "";

  async function save({ handlerId = "", message, reason, until, withdraw }: Record<string, string>) {
    const shared = { incidentId: now.id, expectedVersion: now.version, handlerId: handlerId || null };
    if (!chosen) return act(ASSIGN, { input: shared });
    return act(CHANGE_STATUS, {
      input: {
        ...shared,
        status: chosen as IncidentStatus,
        message: message || null,
        reason: reason || null,
        deferredUntilOn: until || null,
        withdrawOpenSubIncidents: withdraw === "on",
      },
    });
  }

  return (
    <FormDialog title={say.change} confirm={say.save} close={close} act={save}>
      <label class="field"><span>{say.status}</span>
        <select name="status" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{say.stays}: {names[now.status]}</option>
          {now.allowedMoves.map((move) => <option key={move} value={move}>{names[move]}</option>)}
        </select>
      </label>
      <label class="field"><span>{say.handler}</span>
        <select name="handlerId" key={colleagues.length}>
          <option value="">{say.nobody}</option>
          {colleagues.map((one) => <option key={one.id} value={one.id} selected={one.id === present}>{one.name}</option>)}
        </select>
      </label>
      {status === "DEFERRED" && <Input type="date" name="until" label={say.until} min={isoDay(Date.now() + 864e5)} required />}
      {chosen && <TextArea name="reason" label={say.reason} />}
      {chosen && now.sharedWithReporter && <TextArea name="message" label={say.message} />}
      {ENDS.includes(status) && now.subIncidents.some((side) => side.isOpen) && (
        <label class="check"><input type="checkbox" name="withdraw" /> <span>{say.withdraw}</span></label>
      )}
    </FormDialog>
  );
}
