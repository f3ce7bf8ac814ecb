/** SHA-256 (FIPS 180-4), block by block: a worker on plain http has no `crypto.subtle`, and a proof hashes the same beginning over and over. */

const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0;
const PRIMES = [...Array(312).keys()].filter((n) => n > 1 && [2, 3, 5, 7, 11, 13, 17].every((p) => n === p || n % p !== 0));
const ROUNDS = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const BEGINNING = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const BLOCK = 64;

const words = new Int32Array(64);
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** The state after one more block of 64 bytes. */
function compress(state: Int32Array, block: DataView, at: number): Int32Array {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const [near, far] = [words[i - 2]!, words[i - 15]!];
    const mixed = (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)) + (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3));
    words[i] = (mixed + words[i - 7]! + words[i - 16]!) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return Int32Array.of(a, b, c, d, e, f, g, h).map((word, i) => word + state[i]!);
}

/** What hashes texts that begin with `start`: of its whole blocks once. Gives the first 32 bits of each. */
export function hasher(start: string): (end: string) => number {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(start);
  const whole = bytes.length - (bytes.length % BLOCK);
  const beginning = blocks(BEGINNING, bytes.subarray(0, whole));
  const rest = bytes.subarray(whole);

  return (end) => {
    const ending = encoder.encode(end);
    const length = rest.length + ending.length;
    const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK) * BLOCK);
    padded.set(rest);
    padded.set(ending, rest.length);
    padded[length] = 0x80;
    new DataView(padded.buffer).setUint32(padded.length - 4, (whole + length) * 8);
    return blocks(beginning, padded)[0]! >>> 0;
  };
}

function blocks(state: Int32Array, bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += BLOCK) state = compress(state, view, at);
  return state;
}
