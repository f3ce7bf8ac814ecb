import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isLive } from "../../api/live.ts";
import { sentence } from "../../parts/form.ts";

interface Connection<Row> {
  nodes: readonly Row[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

export interface Window {
  first: number;
  after: string | null;
}

const PAGE = 30;
const MOST = 100;

/** A list that is read a page at a time, and by what it is narrowed; it stays as it was left while the desk is open. */
export class Pages<Row extends { id: string }, Filter extends object> {
  readonly rows = signal<readonly Row[] | null>(null);
  readonly hasMore = signal(false);
  readonly trouble = signal("");
  readonly filter: Signal<Filter>;
  private cursor: string | null = null;
  private asked = 0;
  private shown: Filter | null = null;
  private looking = Promise.resolve();

  constructor(filter: Filter, private readonly read: (filter: Filter, window: Window) => Promise<Connection<Row>>) {
    this.filter = signal(filter);
  }

  narrow(changed: Partial<Filter>): void {
    this.filter.value = { ...this.filter.value, ...changed };
  }

  /** The first page, or as much as was on the screen. */
  look(): Promise<void> {
    return (this.looking = this.turn(Math.max(PAGE, this.rows.value?.length ?? 0), [], null));
  }

  /** More of what is shown; nothing when something else is about to be shown. */
  async more(): Promise<void> {
    await this.looking;
    if (this.shown === this.filter.value) await this.turn(PAGE, this.rows.value ?? [], this.cursor);
  }

  private async turn(count: number, before: readonly Row[], after: string | null): Promise<void> {
    const turn = ++this.asked;
    const rows = [...before];
    const wanted = rows.length + count;
    const filter = this.filter.value;
    try {
      for (let hasMore = true; hasMore && rows.length < wanted; ) {
        const { nodes, pageInfo } = await this.read(filter, { first: Math.min(wanted - rows.length, MOST), after });
        if (turn !== this.asked) return; // a later question was asked meanwhile
        rows.push(...nodes);
        after = pageInfo.endCursor;
        hasMore = pageInfo.hasNextPage;
        this.hasMore.value = hasMore;
      }
      this.cursor = after;
      this.shown = filter;
      this.rows.value = rows;
      this.trouble.value = "";
    } catch (reason) {
      if (turn === this.asked) this.trouble.value = sentence(reason);
    }
  }
}

/** Keeps a list up to date while it is on the screen: when it is narrowed, when the line is back, and at each `change`. */
export function useLooking<Row extends { id: string }, Filter extends object>(pages: Pages<Row, Filter>, change: unknown): void {
  const filter = pages.filter.value;
  const isReachable = isLive.value !== false;
  useEffect(() => {
    const timer = setTimeout(() => void pages.look(), pages.rows.peek() === null ? 0 : 150);
    return () => clearTimeout(timer);
  }, [filter, isReachable, change]);
}
