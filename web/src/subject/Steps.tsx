import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { sentence } from "../parts/Dialog.tsx";
import { words } from "../words/index.ts";
import { type Dialog, DialogFor } from "./StepDialogs.tsx";
import { ACCEPT, START } from "./operations.ts";
import type { Question, Report, Subject, WorkOrder } from "./subject.ts";

interface Step {
  label: string;
  /** What it asks first; without it the step is taken at once. */
  asks?: Dialog;
  take?: () => Promise<unknown>;
  /** Whether it may be done, and is seldom what somebody came for. */
  isMinor?: boolean;
}

/** What may be done now: the next step large, the others under it. */
export function Steps({ subject }: { subject: Subject }) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  const steps = stepsOf(subject);
  if (steps.length === 0 && !dialog) return null;

  async function take(step: Step) {
    setTrouble("");
    if (step.asks) return setDialog(step.asks);
    setBusy(true);
    await step.take?.().catch((reason: unknown) => setTrouble(sentence(reason)));
    setBusy(false);
    goOn();
  }

  function close() {
    setDialog(null);
    goOn();
  }

  return (
    <div class="steps">
      {steps.map((step, index) => (
        <button key={step.label} type="button" class={index === 0 && !step.isMinor ? "main" : "plain"} disabled={isBusy} onClick={() => void take(step)}>{step.label}</button>
      ))}
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      {dialog && <DialogFor dialog={dialog} subject={subject} close={close} />}
    </div>
  );
}

/** Whoever pressed a button that is gone goes on at what became of it, and not at the top of the page. */
const goOn = () => requestAnimationFrame(() => {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>(".sheet .status")?.focus({ preventScroll: true });
});

function stepsOf(subject: Subject): Step[] {
  switch (subject.__typename) {
    case "WorkOrder":
      return jobSteps(subject);
    case "OwnerConsultation":
      return questionSteps(subject);
    case "Incident":
      return reportSteps(subject);
  }
}

function jobSteps(job: WorkOrder): Step[] {
  const { step } = words.value;
  const input = { workOrderId: job.id, expectedVersion: job.version };
  const may = (to: WorkOrder["jobMoves"][number]) => job.jobMoves.includes(to);
  return [
    may("ACCEPTED") && { label: step.accept, take: () => act(ACCEPT, { input }) },
    may("REPORTED_DONE") && job.jobStatus === "IN_EXECUTION" && { label: step.done, asks: "done" as const },
    may("IN_EXECUTION") && { label: job.jobStatus === "INTERRUPTED" ? step.resume : step.start, take: () => act(START, { input }) },
    may("PLANNED") && { label: job.appointment ? step.replan : step.plan, asks: "plan" as const },
    may("REPORTED_DONE") && job.jobStatus !== "IN_EXECUTION" && { label: step.done, asks: "done" as const },
    may("INTERRUPTED") && { label: step.interrupt, asks: "interrupt" as const },
    may("DECLINED") && { label: step.decline, asks: "decline" as const },
  ].filter((one) => one !== false);
}

function questionSteps(question: Question): Step[] {
  const { step } = words.value;
  const may = (to: Question["questionMoves"][number]) => question.questionMoves.includes(to);
  return [
    may("APPROVED") && { label: step.approve, asks: "approve" as const },
    may("APPROVED_UP_TO") && { label: step.approveUpTo, asks: "approveUpTo" as const },
    may("REFUSED") && { label: step.refuse, asks: "refuse" as const },
    may("OWNER_ARRANGES") && { label: step.arrange, asks: "arrange" as const },
    may("COUNTER_QUESTION") && { label: step.askBack, asks: "askBack" as const },
  ].filter((one) => one !== false);
}

function reportSteps(report: Report): Step[] {
  const { step } = words.value;
  const may = (to: Report["incidentMoves"][number]) => report.incidentMoves.includes(to);
  return [
    !report.isOpen && may("IN_PROGRESS") && { label: step.reopen, asks: "reopen" as const },
    may("CANCELLED") && { label: step.cancelReport, asks: "cancelReport" as const, isMinor: true },
  ].filter((one) => one !== false);
}
