// Sums, and what brackets hold. The same as `sums.py`.

import { twelve, unread } from "./amount";
import { type Token, joined, numbersIn, phrase, token } from "./tokens";
import words from "../words.json";

/** The tokens with each sum in brackets as one number, where a sign beside them says what to do with it. */
export function bracketsWorkedOut(given: Token[]): Token[] {
  let tokens = given;
  for (let end = 0; end < tokens.length; end += 1) {
    if (tokens[end]!.text !== ")") continue;
    let begin = end - 1;
    while (begin >= 0 && tokens[begin]!.text !== "(") begin -= 1;
    const inner = tokens.slice(begin + 1, end);
    if (begin < 0 || numbersIn(inner).length < 2) continue;
    const beside = (begin > 0 && SUMS.has(tokens[begin - 1]!.text)) || phrase(tokens, end + 1, SUM_WORDS) > 0;
    const value = beside ? workedOut(inner) : null;
    if (value === null) continue;
    tokens = [...tokens.slice(0, begin), token("number", joined(inner), value), ...tokens.slice(end + 1)];
    end = -1;
  }
  return tokens;
}

export function outsideBrackets(tokens: Token[]): Token[] {
  const out: Token[] = [];
  let deep = 0;
  for (const one of tokens) {
    deep += one.text === "(" ? 1 : one.text === ")" ? -1 : 0;
    if (deep === 0 && one.text !== ")") out.push(one);
  }
  return out;
}

const SUMS = new Map<string, string>();
for (const [phrases, sign] of [[words.plus, "+"], [words.minus, "-"], [words.multiplied, "*"], [words.divided, "/"]] as const) {
  for (const one of phrases) SUMS.set(one, sign);
}
for (const sign of "+-*/") SUMS.set(sign, sign);

const SUM_WORDS = [...SUMS.keys()];

/** The value of a sum; null when it is none. */
export function workedOut(tokens: Token[]): number | null {
  const values: number[] = [];
  const between: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const one = tokens[at]!;
    const taken = one.what === "number" ? 0 : phrase(tokens, at, SUM_WORDS);
    if (one.what === "number") {
      if (values.length !== between.length) return null;
      values.push(one.value);
    } else if (taken) {
      if (values.length !== between.length + 1) return null;
      between.push(SUMS.get(joined(tokens.slice(at, at + taken)))!);
      at += taken - 1;
    } else if (one.what === "word") return null;
  }
  return values.length === between.length + 1 && between.length ? sumOf(values, between) : null;
}

function sumOf(values: number[], signs: string[]): number {
  const parts = [values[0]!];
  const adding: string[] = [];
  signs.forEach((sign, at) => {
    const value = values[at + 1]!;
    if (sign === "/" && value === 0) unread("cannot-be-worked-out");
    if (sign === "*") parts[parts.length - 1]! *= value;
    else if (sign === "/") parts[parts.length - 1]! /= value;
    else {
      parts.push(value);
      adding.push(sign);
    }
  });
  return twelve(parts.slice(1).reduce((sum, value, at) => sum + (adding[at] === "+" ? value : -value), parts[0]!));
}
