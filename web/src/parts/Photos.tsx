import { useState } from "preact/hooks";
import { Refused } from "../api/http.ts";
import { newId } from "../api/ids.ts";
import { PhotoPicker, Picked } from "../thread/PhotoPicker.tsx";
import { ACCEPTED, type AskAddress, send } from "../thread/files.ts";
import type { PendingFile } from "../thread/outbox.ts";
import { usePicking } from "../thread/picking.ts";
import { words } from "../words/index.ts";

/** Photos that go with a form: made smaller when they are picked, and sent before the form is. */
export function usePhotos(askAddress: AskAddress) {
  const { files, setFiles, preparing, trouble, pick, remove } = usePicking();
  const [sent, setSent] = useState<number | null>(null);

  /** The ids by which the form takes them. What has been sent is not sent again by trying once more. */
  async function sendAll(): Promise<string[]> {
    try {
      const ids: string[] = [];
      for (const [index, file] of files.entries()) {
        ids.push(await sendOne(file, (share) => setSent((index + share) / files.length)));
      }
      return ids;
    } finally {
      setSent(null);
    }
  }

  // What the service refused is used up under its key: another try is another file.
  async function sendOne(file: PendingFile, told: (share: number) => void): Promise<string> {
    try {
      return await send(file, askAddress, told);
    } catch (reason) {
      if (reason instanceof Refused) setFiles((others) => others.map((other) => (other.key === file.key ? { ...other, key: newId() } : other)));
      throw reason;
    }
  }

  return { files, preparing, sent, trouble, pick, remove, sendAll, isWaiting: preparing > 0 };
}

/** The button to pick them with, and what was picked. */
export function Photos({ photos }: { photos: ReturnType<typeof usePhotos> }) {
  const { files, preparing, sent, trouble, pick, remove } = photos;
  return (
    <>
      <div class="photos">
        <PhotoPicker accept={ACCEPTED} pick={pick} />
        <span>{words.value.step.photos} <span class="quiet">({words.value.act.optional})</span></span>
        {sent !== null && <span class="quiet" role="status">{words.value.photo.uploading(Math.round(sent * 100))}</span>}
      </div>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      <Picked files={files} preparing={preparing} remove={remove} />
    </>
  );
}
