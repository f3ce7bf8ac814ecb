/** What somebody is writing in a report form, kept on this device until it is sent. */
export interface Draft<Attempt = never> {
  categoryId: string;
  /** Whether the choice was made, and the help with it read. */
  isChosen: boolean;
  /** By the name of the input field, such as `sender.email`. */
  fields: Record<string, string>;
  /** What was sent and not answered: it is sent again as it was, so that it arrives once. */
  attempt?: Attempt | undefined;
}

export const EMPTY = { categoryId: "", isChosen: false, fields: {} };

export function keptDraft<Attempt>(key: string): Draft<Attempt> {
  try {
    return { ...EMPTY, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
  } catch {
    return EMPTY;
  }
}

export function keepDraft<Attempt>(key: string, draft: Draft<Attempt>): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing still sends what is on the page.
  }
}

export const dropDraft = (key: string): void => localStorage.removeItem(key);
