import { useState } from "preact/hooks";
import { act } from "../../api/http.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { registers } from "../../words/registers.ts";
import type { ContactDetails } from "./contacts.ts";
import { END_PORTAL_ACCESS, INVITE_TO_PORTAL } from "./operations.ts";

/** Whether a contact gets into Mijn Portaal, letting it in, and taking that back. */
export function Portal({ now, look }: { now: ContactDetails; look: () => Promise<void> }) {
  const { contact: say } = registers.value;
  const [dialog, setDialog] = useState<"invite" | "end" | null>(null);
  const [isInvited, setInvited] = useState(false);
  const close = () => setDialog(null);
  if (now.isArchived) return null;

  async function invite() {
    await act(INVITE_TO_PORTAL, { input: { contactId: now.id } });
    setInvited(true);
    await look();
  }

  async function end() {
    await act(END_PORTAL_ACCESS, { input: { contactId: now.id } });
    setInvited(false);
    await look();
  }

  return (
    <section class="card">
      <h2>{say.portal}</h2>
      <p>{now.hasAccount ? say.hasAccount : say.noAccount}</p>
      {!now.email && <p class="quiet">{say.needsEmail}</p>}
      <p class="saved" role="status">{isInvited && say.invited}</p>
      <div class="buttons">
        {now.email && <button type="button" class="plain small" onClick={() => setDialog("invite")}>{now.hasAccount ? say.inviteAgain : say.invite}</button>}
        {now.hasAccount && <button type="button" class="plain small" onClick={() => setDialog("end")}>{say.end}</button>}
      </div>
      {dialog === "invite" && <FormDialog title={say.invite} confirm={say.invite} close={close} act={invite}><p>{say.inviteText(now.email ?? "")}</p></FormDialog>}
      {dialog === "end" && <FormDialog title={say.endAsk} confirm={say.end} isDanger close={close} act={end}><p>{say.endText}</p></FormDialog>}
    </section>
  );
}
