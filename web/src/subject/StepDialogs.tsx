import { act } from "../api/http.ts";
import { FormDialog, Mistake } from "../parts/Dialog.tsx";
import { Choice, Input, TextArea } from "../parts/Field.tsx";
import type { ConsultationDecision, InterruptionReason } from "../gql/contact.ts";
import { centsOf, clock, isoDay, momentIn } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { ASK_BACK, CANCEL, DECIDE, DECLINE, INTERRUPT, PLAN, REOPEN } from "./operations.ts";
import { DoneDialog } from "./DoneDialog.tsx";
import type { Subject, WorkOrder } from "./subject.ts";

export type Dialog =
  | "plan" | "decline" | "interrupt" | "done"
  | "approve" | "approveUpTo" | "refuse" | "arrange" | "askBack"
  | "cancelReport" | "reopen";

interface Asked {
  dialog: Dialog;
  subject: Subject;
  close: () => void;
}

/** The questions of one step. */
export function DialogFor({ dialog, subject, close }: Asked) {
  const { step } = words.value;
  const job = { workOrderId: subject.id, expectedVersion: subject.version };
  const report = { incidentId: subject.id, expectedVersion: subject.version };
  switch (dialog) {
    case "plan":
      return <PlanDialog job={subject as WorkOrder} close={close} />;
    case "done":
      return <DoneDialog job={subject as WorkOrder} close={close} />;
    case "decline":
      return (
        <FormDialog title={step.decline} confirm={step.decline} isDanger close={close} act={({ reason = "" }) => act(DECLINE, { input: { ...job, reason } })}>
          <TextArea name="reason" label={step.declineWhy} required />
        </FormDialog>
      );
    case "interrupt":
      return (
        <FormDialog title={step.interrupt} confirm={step.interrupt} close={close}
          act={({ why, reason }) => act(INTERRUPT, { input: { ...job, interruptionReason: why as InterruptionReason, reason: reason || null } })}>
          <Choice name="why" label={step.interruptWhy} options={Object.entries(words.value.interruption)} />
          <TextArea name="reason" label={step.more} />
        </FormDialog>
      );
    case "approve":
      return <DecideDialog title={step.approve} decision="APPROVED" label={step.condition} subject={subject} close={close} />;
    case "approveUpTo":
      return <DecideDialog title={step.approveUpTo} decision="APPROVED_UP_TO" label={step.condition} subject={subject} close={close} />;
    case "refuse":
      return <DecideDialog title={step.refuse} decision="REFUSED" label={step.refuseWhy} subject={subject} close={close} />;
    case "arrange":
      return <DecideDialog title={step.arrange} decision="OWNER_ARRANGES" label={step.arrangeWhat} subject={subject} close={close} />;
    case "askBack":
      return (
        <FormDialog title={step.askBack} confirm={words.value.thread.send} close={close}
          act={({ question = "" }) => act(ASK_BACK, { input: { consultationId: subject.id, expectedVersion: subject.version, question } })}>
          <TextArea name="question" label={step.question} required />
        </FormDialog>
      );
    case "cancelReport":
      return (
        <FormDialog title={step.cancelReport} confirm={step.cancelReport} isDanger close={close} act={({ reason }) => act(CANCEL, { input: { ...report, reason: reason || null } })}>
          <TextArea name="reason" label={step.cancelWhy} />
        </FormDialog>
      );
    case "reopen":
      return (
        <FormDialog title={step.reopen} confirm={words.value.thread.send} close={close} act={({ message = "" }) => act(REOPEN, { input: { ...report, message } })}>
          <TextArea name="message" label={step.reopenWhy} required />
        </FormDialog>
      );
  }
}

interface Decided {
  title: string;
  decision: ConsultationDecision;
  label: string;
  subject: Subject;
  close: () => void;
}

function DecideDialog({ title, decision, label, subject, close }: Decided) {
  const { step } = words.value;
  const hasAmount = decision === "APPROVED_UP_TO";

  function decide({ amount = "", reason }: Record<string, string>) {
    const cents = hasAmount ? centsOf(amount) : null;
    if (hasAmount && cents === null) throw new Mistake(step.amountWrong);
    return act(DECIDE, {
      input: {
        consultationId: subject.id,
        expectedVersion: subject.version,
        decision,
        approvedAmount: cents === null ? null : { cents },
        reason: reason || null,
      },
    });
  }

  return (
    <FormDialog title={title} confirm={step.confirm} close={close} act={async (values) => decide(values)}>
      {hasAmount && <Input name="amount" label={`${step.upTo} (€)`} inputMode="decimal" required />}
      <TextArea name="reason" label={label} />
    </FormDialog>
  );
}

function PlanDialog({ job, close }: { job: WorkOrder; close: () => void }) {
  const { step } = words.value;
  const { startsAt, endsAt } = job.appointment ?? { startsAt: null, endsAt: null };

  async function plan({ on = "", from = "", until = "" }: Record<string, string>) {
    if (until <= from) throw new Mistake(step.periodWrong);
    const appointment = { startsAt: momentIn(on, from).toISOString(), endsAt: momentIn(on, until).toISOString() };
    await act(PLAN, { input: { workOrderId: job.id, expectedVersion: job.version, appointment } });
  }

  return (
    <FormDialog title={startsAt ? step.replan : step.plan} confirm={step.planned} close={close} act={plan}>
      <Input type="date" name="on" label={step.day} required min={isoDay(Date.now())} defaultValue={isoDay(startsAt ?? Date.now() + 864e5)} />
      <div class="pair">
        <Input type="time" name="from" label={step.from} required defaultValue={startsAt ? clock(startsAt) : "09:00"} />
        <Input type="time" name="until" label={step.until} required defaultValue={endsAt ? clock(endsAt) : "11:00"} />
      </div>
    </FormDialog>
  );
}
