import { type Signal, computed, effect, signal } from "@preact/signals";
import { Shelf, clearShelves } from "../api/shelf.ts";
import { TYPED, typedIn } from "../api/viewer.ts";
import type { PendingFile } from "./outbox.ts";
import { Picking } from "./picking.ts";

/** A draft that was put in a message: it is posted as that draft, and its files go along. */
export interface DraftInUse {
  id: string;
  files: readonly string[];
}

interface Kept {
  body: string;
  /** Who reads it belongs to what is written: a note never becomes a message by itself. */
  kind: "POST" | "NOTE";
  draft: DraftInUse | null;
  /** The files that go along: where they wait, and how many. */
  picked: { shelf: string; count: number } | null;
}

const NOTHING: Kept = { body: "", kind: "POST", draft: null, picked: null };
const A_WEEK = 7 * 24 * 60 * 60_000;

/** What the viewer is writing in a thread, until it is sent. It stays with the thread through a reload too. */
export class Writing {
  readonly body: Signal<string>;
  readonly kind: Signal<Kept["kind"]>;
  readonly draft: Signal<DraftInUse | null>;
  readonly picking: Picking;
  readonly isEmpty = computed(() => !this.body.value.trim() && this.picking.files.value.length === 0 && !this.draft.value?.files.length);

  constructor(key: string) {
    const { body, kind, draft, picked } = { ...NOTHING, ...JSON.parse(sessionStorage.getItem(key) ?? "{}") } as Kept;
    [this.body, this.kind, this.draft] = [signal(body), signal(kind), signal(draft)];
    const shelf = picked?.shelf ?? `${key}.${Date.now()}`;
    this.picking = new Picking(new Shelf<PendingFile>(shelf), picked?.count);
    effect(() => {
      const count = this.picking.files.value.length + this.picking.preparing.value;
      const now: Kept = { body: this.body.value, kind: this.kind.value, draft: this.draft.value, picked: count > 0 ? { shelf, count } : null };
      if (now.body || now.draft || now.picked) sessionStorage.setItem(key, JSON.stringify(now));
      else sessionStorage.removeItem(key);
    });
  }

  /** Puts a draft under what was typed already. */
  use({ body, ...draft }: DraftInUse & { body: string }): void {
    this.body.value = [this.body.value.trim(), body].filter(Boolean).join("\n\n");
    this.draft.value = draft;
  }

  /** It was sent. */
  empty(): void {
    this.body.value = "";
    this.draft.value = null;
    this.picking.empty();
  }
}

// Of a tab that was closed nobody finds its files any more.
void clearShelves((name) => name.startsWith(TYPED) && Number(name.split(".").at(-1)) < Date.now() - A_WEEK);

const begun = new Map<string, Writing>();

/** What was begun in a thread and not sent, or something new. */
export function writingIn(threadId: string): Writing {
  const key = typedIn(threadId);
  const found = begun.get(key) ?? new Writing(key);
  begun.set(key, found);
  return found;
}

/** Somebody looks elsewhere: what was begun waits for them. */
export function leave(writing: Writing): void {
  if (!writing.isEmpty.value || writing.draft.value || writing.picking.preparing.value > 0) return;
  for (const [key, one] of begun) if (one === writing) begun.delete(key);
}
