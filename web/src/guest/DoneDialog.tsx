import { useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { FormDialog, Mistake } from "../parts/Dialog.tsx";
import { TextArea } from "../parts/Field.tsx";
import { forThread } from "../thread/addresses.ts";
import { PhotoPicker, Picked } from "../thread/PhotoPicker.tsx";
import { ACCEPTED, MOST_FILES, prepare, send } from "../thread/files.ts";
import type { PendingFile } from "../thread/outbox.ts";
import { newId } from "../thread/store.ts";
import { words } from "../words/index.ts";
import { REPORT_DONE } from "./operations.ts";
import { type WorkOrder, visit } from "./visit.ts";

/** The report of work that is done, with photos; a photo that has been sent is not sent again by trying once more. */
export function DoneDialog({ job, close }: { job: WorkOrder; close: () => void }) {
  const { step, photo } = words.value;
  const [files, setFiles] = useState<readonly PendingFile[]>([]);
  const [preparing, setPreparing] = useState(0);

  async function pick(picked: readonly File[]) {
    setPreparing((count) => count + picked.length);
    for (const file of picked) {
      const ready = await prepare(file, newId());
      setFiles((others) => [...others, ready]);
      setPreparing((count) => count - 1);
    }
  }

  async function report({ report = "" }: Record<string, string>) {
    if (files.length > MOST_FILES) throw new Mistake(photo.tooMany(MOST_FILES));
    const threadId = visit.value.at === "inside" ? visit.value.thread.id : "";
    const attachmentIds: string[] = [];
    for (const file of files) attachmentIds.push(await send(file, forThread(threadId), () => {}));
    await act(REPORT_DONE, { input: { workOrderId: job.id, expectedVersion: job.version, report, attachmentIds } });
  }

  return (
    <FormDialog title={step.done} confirm={step.done} isWaiting={preparing > 0} close={close} act={report}>
      <TextArea name="report" label={step.report} required />
      <div class="photos">
        <PhotoPicker accept={ACCEPTED} pick={pick} />
        <span>{step.photos} <span class="quiet">({words.value.act.optional})</span></span>
      </div>
      <Picked files={files} preparing={preparing} remove={(key) => setFiles((others) => others.filter((file) => file.key !== key))} />
    </FormDialog>
  );
}
