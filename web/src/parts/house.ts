/** The property manager with whom somebody here was signed in last, by its name in addresses. */
const KEPT = "huismeester.house";

export const lastHouse = (): string | null => localStorage.getItem(KEPT);

export const rememberHouse = (slug: string): void => localStorage.setItem(KEPT, slug);

/** Where somebody signs in with a link from an e-mail, or with a password. */
export const signInAddress = (slug: string | null): string => (slug ? `/sign-in/${encodeURIComponent(slug)}` : "/sign-in");
