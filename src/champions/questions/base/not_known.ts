// Who says that they do not know: as `question.py` reads it, with the same table of words.

import table from "./not_known.json";
import { stripEnd, stripStart } from "./python";
import { fold } from "./text";

const WORDS = new Set(table.exactly);

export function saysNotKnown(answer: unknown): boolean {
  if (typeof answer !== "string" || Array.from(answer).length > 60) return false;
  const words = fold(answer).replace(/[’‘`]/g, "'").replace(/,/g, "");
  const bare = stripEnd(words, " .!?") || words;
  return WORDS.has(bare) || WORDS.has(stripEnd(stripStart(words, " .!"), " .!"));
}
