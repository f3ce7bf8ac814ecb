import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { words } from "../words/index.ts";
import { Company } from "./Company.tsx";
import { ACCEPTED } from "./files.ts";
import { PhotoPicker, Picked } from "./PhotoPicker.tsx";
import { post } from "./outbox.ts";
import { type ThreadStore, newId } from "./store.ts";
import type { StaffThread } from "./staff.ts";
import { WhoSees } from "./Thread.tsx";
import { Typist } from "./typist.ts";
import { leave, writingIn } from "./writing.ts";

/** Where somebody writes. */
export function Composer({ store, organisation, staff, children }: { store: ThreadStore; organisation: string; staff: StaffThread | undefined; children?: ComponentChildren }) {
  const writing = useMemo(() => writingIn(store.id), [store]);
  const { picking } = writing;
  const [body, kind, isEmpty] = [writing.body.value, writing.kind.value, writing.isEmpty.value];
  const [files, preparing, trouble] = [picking.files.value, picking.preparing.value, picking.trouble.value];
  const field = useRef<HTMLTextAreaElement>(null);
  const typist = useMemo(() => new Typist(store.id), [store]);
  useEffect(() => () => {
    typist.stopped();
    leave(writing);
  }, [typist]);
  useEffect(() => grow(field.current), [body]);

  const draftId = writing.draft.value?.id;
  // Before it is painted: the key that sends it may be pressed as soon as it is seen.
  useLayoutEffect(() => {
    if (draftId) field.current?.focus();
  }, [draftId]);

  function write(text: string) {
    writing.body.value = text;
    if (text.trim()) typist.wrote(kind);
    else typist.stopped();
  }

  function choose(another: "POST" | "NOTE") {
    typist.stopped();
    writing.kind.value = another;
  }

  function send(event: Event) {
    event.preventDefault();
    if (picking.preparing.value > 0 || writing.isEmpty.value) return;
    typist.stopped();
    const draft = writing.draft.value;
    void post({
      id: newId(), threadId: store.id, body: writing.body.value.trim(), kind: writing.kind.value, writtenAt: Date.now(),
      files: [...picking.files.value], ...(draft ? { draftId: draft.id } : {}),
    });
    writing.empty();
    field.current?.focus();
  }

  function sendByKey(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send(event);
  }

  const { thread } = words.value;
  return (
    <form class={kind === "NOTE" ? "composer note" : "composer"} onSubmit={send}>
      {children}
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
