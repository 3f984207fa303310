// All that a lesson shows before its questions are answered, as plain words: as `shown.py` gathers it.

import { get, pairsOf, str } from "./python";
import { fold } from "./text";

const WORD = /[\p{L}\p{N}]+/gu;
const FIELDS = ["options", "items", "checks"];

/** The words of a text, in small letters. */
export function wordsIn(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** The words of a lesson and of its questions. */
export function wordsShown(prose: string, questions: unknown[]): string {
  const asked = questions.flatMap((one) => [
    str(get(one, "ask") ?? ""),
    ...FIELDS.flatMap((field) => pairsOf(get(one, field)).map(([, words]) => str(words))),
  ]);
  return wordsIn([prose, ...asked].join(" ")).join(" ");
}
