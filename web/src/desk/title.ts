import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** What the page that is open is called, in the title of the window. */
export const pageTitle = signal("");

export function useTitle(title: string): void {
  useEffect(() => {
    pageTitle.value = title;
    return () => {
      pageTitle.value = "";
    };
  }, [title]);
}
