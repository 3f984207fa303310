// Numbers in words, and numbers with parts. The same as `in_words.py`.

import { typedWords } from "../../../sentences/told";
import { replaceAll, SMALL, TENS, TIMES, twelve } from "./amount";
import { type Token, DIGITS, joined, phrase, token } from "./tokens";
import { UNIT_WORDS } from "./units";
import words from "../words.json";

const PARTS = new Map(Object.entries(words.parts));

/** Words for small numbers, for tens, and for what these are times: in English, and as the page's language has them. */
const HERE = { small: new Map(SMALL), tens: new Map(TENS), times: new Map(TIMES) };
for (const pair of typedWords(
  "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 " +
  "eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 " +
  "eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 " +
  "seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000",
)) {
  const [word, figure] = pair.split("=") as [string, string | undefined];
  if (!/^[0-9]+$/.test(figure ?? "") || SMALL.has(word) || TENS.has(word) || TIMES.has(word)) continue;
  const value = Number(figure);
  (value < 20 ? HERE.small : value < 100 ? HERE.tens : HERE.times).set(word, value);
  if (value === 10) HERE.times.set(word, value);
}

/** The tokens with each number in words as one number; `zero` reads words for nothing as 0. */
export function numbersInWords(tokens: Token[], zero = true): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const taken = zero ? phrase(tokens, at, words.zero) : 0;
    if (taken) {
      out.push(token("number", joined(tokens.slice(at, at + taken)), 0));
      at += taken;
      continue;
    }
    const [value, after] = numberWords(tokens, at);
    if (after > at) out.push(token("number", replaceAll(joined(tokens.slice(at, after)), " - ", "-"), value));
    else out.push(tokens[at]!);
    at = Math.max(after, at + 1);
  }
  return out;
}

/** The number that begins here in words, or with digits and a word such as thousand, and where it ends. */
function numberWords(tokens: Token[], start: number): [number, number] {
  let [at, total, current, last] = [start, 0, 0, ""];
  for (; at < tokens.length; at += 1) {
    const one = tokens[at]!;
    const word = one.text;
    const following = tokens[at + 1]?.text ?? "";
    const small = HERE.small.get(word);
    const times = HERE.times.get(word);
    const spoken = last ? null : spokenPoint(tokens, at);
    if (word === "one" && !last && words.one_is_no_number_after.includes(tokens[at - 1]?.text ?? "")) break;
    if (one.what === "number" && !last && HERE.times.has(following)) [current, last] = [one.value, "digits"];
    else if (spoken) return spoken;
    else if (word === "half" && !last && halfOf(tokens, at) !== null) {
      [current, last] = [0.5, "small"];
      at += halfOf(tokens, at)!;
    } else if (["a", "an", "one"].includes(word) && !last && HERE.times.has(following)) [current, last] = [1, "small"];
    else if (times !== undefined && last) {
      if (times > 100) [total, current] = [total + current * times, 0];
      else current *= times;
      last = "times";
    } else if (HERE.tens.has(word) && (last === "" || last === "times")) {
      [current, last] = [current + HERE.tens.get(word)!, "tens"];
    } else if (small !== undefined && (last === "" || last === "times" || (last === "tens" && small < 10))) {
      [current, last] = [current + small, "small"];
    } else if (word === "point" && (last === "small" || last === "tens") && HERE.small.has(following)) {
      return afterThePoint(tokens, at + 1, total + current);
    } else if ((word === "and" && last === "times") || (word === "-" && last === "tens")) {
      if (!HERE.small.has(following) && !HERE.tens.has(following)) break;
    } else break;
  }
  return last ? [total + current, at] : [0, start];
}

/** 33 point 3, 33 point three and point three six, with where they end; null for anything else. */
function spokenPoint(tokens: Token[], at: number): [number, number] | null {
  const [one, point, after] = tokens.slice(at, at + 3) as [Token, Token | undefined, Token | undefined];
  if (one.text === "point" && point && (at === 0 || ["is", "about"].includes(tokens[at - 1]!.text))) {
    return HERE.small.has(point.text) ? afterThePoint(tokens, at + 1, 0) : null;
  }
  if (!DIGITS.test(one.text) || !after || point!.text !== "point") return null;
  if (HERE.small.has(after.text)) return afterThePoint(tokens, at + 2, one.value);
  return DIGITS.test(after.text) ? [Number(`${one.text}.${after.text}`), at + 3] : null;
}

/** How many words stand between this half and its dozen: 0 or 1; null where no such word follows. */
function halfOf(tokens: Token[], at: number): number | null {
  const following = [tokens[at + 1]?.text ?? "", tokens[at + 2]?.text ?? ""];
  const skipped = following[0] === "a" || following[0] === "an" ? 1 : 0;
  const word = following[skipped]!;
  return TIMES.has(word) && word !== "k" ? skipped : null;
}

function afterThePoint(tokens: Token[], from: number, whole: number): [number, number] {
  let [digits, at] = ["", from];
  for (; (HERE.small.get(tokens[at]?.text ?? "") ?? 99) < 10; at += 1) digits += HERE.small.get(tokens[at]!.text)!;
  return [twelve(whole + Number(`0.${digits}`)), at];
}

/** The tokens with a half, three quarters and 2 1/2 as one number each. */
export function withParts(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const one = tokens[at]!;
    const of = PARTS.get(one.text);
    const before = out[out.length - 1];
    const article = before !== undefined && (before.text === "a" || before.text === "an");
    if (of && before?.what === "number" && one.text !== "second" && one.text !== "seconds") {
      out[out.length - 1] = token("number", `${before.text} ${one.text}`, before.value / of, "part");
    } else if (of && (one.text === "half" || article)) {
      if (article) out.pop();
      out.push(token("number", one.text, 1 / of, "part"));
    } else if (isMixed(tokens.slice(at, at + 3), before?.text === "and" ? out[out.length - 2] : before)) {
      if (before!.text === "and") out.pop();
      const whole = out[out.length - 1]!;
      const below = tokens[at + 2]!;
      out[out.length - 1] = token("number", `${whole.text} ${one.text}/${below.text}`, whole.value + one.value / below.value);
      at += 2;
    } else out.push(one);
  }
  return andAPart(out);
}

/** True at the 1 of 2 1/2, and of 2 and 1/2. */
function isMixed([one, sign, below]: Token[], before: Token | undefined): boolean {
  return (
    before?.what === "number" && one?.what === "number" && below?.what === "number" &&
    sign?.text === "/" && one.value > 0 && one.value < below.value
  );
}

/** The tokens with 10 and a half, and 10 days and a half, as one number. */
function andAPart(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (const one of tokens) {
    const at = wholeBeforeAnd(out);
    const both = out[at];
    if (one.kind === "part" && both && one.value < 1 && both.value >= 1) {
      out.pop();
      out[at] = token("number", `${both.text} and ${one.text}`, both.value + one.value);
    } else out.push(one);
  }
  return out;
}

/** Where the number of "10 and" or "10 days and" stands; -1 where there is none. */
function wholeBeforeAnd(out: Token[]): number {
  if (out[out.length - 1]?.text !== "and") return -1;
  if (out[out.length - 2]?.what === "number") return out.length - 2;
  const named = out[out.length - 3]?.what === "number" && UNIT_WORDS.has(out[out.length - 2]!.text);
  return named ? out.length - 3 : -1;
}
