import { useState } from "preact/hooks";
import { newId } from "../api/ids.ts";
import { words } from "../words/index.ts";
import { LARGEST, MOST_FILES, prepare } from "./files.ts";
import type { PendingFile } from "./outbox.ts";

/** Files that somebody picks and that go along later: made smaller, not too many, and none too large. */
export function usePicking() {
  const [files, setFiles] = useState<readonly PendingFile[]>([]);
  const [preparing, setPreparing] = useState(0);
  const [trouble, setTrouble] = useState("");

  async function pick(picked: readonly File[]) {
    setTrouble("");
    if (files.length + picked.length > MOST_FILES) return setTrouble(words.value.photo.tooMany(MOST_FILES));
    setPreparing((count) => count + picked.length);
    for (const file of picked) {
      const ready = await prepare(file, newId());
      if (ready.blob.size > LARGEST) setTrouble(words.value.photo.tooBig);
      else setFiles((others) => [...others, ready]);
      setPreparing((count) => count - 1);
    }
  }

  const remove = (key: string) => setFiles((others) => others.filter((file) => file.key !== key));

  return { files, setFiles, preparing, trouble, pick, remove };
}
