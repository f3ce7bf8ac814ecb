import { useId, useState } from "preact/hooks";
import { sentence } from "../../parts/form.ts";

interface ActCheck {
  text: string;
  /** What it is called where the text alone does not say of what. */
  label: string;
  hint: string;
  isOn: boolean;
  act: (isOn: boolean) => Promise<unknown>;
}

/** A box that is kept the moment it is ticked, and goes back when that was refused. */
export function ActCheck({ text, label, hint, isOn, act }: ActCheck) {
  const id = useId();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [trouble, setTrouble] = useState("");

  async function change(ticked: boolean) {
    setWanted(ticked);
    setTrouble("");
    await act(ticked).catch((reason) => setTrouble(sentence(reason)));
    setWanted(null);
  }

  return (
    <div class="ticked">
      <label class="check">
        <input type="checkbox" checked={wanted ?? isOn} disabled={wanted !== null} aria-label={label} aria-describedby={id} onChange={(event) => void change(event.currentTarget.checked)} />
        <span>{text}</span>
      </label>
      <p id={id} class="hint quiet">{hint}</p>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
    </div>
  );
}
