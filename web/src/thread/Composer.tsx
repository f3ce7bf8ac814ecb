import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { words } from "../words/index.ts";
import { Company } from "./Company.tsx";
import { ACCEPTED } from "./files.ts";
import { PhotoPicker, Picked } from "./PhotoPicker.tsx";
import { post } from "./outbox.ts";
import { Picking } from "./picking.ts";
import { type ThreadStore, newId } from "./store.ts";
import type { StaffThread } from "./staff.ts";
import { WhoSees } from "./Thread.tsx";
import { Typist } from "./typist.ts";

const draftKey = (threadId: string) => `huismeester.draft.${threadId}`;

/** Where somebody writes. What was typed stays with its thread, through a reload too, until it is sent. */
export function Composer({ store, organisation, staff }: { store: ThreadStore; organisation: string; staff: StaffThread | undefined }) {
  const [body, setBody] = useState(() => sessionStorage.getItem(draftKey(store.id)) ?? "");
  const [kind, setKind] = useState<"POST" | "NOTE">("POST");
  const picking = useMemo(() => new Picking(), [store]);
  const [files, preparing, trouble] = [picking.files.value, picking.preparing.value, picking.trouble.value];
  const field = useRef<HTMLTextAreaElement>(null);
  const typist = useMemo(() => new Typist(store.id), [store]);
  useEffect(() => () => typist.stopped(), [typist]);

  useEffect(() => {
    if (body) sessionStorage.setItem(draftKey(store.id), body);
    else sessionStorage.removeItem(draftKey(store.id));
    grow(field.current);
  }, [body, store]);

  const draft = staff?.draft ?? null;
  useEffect(() => {
    if (!draft) return;
    setBody(draft.body);
    field.current?.focus();
  }, [draft?.id]);
  const isEmpty = !body.trim() && files.length === 0 && !draft?.files.length;

  function write(text: string) {
    setBody(text);
    if (text.trim()) typist.wrote(kind);
    else typist.stopped();
  }

  function choose(another: "POST" | "NOTE") {
    typist.stopped();
    setKind(another);
  }

  function send(event: Event) {
    event.preventDefault();
    if (preparing > 0 || isEmpty) return;
    typist.stopped();
    void post({
      id: newId(), threadId: store.id, body: body.trim(), kind, writtenAt: Date.now(), files: [...files],
      ...(draft ? { draftId: draft.id } : {}),
    });
    setBody("");
    picking.empty();
    field.current?.focus();
  }

  function sendByKey(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send(event);
  }

  const { thread } = words.value;
  return (
    <form class={kind === "NOTE" ? "composer note" : "composer"} onSubmit={send}>
      <Company store={store} />
      <div class="composer-head">
        {staff && (
          <div class="tabs" role="group">
            <button type="button" aria-pressed={kind === "POST"} onClick={() => choose("POST")}>{staff.names.post}</button>
            <button type="button" aria-pressed={kind === "NOTE"} onClick={() => choose("NOTE")}>{staff.names.note}</button>
          </div>
        )}
        {staff ? <p class="who-sees">{staff.sees(kind)}</p> : <WhoSees store={store} organisation={organisation} />}
      </div>
      <Picked files={files} preparing={preparing} remove={(key) => picking.remove(key)} />
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      <div class="composer-row">
        <PhotoPicker accept={ACCEPTED} pick={(picked) => void picking.pick(picked)} />
        <textarea ref={field} rows={1} maxLength={20000} value={body} aria-label={thread.write} placeholder={thread.write}
          onInput={(event) => write(event.currentTarget.value)} onBlur={() => typist.stopped()} onKeyDown={sendByKey} />
        <button class="send" aria-label={thread.send} disabled={preparing > 0 || isEmpty}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12 20 4l-5 16-3.5-6.5z" /></svg>
        </button>
      </div>
    </form>
  );
}

function grow(field: HTMLTextAreaElement | null) {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}
