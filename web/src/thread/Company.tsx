import { useEffect, useRef, useState } from "preact/hooks";
import { list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import type { ThreadStore } from "./store.ts";

const SAID_FOR = 60_000;

/** Who is writing, and who else has the conversation open. It floats over the messages: nothing moves when they come and go. */
export function Company({ store }: { store: ThreadStore }) {
  const typing = store.typing.value;
  const present = store.present.value.filter((name) => !typing.includes(name));
  const aloud = useSaidOnce(typing);
  const { thread } = words.value;
  return (
    <div class="company">
      <p class="unseen" role="status">{aloud}</p>
      {typing.length > 0 && (
        <p class="typing" aria-hidden="true"><span class="dots"><i /><i /><i /></span><span>{thread.typing(list(typing), typing.length)}</span></p>
      )}
      {present.length > 0 && <p class="here" title={list(present)}><span>{thread.here(list(present), present.length)}</span></p>}
    </div>
  );
}

/** What is said aloud of who is writing: of each once, and not again for every pause. */
function useSaidOnce(names: readonly string[]): string {
  const heard = useRef(new Map<string, number>());
  const [aloud, setAloud] = useState("");
  useEffect(() => {
    const now = Date.now();
    const fresh = names.filter((name) => now - (heard.current.get(name) ?? 0) > SAID_FOR);
    for (const name of names) heard.current.set(name, now);
    if (fresh.length > 0) setAloud(words.value.thread.typing(list(fresh), fresh.length));
  }, [names.join()]);
  return aloud;
}
