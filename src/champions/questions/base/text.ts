// Text as it is compared, and the order in which options are shown: as `question.py` has both.

import { SPACE, str, strip, stripEnd } from "./python";
import { sha256 } from "./sha256";

const DASHES = /[‐-―−]/g;
const RUNS = new RegExp(`[${SPACE}]+`, "g");

/** Text without differences that do not matter: case, spaces, full stop, kinds of dash. */
export function fold(value: unknown): string {
  const words = caseless(str(value).normalize("NFKC")).replace(DASHES, "-").replace(RUNS, " ");
  return stripEnd(strip(words), " .");
}

/** Characters that are not told apart by being made large and then small. */
const OWN: { [letter: string]: string } = { "ı": "ı" };

/** Without the difference of capitals, letter by letter, as Python's `casefold` does it. */
export function caseless(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, (one) => {
    const large = one.toUpperCase();
    if (/[\u13a0-\u13f5\uab70-\uabbf\u13f8-\u13fd]/.test(one)) return large; // Cherokee folds to capitals
    return OWN[one] ?? large.toLowerCase();
  }).join("");
}

/** True when a letter was added, left out, changed, or swapped with the next. */
export function oneLetterApart(typed: string, meant: string): boolean {
  const [one, other] = [Array.from(typed), Array.from(meant)];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length === 1) {
    return long.some((_, at) => [...long.slice(0, at), ...long.slice(at + 1)].join("") === short.join(""));
  }
  if (long.length !== short.length) return false;
  const off = one.flatMap((letter, at) => (letter === other[at] ? [] : [at]));
  const [first, second] = off as [number, number];
  const swapped = off.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first];
  return off.length === 1 || swapped;
}

/** Keys in an order that gives nothing away, and that stays: an author writes the right one first. */
export function mixed(question: string, keys: string[]): string[] {
  const places = new Map(keys.map((key) => [key, sha256(`${question}/${key}`)]));
  return [...keys].sort((one, other) => (places.get(one)! < places.get(other)! ? -1 : 1));
}

export { counted, listed } from "../../sentences/told";
