// SHA-256, at once and everywhere: the browser's own is not there over plain http, nor in a page from a folder.

/** The first so many bits of what is behind the point, of a root of each of the first primes. */
function fractions(root: number, many: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < many; number += 1) {
    let prime = true;
    for (let by = 2; by * by <= number; by += 1) prime &&= number % by !== 0;
    if (prime) found.push((number ** (1 / root) * 2 ** 32) | 0);
  }
  return found;
}

const START = fractions(2, 8);
const STEPS = fractions(3, 64);

/** The digest of a text in UTF-8, in hexadecimal digits. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = [...START];
  for (let at = 0; at < padded.length; at += 64) block(state, view, at);
  return state.map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
}

function block(state: number[], view: DataView, from: number): void {
  const w = new Int32Array(64);
  const turned = (x: number, by: number): number => (x >>> by) | (x << (32 - by));
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t += 1) {
    if (t < 16) w[t] = view.getInt32(from + 4 * t);
    else {
      const [x, y] = [w[t - 15]!, w[t - 2]!];
      const one = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const two = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      w[t] = (w[t - 16]! + one + w[t - 7]! + two) | 0;
    }
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + STEPS[t]! + w[t]!) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((one, at) => (state[at] = (state[at]! + one) | 0));
}
