/** The property manager with whom somebody here was signed in last, by its name in addresses. */
const KEPT = "huismeester.house";

export const lastHouse = (): string | null => localStorage.getItem(KEPT);

export const rememberHouse = (slug: string): void => localStorage.setItem(KEPT, slug);

/** Where somebody signs in with a link from an e-mail, or with a password. */
export const signInAddress = (slug: string | null): string => (slug ? `/sign-in/${encodeURIComponent(slug)}` : "/sign-in");

const NEXT = "huismeester.next";

/** Goes to where one signs in, and remembers what was asked for. */
export function leaveFor(address: string): void {
  sessionStorage.setItem(NEXT, location.pathname);
  location.replace(address);
}

/** What was asked for before signing in, below `home`; otherwise `home` itself. */
export function comeBack(home: string): string {
  const next = sessionStorage.getItem(NEXT) ?? "";
  sessionStorage.removeItem(NEXT);
  return next.startsWith(`${home}/`) ? next : home;
}
