// Slips in number words, and Roman numbers. The same as `slips.py`.

import { SMALL, TENS, TIMES } from "./amount";
import { type Token, token } from "./tokens";
import { oneLetterApart } from "../../base/text";
import { UNIT_WORDS } from "./units";
import words from "../words.json";

/** The tokens with "twentyfive" and "sixhours" as two words, and slips beside a number word put right. */
export function mended(tokens: Token[]): Token[] {
  const cut = tokens.flatMap(parted);
  const out: Token[] = [];
  cut.forEach((one, at) => {
    let before = out[out.length - 1];
    if (before?.text === "-" && out.length > 1) before = out[out.length - 2];
    const meant = meantBeside(one, before, cut.slice(at + 1, at + 3));
    out.push(meant ? token("word", meant) : one);
  });
  return out;
}

/** A word that is a number and a unit, or two parts of a number, as two; else the word itself. */
function parted(one: Token): Token[] {
  const word = one.text;
  if (one.what !== "word" || SMALL.has(word) || TENS.has(word)) return [one];
  for (const number of [...TENS.keys(), ...SMALL.keys()]) {
    const rest = word.slice(number.length);
    if (!word.startsWith(number) || Array.from(rest).length < 3) continue;
    if ((TENS.has(number) && underTen(rest)) || UNIT_WORDS.has(rest)) return [token("word", number), token("word", rest)];
  }
  return [one];
}

function underTen(word: string): boolean {
  const value = SMALL.get(word) ?? 0;
  return value > 0 && value < 10;
}

/** The number word that was meant by a word which stands beside another number word; else empty. */
function meantBeside(one: Token, before: Token | undefined, after: Token[]): string {
  const word = one.text;
  if (one.what !== "word" || SMALL.has(word) || TENS.has(word) || TIMES.has(word)) return "";
  const follows = after[0]?.text === "-" ? after[1] : after[0];
  const meant = nearlyANumber(word);
  if (TENS.has(meant) && follows && underTen(follows.text)) return meant;
  if (!before) return "";
  if (meant && TENS.has(before.text) && underTen(meant)) return meant;
  if (before.what === "number" || SMALL.has(before.text)) {
    return [...TIMES.keys()].find((times) => times.length > 4 && oneLetterApart(word, times)) ?? "";
  }
  return "";
}

/** The tokens with the one word read that is a Roman number of two letters or more, such as viii. */
export function roman(tokens: Token[]): Token[] {
  const found = tokens.filter((one) => one.what === "word" && /^x{0,3}(?:ix|iv|v?i{0,3})$/.test(one.text));
  if (found.length !== 1 || found[0]!.text.length < 2) return tokens;
  const letters = Array.from(found[0]!.text.replace("iv", "iiii").replace("ix", "viiii"));
  const value = letters.reduce((sum, letter) => sum + { i: 1, v: 5, x: 10 }[letter as "i" | "v" | "x"], 0);
  return tokens.map((one) => (one === found[0] ? token("number", one.text, value) : one));
}

/** The tokens with the one word put right that is nearly a number word. */
export function misspelt(tokens: Token[]): Token[] {
  const typed = tokens.filter((one) => one.what === "word");
  const near = typed.filter((one) => nearlyANumber(one.text));
  const slip = near[0];
  if (near.length !== 1 || (typed.length > 1 && Array.from(slip!.text).length < 4)) return tokens;
  const meant = nearlyANumber(slip!.text);
  const value = TENS.get(meant) ?? SMALL.get(meant)!;
  return tokens.map((one) => (one === slip ? token("number", meant, value) : one));
}

/** The tokens of "ate people", which a phone writes for a spoken eight; not of "for weeks", which says how long. */
export function sounded(tokens: Token[]): Token[] {
  const [sound, unit] = tokens;
  const value = tokens.length === 2 && unit!.what === "unit" ? SOUNDS.get(sound!.text) : undefined;
  const howLong = words.sounds_of_length.includes(sound?.text ?? "") && unit?.kind.startsWith("time");
  return value === undefined || howLong ? tokens : [token("number", String(value), value, "assumed"), unit!];
}

const SOUNDS = new Map(Object.entries(words.sounds));

/** The one number word that this word is a slip of; else empty. */
function nearlyANumber(word: string): string {
  if (Array.from(word).length < 3 || words.no_number_words.includes(word)) return "";
  const known = [...new Set([...SMALL.keys(), ...TENS.keys()])];
  let near = known.filter((one) => oneLetterDoubled(word, one));
  if (!near.length) near = known.filter((one) => isSlipOf(word, one));
  return new Set(near.map((one) => TENS.get(one) ?? SMALL.get(one))).size === 1 ? near[0]! : "";
}

function oneLetterDoubled(typed: string, meant: string): boolean {
  const word = Array.from(typed);
  return word.some((letter, at) =>
    at > 0 && letter === word[at - 1] && [...word.slice(0, at), ...word.slice(at + 1)].join("") === meant);
}

/** True when a word is a letter away; of a short one only by a slip of the finger, for words are near. */
function isSlipOf(typed: string, meant: string): boolean {
  const word = Array.from(typed);
  if (meant.length >= 5) return word.length >= 4 && oneLetterApart(typed, meant);
  if (word.length === meant.length) {
    const off = word.flatMap((letter, at) => (letter === meant[at] ? [] : [at]));
    const beside = off.length === 1 && keysBeside(meant[off[0]!]!).includes(word[off[0]!]!);
    return beside || (off.length === 2 && oneLetterApart(typed, meant));
  }
  return meant.length === 4 && typed === meant.slice(0, 3);
}

/** The letters that lie beside this one on a keyboard. */
function keysBeside(key: string): string[] {
  const row = words.keys.findIndex((keys) => keys.includes(key));
  if (row < 0) return [];
  const place = words.keys[row]!.indexOf(key);
  const steps: [number, number][] = [[0, -1], [0, 1], [-1, 0], [-1, 1], [1, -1], [1, 0]];
  return steps.map(([down, right]) => words.keys[row + down]?.[place + right] ?? "").filter(Boolean);
}
