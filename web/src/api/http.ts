import type { Operation } from "./operation.ts";
import { keptLanguage, locale } from "../words/index.ts";

/** Who asks: by a token of its own (a guest), or by the browser's cookie when there is none. */
export const credential: { token: string | null } = { token: null };

/** No answer came: nothing is known of what became of the question, and trying again is safe. */
export class Offline extends Error {}

/** The service answered that it cannot; `code` is one of its codes, `field` what it is about, such as `sender.email`. */
export class Refused extends Error {
  constructor(message: string, readonly code: string, readonly field = "") {
    super(message);
  }
}

/** The language that was chosen on this device, under a name that the service knows; without, it takes the account's. */
export function chosenLanguage(name: "x-locale" | "locale"): Record<string, string> {
  const chosen = keptLanguage();
  return chosen ? { [name]: chosen.toUpperCase() } : {};
}

export const headers = (): Record<string, string> => ({
  "accept-language": locale.value,
  ...chosenLanguage("x-locale"),
  ...(credential.token ? { authorization: `Bearer ${credential.token}` } : {}),
});

// A guest link beside a desk must neither use nor change the desk's cookie.
export const cookies = (): RequestCredentials => (credential.token === null ? "same-origin" : "omit");

/** The data of the answer. Throws `Offline` or `Refused`. */
export async function ask<Data, Variables>(text: Operation<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...headers() },
    credentials: cookies(),
    body: JSON.stringify({ query: text, variables }),
  }).catch(() => {
    throw new Offline();
  });
  if (response.status >= 502) throw new Offline();
  const { data, errors } = await response.json().catch(() => {
    throw new Offline();
  });
  if (errors?.length) throw new Refused(errors[0].message, errors[0].extensions?.code ?? "INTERNAL");
  return data;
}

interface Outcome {
  errors: readonly { code: string; message: string; path?: readonly string[] | null }[];
}

/** What an act gave. A refusal of the act is thrown like any other. */
export async function act<Payload extends Outcome, Variables>(
  text: Operation<{ outcome: Payload }, Variables>,
  variables: Variables,
): Promise<Payload> {
  const { outcome } = await ask(text, variables);
  const [wrong] = outcome.errors;
  if (wrong) throw new Refused(wrong.message, wrong.code, wrong.path?.slice(1).join(".")); // it begins with the input
  return outcome;
}
