// Who says that they do not know: as `not_known.py` reads it, with the same table of words.

import table from "./not_known.json";
import { SPACE } from "./python";
import { fold, oneLetterApart } from "./text";

const WORDS = new Set(table.exactly);
const COURTESY = new Set(table.courtesy);
const SAME = new Map(Object.entries(table.same));
const SPACES = new RegExp(`[${SPACE}]+`);
/** The longest text that is read as one that says so, in each of the three ways. */
const [ALONE, SHORT, SENTENCE] = [60, 80, 200];

/** True when somebody says that they do not know, and nothing else. */
export function saysNotKnown(answer: unknown): boolean {
  if (typeof answer !== "string" || Array.from(answer).length > ALONE) return false;
  const text = fold(answer);
  return /^[? !.]*\?[? !.]*$/.test(text) || WORDS.has(withoutCourtesy(wordsOf(text)).join(" "));
}

/** True when a short answer without a figure begins or ends with it; of longer texts that says nothing. */
export function saysSomewhereNotKnown(answer: unknown): boolean {
  if (!isWords(answer, SHORT)) return false;
  const words = wordsOf(fold(answer)).filter((one) => !COURTESY.has(one));
  const together = words.join(" ");
  if (table.begins.some((one) => together.startsWith(`${one} `))) return true;
  return words.some((_, at) => at > 0 && [words.slice(0, at + 1), words.slice(-at - 1)].some((part) => WORDS.has(part.join(" "))));
}

/** True when a text without a figure tells in words of its own that its writer is at a loss. */
export function tellsOfTrouble(answer: unknown): boolean {
  if (!isWords(answer, SENTENCE)) return false;
  const text = fold(answer);
  return asksBack(text) || text.split(/[,.!:;?]/).some((one) => isAtALoss(wordsOf(one).filter((word) => !COURTESY.has(word))));
}

/** True for such as "nobody knows" and "I know nothing of it", in which no one and nothing count nobody. */
export function knowsNothing(answer: unknown): boolean {
  return isWords(answer, SENTENCE) && hasPhrase(wordsOf(fold(answer)), table.nothing);
}

function isWords(answer: unknown, longest: number): answer is string {
  return typeof answer === "string" && Array.from(answer).length <= longest && !/[0-9]/.test(answer);
}

/** The words of a folded text, each in one of its forms: "dont" and "don't" as "do not". */
function wordsOf(text: string): string[] {
  const typed = text.replace(/[’‘`]/g, "'").replace(/[,.!:;?]/g, " ").split(SPACES).filter(Boolean);
  return typed.flatMap((one) => (SAME.get(one) ?? one).split(" "));
}

/** The words without such as "sorry" and "really" before and after them. */
function withoutCourtesy(typed: string[]): string[] {
  let words = typed;
  while (words.length > 1 && COURTESY.has(words[0]!)) words = words.slice(1);
  while (words.length > 1 && COURTESY.has(words[words.length - 1]!)) words = words.slice(0, -1);
  return words;
}

/** True for "how?", "where do I look" and "which chart?"; not for "how many came?", which says a question again. */
function asksBack(text: string): boolean {
  const words = wordsOf(text).filter((one) => !COURTESY.has(one));
  if (!table.asking.includes(words[0] ?? "") || words[1] === "many" || words[1] === "much") return false;
  return words.length === 1 || table.helpers.includes(words[1]!) || text.endsWith("?");
}

/** True for a clause such as "I cannot see it", "too small to read", "my maths is bad" and "skip this". */
function isAtALoss(words: string[]): boolean {
  const after = (at: number, many: string[]): boolean => many.includes(words[at + 1] ?? "");
  return (
    hasPhrase(words, table.anywhere) ||
    words.some((one, at) => cannot(words, at) || isTooHard(words, at)
      || (table.weak.includes(one) && after(at, table.weak_at)) || (one === "my" && after(at, table.mine))
      || (one === "no" && after(at, table.things_shown)) || isLacking(words, at))
  );
}

/** True at the "not" of "I could not find it" and "it does not open"; not at that of "they did not say". */
function cannot(words: string[], at: number): boolean {
  const after = words.slice(at + 1, at + 4);
  if (words[at] === "no") return table.after_no.includes(after[0] ?? "") && speaks(words.slice(0, at));
  if (!table.denials.includes(words[at]!)) return false;
  if (after.slice(0, 2).some((one) => table.works.includes(one))) return !table.others.includes(who(words.slice(0, at)));
  return after.some(isKnowing) && speaks(words.slice(0, at));
}

const LONG = table.knowing.filter((one) => one.length > 5);

/** True for "see" and "understand", and for a slip of one of the longer ones. */
function isKnowing(word: string): boolean {
  return table.knowing.includes(word) || LONG.some((one) => oneLetterApart(word, one));
}

/** True at the "page" of "the page is blank" and of "picture missing". */
function isLacking(words: string[], at: number): boolean {
  const [after] = words.slice(at + 1, at + 3).filter((one) => !table.helpers.includes(one));
  return table.things_shown.includes(words[at]!) && table.is_lacking.includes(after ?? "");
}

/** Whether who writes speaks of themselves: "I", or nobody is named, before such as "could". */
function speaks(before: string[]): boolean {
  return ["", ...table.speakers].includes(who(before));
}

/** The word before such as "could" and "has", which says who; empty where none stands there. */
function who(before: string[]): string {
  let named = before;
  while (named.length && table.helpers.includes(named[named.length - 1]!)) named = named.slice(0, -1);
  return named[named.length - 1] ?? "";
}

/** True at the "too" of "too hard" and of "too small to read". */
function isTooHard(words: string[], at: number): boolean {
  if (words[at] !== "too") return false;
  const after = words.slice(at + 1, at + 5);
  if (after.slice(0, 2).some((one) => table.too_hard.includes(one))) return true;
  return table.too_much.includes(after[0] ?? "") && after.slice(1).some((one) => one === "to" || one === "for");
}

function hasPhrase(words: string[], phrases: string[]): boolean {
  const together = ` ${words.join(" ")} `;
  return phrases.some((one) => together.includes(` ${one} `));
}
