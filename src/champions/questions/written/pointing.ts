// The writer may show which of their sentences says a point of the list: by the rules of `pointing.py`.

import { get, isTable, pairsOf, strip, tableOf } from "../base/python";
import { wordsIn } from "../base/shown";
import { isBare, sentencesTyped } from "./reading";

// As `pointing.py` has them, and for the reasons that stand there.
const FEWEST_WORDS = 4;
const WORDS_A_POINT = 5;
const OWN_WORDS = 2;

/** The text of an answer: it stands alone until something in it was shown. Null for no text. */
export function textOf(answer: unknown): string | null {
  const text = isTable(answer) ? get(answer, "text") : answer;
  return typeof text === "string" ? text : null;
}

/** What an answer says that its writer showed: a key of the list, and a sentence. It may be anything. */
export function shownIn(answer: unknown): Map<string, string> {
  const shown = isTable(answer) ? get(answer, "shown") : null;
  const pairs = isTable(shown) ? pairsOf(shown) : [];
  return new Map(pairs.flatMap(([key, one]) => (typeof one === "string" ? [[key, strip(one)] as const] : [])));
}

/** The answer that holds a text and what its writer showed in it; what is no sentence of it goes. */
export function answerWith(text: string, shown: Map<string, string>): unknown {
  const there = sentencesTyped(text);
  const kept = [...shown].filter(([, one]) => there.includes(one));
  return kept.length ? { text, shown: tableOf(kept) } : text;
}

/** Each sentence of a text that can show a point, and how many points it can show. */
export function canShow(text: string, given: Set<string>): Map<string, number> {
  const found = new Map<string, number>();
  for (const sentence of sentencesTyped(text)) {
    const words = wordsIn(sentence);
    const own = new Set(words.filter((word) => /\p{L}/u.test(word) && !given.has(word)));
    if (words.length >= FEWEST_WORDS && own.size >= OWN_WORDS && !isBare(sentence)) {
      found.set(sentence, Math.max(1, Math.floor(words.length / WORDS_A_POINT)));
    }
  }
  return found;
}
