/** What somebody is writing in a report form, kept on this device until it is sent. */
export interface Draft<Report> {
  categoryId: string;
  /** Whether the choice was made, and the help with it read. */
  isChosen: boolean;
  /** By the name of the input field, such as `sender.email`. */
  fields: Readonly<Record<string, string>>;
  /** What is being sent. Once it was made ready it is sent as it is until there is an answer, so that it arrives once. */
  attempt?: { report: Report; isReady: boolean } | undefined;
}

export const EMPTY = { categoryId: "", isChosen: false, fields: {} };

export function keptDraft<Report>(key: string): Draft<Report> {
  try {
    return { ...EMPTY, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
  } catch {
    return EMPTY;
  }
}

export function keepDraft<Report>(key: string, draft: Draft<Report>): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing still sends what is on the page.
  }
}

export const isKept = (key: string): boolean => localStorage.getItem(key) !== null;

export const dropDraft = (key: string): void => localStorage.removeItem(key);

/** What stands in a form now, by the name of its fields; a file is no text. */
export function typedIn(form: HTMLFormElement): Record<string, string> {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}
