import { useState } from "preact/hooks";
import { act } from "../../api/http.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { Check } from "../../parts/Field.tsx";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { seat } from "../desk.ts";
import { ERASE_CONTACT, EXPORT_CONTACT } from "./adminOperations.ts";
import { type ContactDetails, contacts } from "./contacts.ts";

/** What a person may ask: to see what is kept about them, and to be forgotten. For admins. */
export function Privacy({ now, look }: { now: ContactDetails; look: () => Promise<void> }) {
  const { contact: say } = registers.value;
  const [isErasing, setErasing] = useState(false);
  if (typeof seat.value !== "object" || seat.value.role !== "ADMIN") return null;

  async function hand() {
    const { content } = await act(EXPORT_CONTACT, { input: { contactId: now.id } });
    download(`${now.id}.json`, content ?? "");
  }

  async function erase({ removesContent }: Record<string, string>) {
    await act(ERASE_CONTACT, { input: { contactId: now.id, removesContent: removesContent === "on" } });
    await look();
    void contacts.look();
  }

  return (
    <section class="card">
      <h2>{say.privacy}</h2>
      <p>{say.privacyText}</p>
      <div class="buttons">
        <ActButton text={say.export} act={hand} />
        <a class="plain small" href={`/desk/settings/trail?contact=${now.id}`}>{say.trail}</a>
        <button type="button" class="plain small" onClick={() => setErasing(true)}>{say.erase}</button>
      </div>
      {isErasing && (
        <FormDialog title={say.eraseAsk} confirm={say.erase} isDanger close={() => setErasing(false)} act={erase}>
          <p>{say.eraseText}</p>
          <Check name="removesContent" label={say.eraseContent} hint={say.eraseContentHint} isOn={false} />
        </FormDialog>
      )}
    </section>
  );
}

function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
