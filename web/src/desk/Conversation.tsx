import { useEffect, useRef, useState } from "preact/hooks";
import { act } from "../api/http.ts";
import { sentence } from "../parts/Dialog.tsx";
import { Thread } from "../thread/Thread.tsx";
import type { Message } from "../thread/store.ts";
import { writingIn } from "../thread/writing.ts";
import { desk } from "../words/desk.ts";
import { list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Share } from "./Share.tsx";
import { Unreachable } from "./Unreachable.tsx";
import { seat } from "./desk.ts";
import { type Draft, type Incident, type Side, drafts, thread } from "./incident.ts";
import { DISCARD_DRAFT } from "./operations.ts";

/** The thread of the open tab, with what employees have in it besides: notes, sharing, and drafts to review. */
export function Conversation({ now, side, again }: { now: Incident; side: Side | null; again: () => void }) {
  const store = thread.value;
  const [shared, setShared] = useState<Message | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scroll = place.current?.parentElement;
    scroll?.scrollTo(0, scroll.scrollHeight);
  }, [store]);
  const { composer } = desk.value;
  if (store === "unreachable") return <Unreachable again={again} />;
  if (!store || store.id !== (side ?? now).thread.id) return <p class="quiet pick" role="status">{words.value.guest.loading}</p>;
  const { participants } = store;
  const house = typeof seat.value === "object" ? seat.value.organisation.name : "";

  function sees(kind: "POST" | "NOTE"): string {
    if (kind === "NOTE") return composer.noteSees;
    const others = participants.value.filter((one) => one.role !== "EMPLOYEE").map((one) => one.displayName);
    return others.length > 0 ? composer.sees(list(others)) : composer.onlyColleagues;
  }

  const staff = {
    sees,
    names: { post: composer.post, note: composer.note, share: desk.value.share.button },
    share: now.subIncidents.length > 0 ? setShared : undefined,
  };
  return (
    <div class="conversation" ref={place}>
      <Drafts threadId={store.id} />
      <Thread key={store.id} store={store} organisation={house} staff={staff} />
      {shared && <Share message={shared} now={now} from={store.id} close={() => setShared(null)} />}
    </div>
  );
}

/** What was copied into this thread and waits for somebody to read it through. */
function Drafts({ threadId }: { threadId: string }) {
  const { draft: say } = desk.value;
  const writing = writingIn(threadId);
  const [trouble, setTrouble] = useState("");
  const leave = (draft: Draft) => (drafts.value = drafts.value.filter((other) => other.id !== draft.id));

  function use(draft: Draft) {
    writing.use({ id: draft.id, body: draft.body, files: draft.attachments.map((file) => file.name) });
    leave(draft);
  }

  async function drop(draft: Draft) {
    await act(DISCARD_DRAFT, { input: { draftId: draft.id } }).then(() => leave(draft), (reason) => setTrouble(sentence(reason)));
  }

  return (
    <>
      {drafts.value.map((draft) => (
        <aside key={draft.id} class="draft" aria-label={say.title}>
          <p class="quiet">{say.title}</p>
          <p>{draft.body}</p>
          {draft.attachments.length > 0 && <p class="quiet">{draft.attachments.map((file) => file.name).join(", ")}</p>}
          {trouble && <p class="trouble" role="alert">{trouble}</p>}
          <button type="button" class="plain small" disabled={writing.draft.value !== null} onClick={() => use(draft)}>{say.use}</button>
          <button type="button" class="link" onClick={() => void drop(draft)}>{say.drop}</button>
        </aside>
      ))}
    </>
  );
}
