import { useId } from "preact/hooks";
import { Photos } from "../parts/Photos.tsx";
import type { Tray } from "../thread/tray.ts";
import { report } from "../words/report.ts";
import { words } from "../words/index.ts";

/** The photos of a report, as a part of its form. */
export function PhotoSheet({ tray }: { tray: Tray }) {
  const id = useId();
  return (
    <section class="sheet" aria-labelledby={id}>
      <h2 id={id}>{report.value.photos} <span class="quiet optional">({words.value.act.optional})</span></h2>
      <Photos tray={tray}><p class="hint quiet">{report.value.photosHint}</p></Photos>
    </section>
  );
}
