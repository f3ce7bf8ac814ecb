import { words } from "../words/index.ts";

/** That it did not come, and asking for it again. */
export function Unreachable({ again }: { again: () => void }) {
  return <p class="pick" role="alert">{words.value.trouble.offline} <button type="button" class="link" onClick={again}>{words.value.act.retry}</button></p>;
}
