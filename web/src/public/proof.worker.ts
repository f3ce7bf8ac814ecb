/** Looks for a proof of work in a thread of its own, so that the page never waits for it. */
import { hasher } from "./sha256.ts";

addEventListener("message", ({ data: { challenge, bits } }: MessageEvent<{ challenge: string; bits: number }>) => {
  const hash = hasher(`${challenge}:`);
  let nonce = 0;
  while (Math.clz32(hash(String(nonce))) < bits) nonce += 1;
  postMessage(String(nonce));
});
