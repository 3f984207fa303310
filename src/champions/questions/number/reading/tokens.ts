// The pieces of a text, and what stands where among them. The same as `tokens.py`.

import { SPACE, stripEnd, stripStart } from "../../base/python";
import { LETTER } from "./amount";
import words from "../words.json";

/** A piece of the text: a number, a unit, or a word or sign. `text` is how it was typed. */
export interface Token {
  what: "number" | "unit" | "word";
  text: string;
  value: number;
  kind: string;
  /** A comma or the like stands right behind this number. */
  ends?: boolean;
}

export const PIECE = new RegExp(
  "(?<number>[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\\.[0-9]+)?(?![0-9,])" +
    "|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:\\.[0-9]+)?(?![0-9])" +
    "|[0-9]+(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?(?![0-9])|[.,][0-9]+)" +
    `|(?<word>${LETTER}+(?:'${LETTER}+)?)|(?<sign>[^${SPACE}])`,
  "gu",
);

export function token(what: Token["what"], text: string, value = 0, kind = ""): Token {
  return { what, text, value, kind };
}

const SPLIT = new Map<string[], string[][]>();

/** Phrases as lists of their words and signs, the longest first. */
export function split(phrases: string[]): string[][] {
  let found = SPLIT.get(phrases);
  if (!found) {
    found = phrases.map((phrase) => Array.from(phrase.matchAll(PIECE), (one) => one[0]));
    found.sort((one, other) => other.length - one.length);
    SPLIT.set(phrases, found);
  }
  return found;
}

export function stands(tokens: Token[], at: number, phrase: string[]): boolean {
  return phrase.every((word, more) => tokens[at + more]?.text === word);
}

/** How many tokens the longest of these phrases takes up here; 0 when there is none. */
export function phrase(tokens: Token[], at: number, phrases: string[]): number {
  return split(phrases).find((one) => stands(tokens, at, one))?.length ?? 0;
}

export function joined(tokens: Token[]): string {
  return tokens.map((one) => one.text).join(" ");
}

export const DIGITS = /^[0-9]+$/;

export function numbersIn(tokens: Token[]): Token[] {
  return tokens.filter((one) => one.what === "number");
}

/** The tokens without brackets, and without words that say nothing of the number. */
export function bareTokens(tokens: Token[]): Token[] {
  let found = tokens.filter((one) => one.text !== "(" && one.text !== ")");
  for (const phrases of [words.before, words.in_all]) found = without(found, phrases);
  return found;
}

export const DIGIT = /^[0-9]/;

/** Words and signs that make one thing of the numbers beside them, or leave open which is meant. */
export const JOINING = new Set(
  [words.ranges, words.plus, words.minus, words.multiplied, words.divided, words.out_of, words.bounds_before]
    .flatMap((phrases) => phrases.flatMap((one) => one.split(" ")))
    .concat(Array.from("+-*/=<>:%£€$")),
);

export function without(tokens: Token[], phrases: string[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const taken = phrase(tokens, at, phrases);
    if (!taken) out.push(tokens[at]!);
    at += taken || 1;
  }
  return out;
}

export function placesIn(tokens: Token[]): number[] {
  return tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
}

export function bare(number: Token): string {
  return stripEnd(stripStart(number.text, ","), ",");
}

export function betweenNumbers(tokens: Token[]): string[] {
  const [from, to] = tokens.flatMap((one, at) => (one.what === "number" ? [at] : [])) as [number, number];
  return tokens.slice(from + 1, to).filter((one) => one.what !== "unit" && one.text !== "the").map((one) => one.text);
}

export function fills(between: string[], phrases: string[]): boolean {
  return phrases.some((one) => one.replace(/ the$/, "") === between.join(" "));
}

/** True for "of", and for "parcels of each last", "more of" and "are in the" between a part and a whole. */
export function isOutOf(between: string[], known: string[] = []): boolean {
  let typed = between;
  while (typed.length && words.before_the_whole.includes(typed[typed.length - 1]!)) typed = typed.slice(0, -1);
  while (typed.length && words.after_the_part.includes(typed[0]!)) typed = typed.slice(1);
  const strong = typed.slice(-2).join(" ") === "out of";
  while (typed.length > 2 && known.includes(typed[0]!) && (strong || !JOINING.has(typed[0]!))) typed = typed.slice(1);
  if (fills(typed, words.out_of)) return true;
  return typed.length > 1 && WORD.test(typed[0]!) && !JOINING.has(typed[0]!) && fills(typed.slice(1), words.out_of);
}

export const WORD = new RegExp(`^${LETTER}+$`, "u");

/** The tokens of a number that is taken for the answer, which is then said. */
export function assumed(tokens: Token[]): Token[] {
  return tokens.map((one) => (one.what === "number" && one.kind !== "part" ? { ...one, kind: "assumed" } : one));
}
