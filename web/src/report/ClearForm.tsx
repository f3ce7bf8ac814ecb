import { useState } from "preact/hooks";
import { report } from "../words/report.ts";
import { words } from "../words/index.ts";

/** Throws away what was filled in, when asked twice: it is kept on this device, which may not be one's own. */
export function ClearForm({ clear }: { clear: () => void }) {
  const { clear: say } = report.value;
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) return <button type="button" class="link" onClick={() => setAsking(true)}>{say.button}</button>;
  return (
    <p class="clear" role="alert">
      {say.ask}
      <button type="button" class="link" onClick={clear}>{say.yes}</button>
      <button type="button" class="link" onClick={() => setAsking(false)}>{words.value.act.cancel}</button>
    </p>
  );
}
