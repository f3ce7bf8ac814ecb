import { useEffect, useRef, useState } from "preact/hooks";
import { isLive } from "../api/live.ts";
import { dayName, isoDay, list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Composer } from "./Composer.tsx";
import { MessageRow, PendingRow } from "./MessageRow.tsx";
import { readersOf } from "./readers.ts";
import type { StaffThread } from "./staff.ts";
import type { Message, ThreadStore } from "./store.ts";

/** A conversation, newest below, with what may be written under it. */
export function Thread({ store, organisation, staff }: { store: ThreadStore; organisation: string; staff?: StaffThread }) {
  const end = useRef<HTMLDivElement>(null);
  const messages = store.messages.value;
  const waiting = store.waiting.value;
  const readers = readersOf(messages);
  const last = messages.at(-1)?.seq ?? 0;
  const seen = useRef({ last, waiting: waiting.length });
  const isAtEnd = useRef(true);
  const [newer, setNewer] = useState(0);

  useEffect(() => {
    store.markRead();
    const markRead = () => store.markRead();
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [store, last, isLive.value]);

  useEffect(() => {
    const watch = new IntersectionObserver((entries) => {
      isAtEnd.current = entries.at(-1)!.isIntersecting;
      if (isAtEnd.current) setNewer(0);
    });
    watch.observe(end.current!);
    return () => watch.disconnect();
  }, []);

  // Who reads something else stays there, and is told what came.
  useEffect(() => {
    const before = seen.current;
    seen.current = { last, waiting: waiting.length };
    if (waiting.length > before.waiting || (last > before.last && isAtEnd.current)) toEnd();
    else setNewer((count) => count + messages.filter((one) => one.seq > before.last && !one.event && !one.author?.isViewer).length);
  }, [last, waiting.length]);

  const toEnd = () => end.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });

  return (
    <section class="thread" aria-labelledby="thread-title">
      <h2 id="thread-title">{words.value.thread.title}</h2>
      {store.hasEarlier.value && (
        <button type="button" class="quiet-button" onClick={() => void store.loadEarlier().catch(() => {})}>{words.value.thread.earlier}</button>
      )}
      {messages.length + waiting.length === 0 && <p class="quiet">{words.value.thread.empty}</p>}
      <div class="messages">
        <ol aria-live="polite" aria-relevant="additions">
          {messages.map((message, index) => (
            <MessageRow key={message.id} message={message} startsDay={startsDay(message, messages[index - 1])} readers={readers.get(message.id)} staff={staff} />
          ))}
        </ol>
        {/* Not live: what arrives is read aloud then, and once. */}
        {waiting.length > 0 && <ol>{waiting.map((row) => <PendingRow key={row.id} row={row} staff={staff} />)}</ol>}
        <div ref={end} class="end" />
      </div>
      {store.canPost.value ? (
        <Composer store={store} organisation={organisation} staff={staff}>
          {newer > 0 && <Newer count={newer} go={toEnd} />}
        </Composer>
      ) : <p class="closed">{words.value.thread.closed}</p>}
    </section>
  );
}

/** That messages came further down: above where one writes, or at the edge of the window while that is not seen. */
function Newer({ count, go }: { count: number; go: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => setAway(entries.at(-1)!.intersectionRatio < 0.99), { threshold: 0.99 });
    watch.observe(button.current!.closest(".composer")!);
    return () => watch.disconnect();
  }, []);
  return <button ref={button} type="button" class={isAway ? "newer away" : "newer"} onClick={go}>{words.value.thread.newMessages(count)} ↓</button>;
}

const startsDay = (message: Message, before: Message | undefined) =>
  !before || isoDay(before.createdAt) !== isoDay(message.createdAt) ? dayName(message.createdAt) : null;

/** Everybody who reads what is written in the thread, in a line. */
export function WhoSees({ store, organisation }: { store: ThreadStore; organisation: string }) {
  const others = store.participants.value.filter((one) => !one.isViewer);
  const staff = others.filter((one) => one.role === "EMPLOYEE").map((one) => one.displayName);
  const contacts = others.filter((one) => one.role !== "EMPLOYEE").map((one) => one.displayName);
  const house = staff.length > 0 ? `${organisation} (${list(staff)})` : organisation;
  return <p class="who-sees">{words.value.thread.whoSees(list([house, ...contacts, words.value.thread.you]))}</p>;
}
