import { Shelf } from "../api/shelf.ts";
import { typedIn } from "../api/viewer.ts";
import type { Values } from "../parts/form.ts";
import type { Photo } from "./tray.ts";

interface Kept {
  values: Values;
  /** Where the photos that go along wait. */
  shelf: string;
}

/** What was filled in in a window and not sent. After a reload it is there when the window is opened again, in this tab. */
export class Unfinished {
  readonly shelf: Shelf<Photo>;
  readonly values: Values;
  private readonly key: string;
  private readonly shelfName: string;

  /** @param name - what is filled in: of one thread, or of the desk. */
  constructor(name: string) {
    this.key = typedIn(name);
    const found = JSON.parse(sessionStorage.getItem(this.key) ?? "null") as Kept | null;
    this.values = found?.values ?? {};
    this.shelfName = found?.shelf ?? `${this.key}.${Date.now()}`;
    this.shelf = new Shelf(this.shelfName);
  }

  keep(values: Values): void {
    const kept: Kept = { values, shelf: this.shelfName };
    sessionStorage.setItem(this.key, JSON.stringify(kept));
  }

  /** It was sent, or thrown away. */
  end(): void {
    sessionStorage.removeItem(this.key);
    void this.shelf.put([]);
  }
}
