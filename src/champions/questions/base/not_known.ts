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
