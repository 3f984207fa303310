// Who says that they do not know: as `question.py` reads it, with the same table of words.

import table from "./not_known.json";
import { SPACE, stripEnd } from "./python";
import { fold } from "./text";

const WORDS = new Set(table.exactly);
const SPACES = new RegExp(`[${SPACE}]+`);

export function saysNotKnown(answer: unknown): boolean {
  if (typeof answer !== "string" || Array.from(answer).length > 60) return false;
  const words = fold(answer).replace(/[’‘`]/g, "'").replace(/[,.!:;]/g, " ").split(SPACES).filter(Boolean);
  const alone = withoutCourtesy(words);
  return WORDS.has(alone) || WORDS.has(stripEnd(alone, " ?"));
}

/** The words without such as "sorry" and "really" before and after them. */
function withoutCourtesy(typed: string[]): string {
  let words = typed;
  while (words.length > 1 && table.courtesy.includes(words[0]!)) words = words.slice(1);
  while (words.length > 1 && table.courtesy.includes(words[words.length - 1]!)) words = words.slice(0, -1);
  return words.join(" ");
}

/** True when a short answer without a figure begins or ends with it; of longer texts that says nothing. */
export function saysSomewhereNotKnown(answer: unknown): boolean {
  if (typeof answer !== "string" || Array.from(answer).length > 80 || /[0-9]/.test(answer)) return false;
  const plain = fold(answer).replace(/[’‘`]/g, "'").replace(/[,.!:;?]/g, " ");
  const words = plain.split(SPACES).filter((one) => one && !table.courtesy.includes(one));
  const together = words.join(" ");
  if (table.begins.some((one) => together.startsWith(`${one} `))) return true;
  return words.some((_, at) => at > 0 && [words.slice(0, at + 1), words.slice(-at - 1)].some((part) => WORDS.has(part.join(" "))));
}
