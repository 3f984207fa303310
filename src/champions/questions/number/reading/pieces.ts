// From a text to its pieces. The same as `pieces.py`.

import { SPACE, strip, stripEnd } from "../../base/python";
import { caseless } from "../../base/text";
import { decimalSign } from "../../../sentences/told";
import { LETTER, replaceAll, unread } from "./amount";
import { type Token, PIECE, token } from "./tokens";
import words from "../words.json";

/** A text whose numbers are written as the page's language does, with them as in English. */
export function inEnglishFigures(text: string): string {
  if (decimalSign() !== ",") return text;
  const numbers = /(^|[^0-9.,])(?:([0-9]{1,3}(?:[. '][0-9]{3})+|[0-9]+),([0-9]+)|([0-9]{1,3}(?:\.[0-9]{3})+))(?![0-9.,])/g;
  return text.replace(numbers, (_, before: string, one?: string, parts?: string, other?: string) => {
    const whole = (one ?? other ?? "").replace(/[^0-9]/g, "");
    return before + (parts ? `${whole}.${parts}` : whole);
  });
}

const SPACES = new RegExp(`[${SPACE}]+`, "g");

export const BEGINS = new RegExp(`^(?:${LETTER}|[0-9])`, "u");

/** The text with one sign for each of its kinds, in small letters. */
export function clean(typed: string): string {
  let text = typed;
  for (const [sign, meant] of Object.entries(words.parts_in_one_sign)) text = replaceAll(text, sign, ` ${meant} `);
  if (Array.from(text).some((sign) => words.raised.includes(sign))) unread("one-number");
  text = caseless(text.normalize("NFKC"));
  for (const [sign, meant] of Object.entries(words.signs)) text = replaceAll(text, sign, meant);
  for (const digits of words.digits) {
    Array.from(digits).forEach((digit, value) => (text = replaceAll(text, digit, String(value))));
  }
  return stripEnd(strip(text.replace(SPACES, " ")), " .!?");
}

const LIKE_DIGITS = new Map(Object.entries(words.letters_like_digits));
const LIKE = [...LIKE_DIGITS.keys()].join("");
/** Digits with such letters among them, and nothing else: not the I of "I think", the O of R0O3, nor 1 o'clock. */
const AS_DIGITS = new RegExp(`(?<![\\p{L}\\p{N}_])(?=[${LIKE}]*[0-9])[0-9${LIKE}]+(?![\\p{L}\\p{N}_]|['’]${LETTER})`, "gu");

/** A text with the digits that its letters look like, inside a number: l1 is 11, and 2O is 20. */
export function withDigitsForLetters(text: string): string {
  return text.replace(AS_DIGITS, (one) => Array.from(one, (sign) => LIKE_DIGITS.get(sign) ?? sign).join(""));
}

export function pieces(text: string): Token[] {
  const found: Token[] = [];
  for (const one of text.matchAll(PIECE)) {
    const typed = one[0];
    const around = text.slice(Math.max(0, one.index - 1), one.index + typed.length + 1);
    const ends = ",;".includes(typed) || (".:!".includes(typed) && /^\S. $/.test(around));
    if (one.groups!["number"] !== undefined && found.length && namesWithFigures(text, one.index)) {
      const name = found.pop()!;
      found.push(token("word", name.text + typed)); // R03 is a name
    } else if (one.groups!["number"] !== undefined) found.push(token("number", typed, literal(typed)));
    else if (one.groups!["word"] !== undefined || ("%£€$-+*/=~<>:()".includes(typed) && !ends)) found.push(token("word", typed));
    else if (ends) {
      const last = [...found].reverse().find((each) => each.what === "number");
      if (last) [last.kind, last.ends] = ["clause", last.ends || last === found[found.length - 1]]; // something else may follow
    }
  }
  return found;
}

/** True at the figures of R03 and W13: one letter stands right before them, and is no sign of a sum. */
function namesWithFigures(text: string, at: number): boolean {
  return /(?:^|[^\p{L}\p{N}])[abcdfghjklmnpqrstuvwyz]$/u.test(text.slice(Math.max(0, at - 3), at));
}

function literal(typed: string): number {
  const plain = typed.replace(/[ ']/g, "");
  const thousands = /^[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?$/.test(plain);
  return Number(thousands ? plain.replace(/,/g, "") : plain.replace(/,/g, "."));
}
