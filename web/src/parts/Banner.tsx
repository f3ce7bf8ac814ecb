import { isLive } from "../api/live.ts";
import { words } from "../words/index.ts";

/** Says that the line is broken, for as long as it is. */
export function OfflineBanner() {
  return <div class="offline" role="status">{isLive.value === false && <p>{words.value.online.offline}</p>}</div>;
}
