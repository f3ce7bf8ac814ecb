import { useMemo } from "preact/hooks";
import { act } from "../api/http.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { TextArea } from "../parts/Field.tsx";
import { Photos, PhotosLabel } from "../parts/Photos.tsx";
import { forThread } from "../thread/addresses.ts";
import { Tray } from "../thread/tray.ts";
import { Unfinished } from "../thread/unfinished.ts";
import { words } from "../words/index.ts";
import { REPORT_DONE } from "./operations.ts";
import type { WorkOrder } from "./subject.ts";

/** The report of work that is done, with photos. */
export function DoneDialog({ job, close }: { job: WorkOrder; close: () => void }) {
  const { step } = words.value;
  const unfinished = useMemo(() => new Unfinished(`${job.thread.id}.done`), []);
  const tray = useMemo(() => new Tray(forThread(job.thread.id), unfinished.shelf), []);

  async function report({ report = "" }: Record<string, string>) {
    const attachmentIds = await tray.sendAll();
    await act(REPORT_DONE, { input: { workOrderId: job.id, expectedVersion: job.version, report, attachmentIds } });
  }

  return (
    <FormDialog title={step.done} confirm={step.done} close={close} act={report} unfinished={unfinished}>
      <TextArea name="report" label={step.report} required />
      <Photos tray={tray}><PhotosLabel /></Photos>
    </FormDialog>
  );
}
