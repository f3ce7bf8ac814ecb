const OUT_OF_SIGHT = 10_000;

/** Has `begin` run whenever the page is looked at, and ends what it began when the page was out of sight for a while. */
export function whileSeen(begin: () => () => void): () => void {
  let end: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    clearTimeout(timer);
    if (document.visibilityState === "visible") end ??= begin();
    else timer = setTimeout(leave, OUT_OF_SIGHT);
  }

  function leave(): void {
    end?.();
    end = null;
  }

  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
    leave();
  };
}
