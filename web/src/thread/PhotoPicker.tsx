import { useEffect, useState } from "preact/hooks";
import { words } from "../words/index.ts";
import type { PendingFile } from "./outbox.ts";

/** A button that opens the camera or the photos of the device. */
export function PhotoPicker({ accept, pick }: { accept: string; pick: (files: readonly File[]) => void }) {
  return (
    <label class="photo-picker">
      <input type="file" class="unseen" accept={accept} multiple aria-label={words.value.photo.add}
        onChange={(event) => {
          pick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }} />
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8h3l2-3h6l2 3h3v11H4z" /><circle cx="12" cy="13" r="3.5" /></svg>
    </label>
  );
}

interface PickedFiles {
  files: readonly PendingFile[];
  preparing: number;
  remove: (key: string) => void;
}

/** What was picked and not sent yet. */
export function Picked({ files, preparing, remove }: PickedFiles) {
  if (files.length + preparing === 0) return null;
  return (
    <ul class="picked">
      {files.map((file) => (
        <li key={file.key}>
          <Preview file={file} />
          <button type="button" aria-label={`${words.value.act.remove}: ${file.name}`} onClick={() => remove(file.key)}>×</button>
        </li>
      ))}
      {preparing > 0 && <li class="preparing" role="status">{words.value.photo.preparing}</li>}
    </ul>
  );
}

function Preview({ file }: { file: PendingFile }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file.blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file.blob]);
  return file.blob.type.startsWith("image/") ? <img src={url} alt={file.name} /> : <span class="document">{file.name}</span>;
}
