import { useLocation } from "preact-iso";
import { act } from "../api/http.ts";
import { FormDialog } from "../parts/Dialog.tsx";
import { Choice } from "../parts/Field.tsx";
import type { Message } from "../thread/store.ts";
import { desk } from "../words/desk.ts";
import type { Incident } from "./incident.ts";
import { COPY } from "./operations.ts";

/** A message or photo into another thread of the incident: a draft there, which is read through before it goes. */
export function Share({ message, now, from, close }: { message: Message; now: Incident; from: string; close: () => void }) {
  const { share: say, incident, kind } = desk.value;
  const { route } = useLocation();
  const base = `/desk/incidents/${now.reference}`;
  const places = [
    { id: now.thread.id, name: incident.head, url: base, isOpen: now.isOpen },
    ...now.subIncidents.map((side) => ({ id: side.thread.id, name: `${kind[side.kind]}: ${side.party?.displayName ?? side.title}`, url: `${base}/${side.reference}`, isOpen: side.isOpen })),
  ].filter((place) => place.id !== from && place.isOpen);

  async function copy({ threadId = "" }: Record<string, string>) {
    await act(COPY, { input: { messageId: message.id, threadId } });
    close();
    route(places.find((place) => place.id === threadId)?.url ?? base);
  }

  return (
    <FormDialog title={say.title} confirm={say.prepare} close={close} act={copy}>
      {message.body && <p class="bubble">{message.body}</p>}
      <Choice name="threadId" label={say.to} options={places.map((place) => [place.id, place.name] as const)} />
      <p class="quiet hint">{say.note}</p>
    </FormDialog>
  );
}
