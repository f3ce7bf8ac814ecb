import type { ComponentChildren } from "preact";
import { PhotoPicker, Picked } from "../thread/PhotoPicker.tsx";
import { ACCEPTED } from "../thread/files.ts";
import type { Tray } from "../thread/tray.ts";
import { words } from "../words/index.ts";

/** The photos that go with a form: the button to pick them with, what was picked, and how far that is. */
export function Photos({ tray, children }: { tray: Tray; children: ComponentChildren }) {
  const photos = tray.files.value;
  const refused = photos.filter(({ refusal }) => refusal);
  return (
    <>
      <div class="photos">
        <PhotoPicker accept={ACCEPTED} pick={(files) => void tray.pick(files)} />
        {children}
      </div>
      <Picked files={photos} preparing={tray.preparing.value} remove={(key) => tray.remove(key)} />
      {photos.length > 0 && refused.length === 0 && <p class="quiet" role="status">{progressOf(tray)}</p>}
      {refused.map((photo) => (
        <p key={photo.key} class="trouble" role="alert">
          {photo.name}: {photo.refusal} <button type="button" class="link" onClick={() => void tray.sendAll().catch(() => {})}>{words.value.act.retry}</button>
        </p>
      ))}
      {tray.trouble.value && <p class="trouble" role="alert">{tray.trouble.value}</p>}
    </>
  );
}

/** How much of all of them has gone. */
function progressOf(tray: Tray): string {
  const photos = tray.files.value;
  const gone = photos.map((photo) => (photo.attachmentId ? 1 : Math.min(tray.progress.value.get(photo.key) ?? 0, 0.99)));
  const share = gone.reduce((sum, one) => sum + one, 0) / photos.length;
  return share === 1 ? words.value.photo.ready(photos.length) : words.value.photo.uploading(Math.floor(share * 100));
}

/** What they are called where a label says it. */
export const PhotosLabel = () => <span>{words.value.step.photos} <span class="quiet">({words.value.act.optional})</span></span>;
