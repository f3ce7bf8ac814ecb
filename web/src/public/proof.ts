/** The proof of work that goes with a report, made while somebody types. */
import { ask } from "../api/http.ts";
import { PROOF } from "./operations.ts";

export interface Proof {
  challenge: string;
  nonce: string;
}

interface Work {
  challenge: string;
  bits: number;
}

// A challenge is good for two hours; a report that waits for a connection needs some of them.
const RENEW_AFTER = 90 * 60_000;

let current: Promise<Proof> | null = null;
let renewAt = 0;

/** Begins on a challenge that the service gave just now. */
export function begin(work: Work): void {
  renewAt = Date.now() + RENEW_AFTER;
  current = solve(work);
  current.catch(spend); // the next report begins anew
}

/** A proof that is good for a report now. Throws `Offline`. */
export async function proofFor(slug: string): Promise<Proof> {
  if (current === null || Date.now() > renewAt) {
    const { organisation } = await ask(PROOF, { slug });
    if (organisation) begin(organisation.reportForm.proof);
  }
  return current!;
}

/** Whatever was made is of no use any more. */
export function spend(): void {
  current = null;
}

function solve({ challenge, bits }: Work): Promise<Proof> {
  return new Promise((found, failed) => {
    const worker = new Worker(new URL("./proof.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      found({ challenge, nonce: data });
    };
    worker.onerror = () => failed(new Error("The worker stopped."));
    worker.postMessage({ challenge, bits });
  });
}
