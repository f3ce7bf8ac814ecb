import { useId } from "preact/hooks";
import { PhotoPicker, Picked } from "../thread/PhotoPicker.tsx";
import { ACCEPTED } from "../thread/files.ts";
import { report } from "../words/report.ts";
import { words } from "../words/index.ts";
import type { Tray } from "./tray.ts";

/** The photos of a report, and how far they are. */
export function Photos({ tray }: { tray: Tray }) {
  const id = useId();
  const photos = tray.photos.value;
  const refused = photos.filter(({ refusal }) => refusal);
  return (
    <section class="sheet" aria-labelledby={id}>
      <h2 id={id}>{report.value.photos} <span class="quiet optional">({words.value.act.optional})</span></h2>
      <div class="photos">
        <PhotoPicker accept={ACCEPTED} pick={(files) => void tray.pick(files)} />
        <p class="hint quiet">{report.value.photosHint}</p>
      </div>
      <Picked files={photos} preparing={tray.preparing.value} remove={(key) => tray.remove(key)} />
      {photos.length > 0 && refused.length === 0 && <p class="quiet" role="status">{progressOf(tray)}</p>}
      {refused.map((photo) => (
        <p key={photo.key} class="trouble" role="alert">
          {photo.name}: {photo.refusal} <button type="button" class="link" onClick={() => void tray.sendAll().catch(() => {})}>{words.value.act.retry}</button>
        </p>
      ))}
      {tray.trouble.value && <p class="trouble" role="alert">{tray.trouble.value}</p>}
    </section>
  );
}

/** How much of all of them has gone. */
function progressOf(tray: Tray): string {
  const photos = tray.photos.value;
  const gone = photos.map((photo) => (photo.attachmentId ? 1 : Math.min(tray.progress.value.get(photo.key) ?? 0, 0.99)));
  const share = gone.reduce((sum, one) => sum + one, 0) / photos.length;
  return share === 1 ? report.value.photosReady(photos.length) : words.value.photo.uploading(Math.floor(share * 100));
}
