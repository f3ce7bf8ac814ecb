import { act } from "../api/http.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { TextArea } from "../parts/Field.tsx";
import { Photos, usePhotos } from "../parts/Photos.tsx";
import { forThread } from "../thread/addresses.ts";
import { words } from "../words/index.ts";
import { REPORT_DONE } from "./operations.ts";
import type { WorkOrder } from "./subject.ts";

/** The report of work that is done, with photos. */
export function DoneDialog({ job, close }: { job: WorkOrder; close: () => void }) {
  const { step } = words.value;
  const photos = usePhotos(forThread(job.thread.id));

  async function report({ report = "" }: Record<string, string>) {
    const attachmentIds = await photos.sendAll();
    await act(REPORT_DONE, { input: { workOrderId: job.id, expectedVersion: job.version, report, attachmentIds } });
  }

  return (
    <FormDialog title={step.done} confirm={step.done} isWaiting={photos.isWaiting} close={close} act={report}>
      <TextArea name="report" label={step.report} required />
      <Photos photos={photos} />
    </FormDialog>
  );
}
