import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import type { InterruptionReason, SubIncidentStatusInput } from "../gql/staff.ts";
import { FormDialog, Mistake } from "../parts/Dialog.tsx";
import { Input, TextArea } from "../parts/Field.tsx";
import { desk } from "../words/desk.ts";
import { momentIn } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { type Side, movesOf } from "./incident.ts";
import { amountOf } from "./NewSide.tsx";
import { MOVE_SIDE } from "./operations.ts";

/** What staff do themselves; the rest is written down as told by the other. */
const OF_STAFF: Record<Side["kind"], readonly string[]> = {
  WORK_ORDER: ["WITHDRAWN", "CLOSED", "REWORK", "EXPIRED", "SENT"],
  OWNER_CONSULTATION: ["WITHDRAWN", "ASKED", "NO_RESPONSE"],
  INTERNAL_TASK: ["TAKEN", "IN_EXECUTION", "INTERRUPTED", "DONE", "CLOSED", "WITHDRAWN", "OPEN"],
};
const DECIDED = ["APPROVED", "APPROVED_UP_TO", "REFUSED", "OWNER_ARRANGES"];
const WITH_REASON = ["DECLINED", "REWORK", "COUNTER_QUESTION", ...DECIDED];

export function MoveSide({ side, close }: { side: Side; close: () => void }) {
  const { side: say, status: names } = desk.value;
  const { step, interruption } = words.value;
  const moves = movesOf(side);
  const [to, setTo] = useState(moves[0] ?? "");
  const isOnBehalf = !OF_STAFF[side.kind].includes(to);

  async function move({ reason, report, why, amount = "", decidedBy, on, from, until }: Record<string, string>) {
    if (to === "PLANNED" && (until ?? "") <= (from ?? "")) throw new Mistake(step.periodWrong);
    await act(MOVE_SIDE, {
      input: {
        subIncidentId: side.id,
        expectedVersion: side.version,
        status: statusInput(side, to),
        onBehalfOfParty: isOnBehalf,
        reason: reason || null,
        report: report || null,
        interruptionReason: (why as InterruptionReason) || null,
        approvedAmount: amountOf(amount),
        decidedBy: decidedBy || null,
        appointment: on && from && until ? { startsAt: momentIn(on, from).toISOString(), endsAt: momentIn(on, until).toISOString() } : null,
      },
    });
  }

  return (
    <FormDialog title={say.move} confirm={desk.value.incident.save} close={close} act={move}>
      <label class="field"><span>{say.moveTo}</span>
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          {moves.map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      </label>
      {isOnBehalf && <p class="quiet hint">{say.onBehalf}</p>}
      {to === "PLANNED" && (
        <>
          <Input type="date" name="on" label={step.day} required />
          <div class="pair"><Input type="time" name="from" label={step.from} required /><Input type="time" name="until" label={step.until} required /></div>
        </>
      )}
      {to === "INTERRUPTED" && side.kind === "WORK_ORDER" && (
        <label class="field"><span>{step.interruptWhy}</span>
          <select name="why">{Object.entries(interruption).map(([key, text]) => <option key={key} value={key}>{text}</option>)}</select>
        </label>
      )}
      {to === "REPORTED_DONE" && <TextArea name="report" label={say.report} required />}
      {to === "APPROVED_UP_TO" && <Input name="amount" label={say.upTo} inputMode="decimal" required />}
      {DECIDED.includes(to) && <Input name="decidedBy" label={say.decidedBy} required />}
      <TextArea name="reason" label={desk.value.incident.reason} required={WITH_REASON.includes(to) || (to === "INTERRUPTED" && side.kind === "INTERNAL_TASK")} />
    </FormDialog>
  );
}

function statusInput(side: Side, to: string): SubIncidentStatusInput {
  const name = { WORK_ORDER: "workOrder", OWNER_CONSULTATION: "ownerConsultation", INTERNAL_TASK: "internalTask" }[side.kind];
  return { [name]: to } as unknown as SubIncidentStatusInput;
}
