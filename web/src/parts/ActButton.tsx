import { useState } from "preact/hooks";
import { sentence } from "./form.ts";

interface ActButton {
  text: string;
  /** What it is called where the text alone does not say of what. */
  label?: string;
  kind?: "plain small" | "link" | "quiet-button";
  isDisabled?: boolean;
  act: () => Promise<unknown>;
}

/** A button that does something at once, and says so when it could not. */
export function ActButton({ text, label, kind = "plain small", isDisabled = false, act }: ActButton) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");

  async function press() {
    setBusy(true);
    setTrouble("");
    await act().catch((reason) => setTrouble(sentence(reason)));
    setBusy(false);
  }

  return (
    <>
      <button type="button" class={kind} aria-label={label} disabled={isBusy || isDisabled} onClick={() => void press()}>{text}</button>
      {trouble && <span class="trouble" role="alert">{trouble}</span>}
    </>
  );
}
