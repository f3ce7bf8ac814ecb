/** Who is signed in in this browser, in whichever window: there is one cookie for all of them. */
import { clearShelves } from "./shelf.ts";
import { typedBy, viewer } from "./viewer.ts";

const KEPT = "huismeester.viewer";

/** Who was last known on this page. */
let last: string | null = null;

/** Somebody signed in in this browser. False when the page still holds things of somebody else, and is read anew. */
export function seated(name: string): boolean {
  localStorage.setItem(KEPT, name);
  const isFresh = last === null || last === name;
  if (isFresh) viewer.value = last = name;
  else location.reload();
  return isFresh;
}

/** Nobody is here any more, and of who was nothing stays behind. */
export async function signedOut(): Promise<void> {
  await forget();
  localStorage.removeItem(KEPT);
}

/** Whether this browser is still signed in as who is on this page. */
export const isStillHere = () => localStorage.getItem(KEPT) === viewer.peek();

async function forget(): Promise<void> {
  const isTheirs = (key: string) => key.startsWith(typedBy(last));
  for (const key of Object.keys(sessionStorage).filter(isTheirs)) sessionStorage.removeItem(key);
  await clearShelves(isTheirs);
}

// Back from where one signs in, a browser may show the page as it was left.
addEventListener("pageshow", ({ persisted }) => persisted && localStorage.getItem(KEPT) !== last && location.reload());

// In another window somebody else signed in, or this one out.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== KEPT || viewer.peek() === null || newValue === viewer.peek()) return;
  void (newValue === null ? forget() : Promise.resolve()).then(() => location.reload());
});
