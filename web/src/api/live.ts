import { signal } from "@preact/signals";
import { type Client, createClient } from "graphql-ws";
import type { Operation } from "./operation.ts";
import { Refused, chosenLanguage, credential } from "./http.ts";

const LONGEST_PAUSE = 15_000;
const [PING_EVERY, PONG_WITHIN] = [20_000, 10_000];
const PASSING: readonly string[] = ["INTERNAL", "RATE_LIMITED"];

/** Whether the line to the service is open; undefined until it was tried. */
export const isLive = signal<boolean | undefined>(undefined);

let client: Client | undefined;

function open(): Client {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const line = createClient({
    url: `${location.origin.replace(/^http/, "ws")}/graphql`,
    connectionParams: () => ({ ...(credential.token ? { token: credential.token } : {}), ...chosenLanguage("locale") }),
    shouldRetry: (closed) => !(closed instanceof CloseEvent) || ![4400, 4401, 4403].includes(closed.code),
    retryAttempts: Infinity,
    retryWait: async (tries) => {
      const pause = Math.min(500 * 2 ** tries, LONGEST_PAUSE) * (0.75 + Math.random() / 2);
      await Promise.race([new Promise((go) => setTimeout(go, pause)), backOnline()]);
    },
    keepAlive: PING_EVERY,
    on: {
      connected: () => (isLive.value = true),
      // A telephone that slept may have a line that only seems to be open.
      ping: (isTheirs) => {
        if (!isTheirs) unanswered = setTimeout(() => line.terminate(), PONG_WITHIN);
      },
      pong: (isTheirs) => isTheirs && clearTimeout(unanswered),
      closed: () => {
        clearTimeout(unanswered);
        isLive.value = false;
      },
    },
  });
  return line;
}

const backOnline = () => new Promise((go) => addEventListener("online", go, { once: true }));

/**
 * Follows a subscription until the returned function is called, through broken lines too. Variables are read again at
 * each attempt: with a getter for `after`, a stream goes on where it was. `ended` is told when the service ends it.
 */
export function follow<Data, Variables extends object>(
  text: Operation<Data, Variables>,
  variables: Variables,
  next: (data: Data) => void,
  ended: (reason: Refused | null) => void = () => {},
): () => void {
  const line = (client ??= open());
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let isFollowed = true;

  function begin(): void {
    stop = line.subscribe<Data>(
      { query: text, variables: variables as Record<string, unknown> },
      {
        next: ({ data, errors }) => {
          if (!isFollowed) return;
          tries = 0;
          if (data) next(data);
          else if (errors?.[0]) end(refusal(errors));
        },
        error: (reason) => end(refusal(reason)),
        complete: () => isFollowed && ended(null), // which is told of our own stopping too
      },
    );
  }

  // What broke at the service is well again soon; the line itself is graphql-ws's to mend.
  function end(why: Refused): void {
    if (!isFollowed) return;
    if (!PASSING.includes(why.code)) return ended(why);
    timer = setTimeout(() => client === line && begin(), Math.min(1_000 * 2 ** tries++, LONGEST_PAUSE));
  }

  begin();
  return () => {
    isFollowed = false;
    clearTimeout(timer);
    stop();
  };
}

/** Closes the line: whoever asks next may be somebody else. */
export function hangUp(): void {
  void client?.dispose();
  client = undefined;
  isLive.value = undefined;
}

/** What the service said, of whatever shape: errors of the operation, or a socket that was closed for good. */
function refusal(reason: unknown): Refused {
  const [first] = Array.isArray(reason) ? reason : [reason];
  return new Refused(String(first?.message ?? first?.reason ?? ""), first?.extensions?.code ?? "UNAUTHENTICATED");
}
