// A number as people type it: the text in, the number out, with what it is a number of. What `reading.py` reads,
// with the same table of words.

import { Unreadable } from "../base/mark";
import { numberText, SPACE, strip, stripEnd, stripStart } from "../base/python";
import { caseless, listed } from "../base/text";
import { bare as bareText, inWords, unitSaid, decimalSign, typedWords } from "../../sentences/told";
import words from "./words.json";

/** What a question asks for: its kind, its unit, more words that may stand beside the number, and whether it is a least or a most. */
export interface Quantity {
  kind: string;
  unit: string;
  units: string[];
  bound?: string;
  /** The question itself, in words; empty where it is not known. */
  ask?: string;
}

/** A number that was read. */
export interface Amount {
  value: number;
  /** Why it is no such quantity as was asked for; empty when it is one. */
  told: string;
  /** What is said beside it, such as that a comma was read as a point. */
  note: string;
  /** The number that a comma may stand for as well, and what to say then. */
  other: [number, string] | null;
  /** The same in the unit that is asked for, where it was given in another. */
  asAsked: number | null;
  /** The number with its unit, as they were typed. */
  typed: string;
  /** What is said where the words beside it say that something else is counted, such as "late" for "on time". */
  doubt: string;
}

/** A piece of the text: a number, a unit, or a word or sign. `text` is how it was typed. */
interface Token {
  what: "number" | "unit" | "word";
  text: string;
  value: number;
  kind: string;
  /** A comma or the like stands right behind this number. */
  ends?: boolean;
}

/** From one number to another was typed; a question may take it where both ends are near enough. */
export class Range extends Unreadable {
  constructor(readonly low: number, readonly high: number) {
    super(sentence("range", { low: say(low), high: say(high) }));
  }
}

const TOLD: { [key: string]: string } = inWords(words.told);
const SMALL = new Map(Object.entries(words.small));
const TENS = new Map(Object.entries(words.tens));
const TIMES = new Map(Object.entries(words.times));
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

/** A text whose numbers are written as the page's language does, with them as in English. */
function inEnglishFigures(text: string): string {
  if (decimalSign() !== ",") return text;
  const numbers = /(^|[^0-9.,])(?:([0-9]{1,3}(?:[. '][0-9]{3})+|[0-9]+),([0-9]+)|([0-9]{1,3}(?:\.[0-9]{3})+))(?![0-9.,])/g;
  return text.replace(numbers, (_, before: string, one?: string, parts?: string, other?: string) => {
    const whole = (one ?? other ?? "").replace(/[^0-9]/g, "");
    return before + (parts ? `${whole}.${parts}` : whole);
  });
}

function sentence(key: string, parts: { [name: string]: string } = {}): string {
  return TOLD[key]!.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
}

function unread(key: string, parts: { [name: string]: string } = {}): never {
  throw new Unreadable(sentence(key, parts));
}

export function amount(value: number): Amount {
  return { value, told: "", note: "", other: null, asAsked: null, typed: "", doubt: "" };
}

/** Read a number as people type it; it throws Unreadable with a sentence that says what would do. */
export function readNumber(answer: unknown, asked: Quantity): Amount {
  if (Array.isArray(answer) && answer.length === 1) return readNumber(answer[0], asked);
  if (typeof answer !== "number" && typeof answer !== "string") unread("one-number");
  const found = typeof answer === "string" ? readText(answer, asked) : amount(answer as number);
  if (typeof answer === "number" && asked.kind === "share" && asked.unit !== "in 100") {
    if (found.value > 1 && found.value <= 100) found.value /= 100;
  }
  if (!Number.isFinite(found.value)) unread("one-number");
  return found;
}

// --- From text to tokens ----------------------------------------------------------------------

const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
const PIECE = new RegExp(
  "(?<number>[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\\.[0-9]+)?(?![0-9,])" +
    "|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:\\.[0-9]+)?(?![0-9])" +
    "|[0-9]+(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?(?![0-9])|[.,][0-9]+)" +
    `|(?<word>${LETTER}+(?:'${LETTER}+)?)|(?<sign>[^${SPACE}])`,
  "gu",
);
const SPACES = new RegExp(`[${SPACE}]+`, "g");
const BEGINS = new RegExp(`^(?:${LETTER}|[0-9])`, "u");

function replaceAll(text: string, sign: string, meant: string): string {
  return text.split(sign).join(meant);
}

/** The text with one sign for each of its kinds, in small letters. */
function clean(typed: string): string {
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

function token(what: Token["what"], text: string, value = 0, kind = ""): Token {
  return { what, text, value, kind };
}

function pieces(text: string): Token[] {
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

const SPLIT = new Map<string[], string[][]>();

/** Phrases as lists of their words and signs, the longest first. */
function split(phrases: string[]): string[][] {
  let found = SPLIT.get(phrases);
  if (!found) {
    found = phrases.map((phrase) => Array.from(phrase.matchAll(PIECE), (one) => one[0]));
    found.sort((one, other) => other.length - one.length);
    SPLIT.set(phrases, found);
  }
  return found;
}

function stands(tokens: Token[], at: number, phrase: string[]): boolean {
  return phrase.every((word, more) => tokens[at + more]?.text === word);
}

/** How many tokens the longest of these phrases takes up here; 0 when there is none. */
function phrase(tokens: Token[], at: number, phrases: string[]): number {
  return split(phrases).find((one) => stands(tokens, at, one))?.length ?? 0;
}

function joined(tokens: Token[]): string {
  return tokens.map((one) => one.text).join(" ");
}

// --- Slips in number words --------------------------------------------------------------------

/** The tokens with "twentyfive" and "sixhours" as two words, and slips beside a number word put right. */
function mended(tokens: Token[]): Token[] {
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

/** Units that are one word of four letters or more: such a word may be typed onto a number. */
const UNIT_WORDS = new Set(
  Object.values(words.units)
    .flatMap((names) => Object.values(names).flatMap((forms) => forms as string[]))
    .filter((form) => form.length >= 4 && /^[a-z]+$/.test(form)),
);

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

// --- Numbers in words -------------------------------------------------------------------------

/** The words of a text in their order, each number with its value; a word for nothing stays a word. */
export function wordsAndNumbers(typed: string): [string, number | null][] {
  const text = Array.from(typed, (one) => (words.raised.includes(one) ? " " : one)).join("");
  return numbersInWords(pieces(inEnglishFigures(clean(text))), false)
    .filter((one) => one.what === "number" || one.text === "%" || BEGINS.test(one.text))
    .map((one) => [one.text, one.what === "number" ? one.value : null]);
}

/** The tokens with each number in words as one number; `zero` reads words for nothing as 0. */
function numbersInWords(tokens: Token[], zero = true): Token[] {
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

const DIGITS = /^[0-9]+$/;

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
function withParts(tokens: Token[]): Token[] {
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

// --- Units ------------------------------------------------------------------------------------

/** Each word or sign for a unit, with its kind and its name, the longest first. */
const UNITS: [string[], string][] = Object.entries(words.units)
  .flatMap(([kind, names]) =>
    Object.entries(names).flatMap(([name, forms]) =>
      split(forms as string[]).map((one): [string[], string] => [one, `${kind}:${name}`])))
  .sort(([one], [other]) => other.length - one.length);

/** Words that stand for the unit that is asked for: those of the question, and the unit as it is shown. */
function ownOf(asked: Quantity): string[] {
  return [...asked.units, asked.unit, bareText(unitSaid(asked.unit))].filter(Boolean);
}

function withUnits(tokens: Token[], asked: Quantity): Token[] {
  const out: Token[] = [];
  const own = split(ownOf(asked).map(clean));
  for (let at = 0; at < tokens.length; ) {
    const mine = own.find((one) => stands(tokens, at, one));
    const known = UNITS.find(([one]) => stands(tokens, at, one));
    const word = tokens[at]!.what === "word";
    const first = known?.[0][0] ?? "";
    const numberBefore = out[out.length - 1]?.what === "number";
    if (word && known && (Array.from(first).length > 1 || numberBefore || "£€$%".includes(first))) {
      out.push(token("unit", known[0].join(" "), 0, known[1]));
      at += known[0].length;
    } else if (word && mine) {
      out.push(token("unit", mine.join(" "), 0, "own:"));
      at += mine.length;
    } else {
      out.push(tokens[at]!);
      at += 1;
    }
  }
  return out;
}

// --- What was meant ---------------------------------------------------------------------------

function numbersIn(tokens: Token[]): Token[] {
  return tokens.filter((one) => one.what === "number");
}

function readText(typed: string, asked: Quantity): Amount {
  if (Array.from(typed).length > words.longest) unread("one-number");
  const found = withUnits(withParts(numbersInWords(mended(pieces(inEnglishFigures(clean(typed)))))), asked);
  const withBrackets = bracketsWorkedOut(found.filter((one) => one.text !== "~"));
  let tokens = fromTheEnd(beforeTheReason(withoutItsShare(bareTokens(withBrackets), asked)), asked);
  if (!numbersIn(tokens).length) tokens = misspelt(roman(tokens));
  if (!numbersIn(tokens).length) unread("one-number");
  tokens = withoutBound(tokens, asked.bound ?? "");
  if (isBound(tokens)) unread("bound");
  if (isForEach(tokens)) unread("for-each");
  let doubt = doubtOf(tokens, asked);
  const read = (): [number, string] => valueOf(tokens, asked);
  let meant: [number, string];
  try {
    meant = read();
  } catch (trouble) {
    if (!(trouble instanceof TwoNumbers)) throw trouble;
    const side = sideOfEquals(tokens, asked);
    const meantOfThem = side ? null : meantOfSeveral(tokens, withBrackets, asked);
    tokens = side ?? (meantOfThem ? assumed(meantOfThem) : withoutRemark(withoutEchoes(tokens, asked), withBrackets, asked));
    meant = read();
    doubt ||= doubtOf(tokens, asked);
  }
  const judgedAmount = judged(meant[0], meant[1], tokens, asked);
  judgedAmount.doubt = doubt;
  const taken = tokens.find((one) => one.kind === "assumed");
  if (taken && !judgedAmount.note) judgedAmount.note = sentence("assumed", { read: bare(taken) });
  return judgedAmount;
}

/** More than one number was typed, and they are no sum. */
class TwoNumbers extends Unreadable {
  constructor(tokens: Token[]) {
    super(sentence("two-numbers", { numbers: listed(numbersIn(tokens).slice(0, 4).map(bare)) }));
  }
}

/** What stands before "because" where that holds the one number: "4, because 21 + 15 + 4 = 40". */
function beforeTheReason(tokens: Token[]): Token[] {
  const at = Math.max(0, tokens.findIndex((one) => words.sure_reasons.includes(one.text)));
  return numbersIn(tokens.slice(0, at)).length === 1 ? tokens.slice(0, at) : tokens;
}

/** The tokens without brackets, and without words that say nothing of the number. */
function bareTokens(tokens: Token[]): Token[] {
  let found = tokens.filter((one) => one.text !== "(" && one.text !== ")");
  for (const phrases of [words.before, words.in_all]) found = without(found, phrases);
  return found;
}

/** The tokens with the one word read that is a Roman number of two letters or more, such as viii. */
function roman(tokens: Token[]): Token[] {
  const found = tokens.filter((one) => one.what === "word" && /^x{0,3}(?:ix|iv|v?i{0,3})$/.test(one.text));
  if (found.length !== 1 || found[0]!.text.length < 2) return tokens;
  const letters = Array.from(found[0]!.text.replace("iv", "iiii").replace("ix", "viiii"));
  const value = letters.reduce((sum, letter) => sum + { i: 1, v: 5, x: 10 }[letter as "i" | "v" | "x"], 0);
  return tokens.map((one) => (one === found[0] ? token("number", one.text, value) : one));
}

/** The tokens with the one word put right that is nearly a number word. */
function misspelt(tokens: Token[]): Token[] {
  const typed = tokens.filter((one) => one.what === "word");
  const near = typed.filter((one) => nearlyANumber(one.text));
  const slip = near[0];
  if (near.length !== 1 || (typed.length > 1 && Array.from(slip!.text).length < 4)) return tokens;
  const meant = nearlyANumber(slip!.text);
  const value = TENS.get(meant) ?? SMALL.get(meant)!;
  return tokens.map((one) => (one === slip ? token("number", meant, value) : one));
}

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

/** True when a letter was added, left out, changed, or swapped with the next. */
function oneLetterApart(typed: string, meant: string): boolean {
  const [one, other] = [Array.from(typed), Array.from(meant)];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length === 1) {
    return long.some((_, at) => [...long.slice(0, at), ...long.slice(at + 1)].join("") === short.join(""));
  }
  if (long.length !== short.length) return false;
  const off = one.flatMap((letter, at) => (letter === other[at] ? [] : [at]));
  const [first, second] = off as [number, number];
  const swapped = off.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first];
  return off.length === 1 || swapped;
}

/** True for one for each week: that is no number of its own. */
function isForEach(tokens: Token[]): boolean {
  const one = numbersIn(tokens).length === 1;
  return one && tokens.some((token, at) => token.what === "number" && phrase(tokens, at + 1, words.for_each) > 0);
}

/** What is said where the words beside a number say that it is no number of these; else empty. */
function doubtOf(tokens: Token[], asked: Quantity): string {
  if (countsTheOthers(tokens, asked)) return sentence("the-others");
  if (isForOneOfThem(tokens, asked)) return sentence("for-each");
  return saysWhichOne(tokens, asked) ? sentence("which-one") : "";
}

/** True for "6 hours each", "5 in each year", and "6 hours a week" where the question asks for a month. */
function isForOneOfThem(tokens: Token[], asked: Quantity): boolean {
  if (!["count", "time", "money"].includes(asked.kind) || numbersIn(tokens).length !== 1) return false;
  let at = placesIn(tokens)[0]! + 1;
  if (tokens[at]?.what === "unit") at += 1;
  let said = tokens.slice(at).map((one) => one.text);
  if (said[0] === "in") said = said.slice(1);
  if (said.length === 1 && said[0] === "each") return true;
  if (said.length !== 2 || !words.for_one.includes(said[0]!) || !tokens[tokens.length - 1]!.kind.startsWith("time")) return false;
  const rates = Array.from((asked.ask ?? "").toLowerCase().matchAll(new RegExp(`\\b(?:${words.for_one.join("|")}) ([a-z]+)`, "g")), (one) => one[1]!);
  return !rates.includes(said[1]!) && (said[0] === "each" || rates.some((one) => UNIT_WORDS.has(one)));
}

/** True for "week 3" where weeks are counted, and for "3rd": that is no number of weeks. */
function saysWhichOne(tokens: Token[], asked: Quantity): boolean {
  const numbers = numbersIn(tokens);
  if (!asked.kind || numbers.length !== 1) return false;
  const at = tokens.indexOf(numbers[0]!);
  const after = tokens.slice(at + 1).map((one) => one.text);
  if (/[0-9]$/.test(numbers[0]!.text) && words.places.includes(after[0] ?? "")) return true;
  const oneOf = ownOf(asked).map(clean).filter((own) => own.endsWith("s")).map(singular);
  return at > 0 && oneOf.includes(tokens[at - 1]!.text) && !after.length;
}

function singular(word: string): string {
  return word.replace(/s$/, "");
}

/**
 * True for "6 were late", "late 6" and "6 were not", where the question is how many were on time. Nothing else
 * may be said beside it, so that "6, the others were late" is 6.
 */
function countsTheOthers(tokens: Token[], asked: Quantity): boolean {
  const asks = asksOf(asked);
  const first = Math.max(0, tokens.findIndex((one) => one.what === "number"));
  if (!asks.length || tokens[first]?.kind === "part") return false;
  const ours = [...ownOf(asked).map(clean), ...words.beside_the_count];
  const said = (part: Token[]): string[] => joined(part).split(" ").filter(Boolean);
  const [before, after] = [said(tokens.slice(0, first)), said(tokens.slice(first + 1))];
  const mayDeny = !/\b(?:no|without) [a-z]/.test((asked.ask ?? "").toLowerCase()); // "no, missed, no" says no more
  const otherUnits: { [unit: string]: string[] } = words.other_units;
  if (after.length && otherUnits[asked.unit]?.includes(after[0]!)) return true;
  if (before.length && after.every((one) => ours.includes(one))) {
    const left = before.filter((one) => !ours.includes(one));
    return isOpposite(left, asks) || (mayDeny && left.length > 0 && isDenied(left, asks));
  }
  for (let at = 0; at < after.length; at += 1) {
    if (isOpposite(after.slice(at), asks) || (mayDeny && isDenied(after.slice(at), asks))) return true;
    const unit = tokens.some((one) => one.what === "unit" && one.text.split(" ").includes(after[at]!));
    if (words.denies.includes(after[at]!) || (!ours.includes(after[at]!) && !asks.includes(after[at]!) && !unit)) return false;
  }
  return false;
}

/** True for "late" where a question asks what was on time, with words of the question behind it. */
function isOpposite(typed: string[], asks: string[]): boolean {
  const askedIn = ` ${asks.join(" ")} `;
  const pairs = words.opposites.flatMap(([one, other]) => [[one!, other!], [other!, one!]] as [string, string][]);
  const found = pairs.find(([one, other]) =>
    `${typed.join(" ")} `.startsWith(`${one} `) && askedIn.includes(` ${other} `) && !askedIn.includes(` ${one} `));
  return found !== undefined && areOfTheQuestion(typed.slice(found[0].split(" ").length), asks);
}

/** True for "not" and "didn't agree" where the question itself says no "not". */
function isDenied(typed: string[], asks: string[]): boolean {
  const [denies, ...after] = typed as [string, ...string[]];
  return words.denies.includes(denies) && !["no", "without"].includes(denies)
    && !asks.some((one) => words.denies.includes(one) && !["no", "without"].includes(one))
    && !after.some((one) => ["it", "they", "that"].includes(one)) && areOfTheQuestion(after, asks);
}

function areOfTheQuestion(typed: string[], asks: string[]): boolean {
  const same = words.same_verbs.filter((forms) => forms.some((one) => asks.includes(one))).flat();
  const known = ["the", "thing", ...asks.map(singular), ...same.map(singular)];
  return typed.every((one) => known.includes(singular(one)));
}

/** The tokens of the number that is meant, where others stand in a remark beside it. */
function withoutRemark(tokens: Token[], withBrackets: Token[], asked: Quantity): Token[] {
  const all = tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
  if (all.length === 2 && tokens[all[1]! - 1]!.text === "not") return tokens.slice(0, all[1]! - 1); // 6, not 7
  const outside = bareTokens(outsideBrackets(withBrackets));
  if (numbersIn(outside).length === 1) return outside;
  const reason = Math.max(0, tokens.findIndex((one) => words.reasons.includes(one.text)));
  if (numbersIn(tokens.slice(0, reason)).length === 1) return tokens.slice(0, reason);
  const places = all as [number, number, ...number[]];
  const [first, ...others] = places.map((at) => tokens[at]!) as [Token, ...Token[]];
  const between = tokens.slice(places[0] + 1, places[1]).map((one) => one.text);
  const same = others.every((one) => one.value === first.value);
  const inWords = DIGIT.test(first.text) && !others.some((one) => DIGIT.test(one.text));
  if (!between.some((word) => JOINING.has(word)) && (same || (inWords && (between.length || first.kind === "clause")))) return tokens.slice(0, places[1]);
  if (saysMoreAfterIt(tokens, places)) return assumed(tokens.slice(0, first.ends ? places[0] + 1 : places[1]));
  const own = ofTheUnitAskedFor(tokens, places, asked);
  if (own !== null) return assumed(tokens.slice(own, own + 2));
  const apart = besideAPart(tokens, asked) ?? besideTheOthers(tokens, places, asked);
  if (apart) return assumed(apart);
  const fresh = theNewOne(tokens, asked);
  if (fresh) return assumed(fresh);
  throw new TwoNumbers(tokens);
}

/** The tokens of a number that is taken for the answer, which is then said. */
function assumed(tokens: Token[]): Token[] {
  return tokens.map((one) => (one.what === "number" && one.kind !== "part" ? { ...one, kind: "assumed" } : one));
}

/** Where the 20 of "20 dots and one gap" stands, where dots are asked for. Each other number has to name a thing. */
function ofTheUnitAskedFor(tokens: Token[], places: number[], asked: Quantity): number | null {
  if (tokens.some((one) => words.second_thoughts.includes(one.text))) return null;
  const ours = ownOf(asked).map(clean);
  const own = places.filter((at) => ours.includes(tokens[at + 1]?.text ?? ""));
  const others = places.flatMap((at) => tokens[at + 1] ?? []).filter((one) => one.what === "word" && WORD.test(one.text));
  const apart = others.every((one) => !JOINING.has(one.text));
  return own.length === 1 && others.length === places.length - 1 && apart ? own[0]! : null;
}

/** The number of "about a quarter, 24" and of "a bit more than a third: 0.36", which say about the same twice. */
function besideAPart(tokens: Token[], asked: Quantity): Token[] | null {
  const numbers = numbersIn(tokens);
  const parts = numbers.filter((one) => one.kind === "part" && one.value < 1);
  const others = numbers.filter((one) => !parts.includes(one));
  if (numbers.length !== 2 || parts.length !== 1 || !WORD.test(parts[0]!.text.replace(/ /g, ""))) return null;
  if (betweenNumbers(tokens).some((word) => JOINING.has(word))) return null;
  const [part, other] = [parts[0]!.value, others[0]!.value];
  const near = Math.min(Math.abs(part - other), Math.abs(part - other / 100)) <= 0.05;
  const counted = asked.kind === "count" && other >= 1; // more than half, 32
  return near || counted ? others : null;
}

/** The side of "17 useful points and 3 on the line" that says how many are meant; null where it is not clear. */
function besideTheOthers(tokens: Token[], places: number[], asked: Quantity): Token[] | null {
  if (places.length !== 2 || tokens.some((one) => words.second_thoughts.includes(one.text))) return null;
  const kept = new Map<number, Token[]>();
  const [from, to] = cuts(tokens, places);
  for (let cut = from; cut <= to; cut += 1) {
    const begin = cut + (["and", "but", "while"].includes(tokens[cut]!.text) ? 1 : 0);
    const sides = [tokens.slice(0, cut), tokens.slice(begin)];
    const others = sides.map((side) => countsTheOthers(side, asked));
    const at = others.indexOf(false);
    if (others[0] !== others[1]) kept.set(at, sides[at]!);
  }
  return kept.size === 1 ? [...kept.values()][0]! : null;
}

/** Where the sides of "agree 3 disagree 5" and of "3 agree 5 disagree" part: what begins one side begins both. */
function cuts(tokens: Token[], places: number[]): [number, number] {
  const [begins, ends] = [tokens[0]!.what === "number", tokens[tokens.length - 1]!.what === "number"];
  if (ends && !begins) return [places[0]! + 1, places[0]! + 1];
  const joined = places[1]! - (["and", "but", "while"].includes(tokens[places[1]! - 1]!.text) ? 1 : 0);
  return begins && !ends ? [joined, joined] : [places[0]! + 1, places[1]!];
}

/** True for "6 were on time, 4 late", "17, 3 are on the line" and "11 went up and 8 did not"; not for "3, 4 or 5". */
function saysMoreAfterIt(tokens: Token[], [first, second]: [number, number, ...number[]]): boolean {
  const between = tokens.slice(first + 1, second).map((one) => one.text);
  const said = tokens.slice(first + 1).filter((one) => one.what === "word" && WORD.test(one.text)).map((one) => one.text);
  const toldOf = new Set(said.filter((one) => !JOINING.has(one) && one !== "the"));
  const last = between[between.length - 1] ?? "";
  const joined = ["and", "but", "while"].includes(last) && between.length > 1 && tokens[second + 1]?.what === "word";
  const another = joined && tokens.slice(second).some((one) => words.denies.includes(one.text));
  const listedOn = tokens[second]!.kind === "clause";
  const ended = tokens[first]!.kind === "clause" && (between.length > 0 || (toldOf.size > 1 && !listedOn));
  return (ended || another) && !["no", "not"].includes(last)
    && !between.some((one) => words.for_one.includes(one)) // 6 a week, 300 a year
    && !tokens.some((one) => words.second_thoughts.includes(one.text)) && toldOf.size > 0;
}

const DIGIT = /^[0-9]/;

/** Words and signs that make one thing of the numbers beside them, or leave open which is meant. */
const JOINING = new Set(
  [words.ranges, words.plus, words.minus, words.multiplied, words.divided, words.out_of, words.bounds_before]
    .flatMap((phrases) => phrases.flatMap((one) => one.split(" ")))
    .concat(Array.from("+-*/=<>:%£€$")),
);

/** The last side of 12/50 = 24/100, and of "12 of 50 is 24 of 100", where all come to the same; else null. */
function sideOfEquals(tokens: Token[], asked: Quantity): Token[] | null {
  const at = [-1, ...tokens.flatMap((one, place) => (one.text === "=" || one.text === "is" ? [place] : [])), tokens.length];
  const sides = at.slice(1).map((end, side) => tokens.slice(at[side]! + 1, end));
  if (sides.length < 2 || !sides.every((side) => numbersIn(side).length)) return null;
  try {
    const values = sides.map((side) => valueOf(side, asked)[0]);
    const same = Math.max(...values) - Math.min(...values) < 1e-9 * Math.max(1, Math.abs(values[0]!));
    return same ? sides[sides.length - 1]! : null;
  } catch (trouble) {
    if (trouble instanceof Unreadable) return null;
    throw trouble;
  }
}

/** The tokens with each sum in brackets as one number, where a sign beside them says what to do with it. */
function bracketsWorkedOut(given: Token[]): Token[] {
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

function outsideBrackets(tokens: Token[]): Token[] {
  const out: Token[] = [];
  let deep = 0;
  for (const one of tokens) {
    deep += one.text === "(" ? 1 : one.text === ")" ? -1 : 0;
    if (deep === 0 && one.text !== ")") out.push(one);
  }
  return out;
}

function without(tokens: Token[], phrases: string[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const taken = phrase(tokens, at, phrases);
    if (!taken) out.push(tokens[at]!);
    at += taken || 1;
  }
  return out;
}

/** What stands before the sign of "6 out of 10 = 60%", where a count is asked for and the share is the same. */
function withoutItsShare(tokens: Token[], asked: Quantity): Token[] {
  const rest = besideItsShare(tokens, asked);
  if (rest) return rest;
  const at = tokens.findIndex((one) => one.text === "=" || one.text === "is");
  if (asked.kind !== "count" || at < 0 || tokens[tokens.length - 1]!.kind !== "share:%") return tokens;
  const [before, share] = [tokens.slice(0, at), numbersIn(tokens.slice(at))];
  const [part, whole] = numbersIn(before);
  if (share.length !== 1 || numbersIn(before).length !== 2 || whole!.value === 0) return tokens;
  const between = betweenNumbers(before);
  const isPart = (between.length === 1 && between[0] === "/") || isOutOf(between);
  return isPart && Math.abs(part!.value / whole!.value - share[0]!.value / 100) < 0.005 ? before : tokens;
}

/** The 32 of "32, that's 53%", where a count is asked for; else null. */
function besideItsShare(tokens: Token[], asked: Quantity): Token[] | null {
  const numbers = numbersIn(tokens);
  if (asked.kind !== "count" || numbers.length !== 2 || tokens[tokens.length - 1]!.kind !== "share:%") return null;
  const clause = words.says_again.includes(betweenNumbers(tokens).join(" "));
  const first = tokens.indexOf(numbers[0]!);
  const withUnit = tokens[first + 1]!.what === "unit" && tokens[first + 1]!.kind.startsWith("share");
  return clause && !withUnit ? tokens.slice(0, Math.min(tokens.indexOf(numbers[1]!), first + 2)) : null;
}

/** The sentence that asks about a minus sign. */
export function minusSaid(): string {
  return sentence("minus");
}

/** What follows the last sign or word for "is", where one number follows; before it for "32 = 19 + 13". */
function fromTheEnd(tokens: Token[], asked: Quantity): Token[] {
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const equals = tokens[at]!.text === "=";
    const taken = equals ? 0 : phrase(tokens, at, words.makes);
    if (!equals && !taken) continue;
    const is = taken === 1 && ["is", "are"].includes(tokens[at]!.text);
    if (is && (phrase(tokens, at + 1, words.out_of) || tellsOfAnother(tokens.slice(0, at), asked))) continue; // 32 comments are in the two
    const [after, before] = [tokens.slice(at + 1), tokens.slice(0, at)];
    const [manyAfter, manyBefore] = [numbersIn(after).length, numbersIn(before).length];
    if (manyAfter === 1 && manyBefore) return missingPart(before, after, asked) ?? after;
    if (equals && manyBefore === 1 && manyAfter > 1) return before;
  }
  return tokens;
}

/** True for the "11 days. The long one" of "11 days. The long one is 15": a new clause, on another thing. */
function tellsOfAnother(before: Token[], asked: Quantity): boolean {
  const last = before.map((one) => one.what).lastIndexOf("number");
  if (last < 0 || before[last]!.kind !== "clause") return false;
  const begin = before[last + 1]?.what === "unit" ? last + 2 : last + 1;
  const said = before.slice(begin).flatMap((one) => one.text.split(" "));
  const known = new Set([...words.results, ...words.beside_a_result, ...asksOf(asked)]);
  return said.some((one) => !known.has(one));
}

/** The words of the question. */
function asksOf(asked: Quantity): string[] {
  return (asked.ask ?? "").toLowerCase().replace(/’/g, "'").match(/[a-z']+/g) ?? [];
}

/** The tokens of the number that is meant, where what the others are can be told for sure; else null. */
function meantOfSeveral(tokens: Token[], withBrackets: Token[], asked: Quantity): Token[] | null {
  const loose = words.second_thoughts.filter((one) => !words.beside_a_result.includes(one) && one !== "mean" && one !== "from");
  if (withBrackets.some((one) => loose.includes(one.text))) return null;
  const raw = withBrackets.filter((one) => one.text !== "(" && one.text !== ")");
  const last = toldLast(raw);
  if (last) return last;
  const own = withoutEchoes(tokens, asked);
  if (numbersIn(own).length === 1) return own;
  const second = ofThem(raw, asked);
  if (second) return second;
  for (const each of [own, tokens]) {
    if (numbersIn(each).length < 3) continue;
    const found =
      sumAtTheEnd(each) ?? countAndItsList(each) ?? partAtTheEnd(each) ?? withoutFromTo(each) ??
      namedAtTheEnd(each, asked) ?? partAndTheOthers(each, asked);
    if (found) return found;
  }
  return null;
}

/** The 6 of "there are 11 links and 6 of them join two sectors": the second says again what is asked. */
function ofThem(tokens: Token[], asked: Quantity): Token[] | null {
  const kept = withoutEchoes(tokens, asked);
  const places = placesIn(kept);
  if (places.length !== 2) return null;
  const behind = kept.slice(places[1]! + 1).map((one) => one.text);
  const said = behind.slice(2).flatMap((one) => one.split(" "));
  const asks = asksOf(asked);
  const them = words.part_of_these.includes(behind.slice(0, 2).join(" "));
  return them && said.length && said.every((one) => asks.includes(one)) ? kept.slice(places[1], places[1]! + 1) : null;
}

/** The 4 of "10 in 100 is 4 in 40": all others stand in the question, and so do all words. */
function theNewOne(tokens: Token[], asked: Quantity): Token[] | null {
  const given = numbersAsked(asked);
  const fresh = numbersIn(tokens).filter((one) => !given.has(one.value) && one.kind !== "part");
  const makes = tokens.map((one) => ["is", "are", "so", "="].includes(one.text)).lastIndexOf(true);
  if (fresh.length !== 1 || numbersIn(tokens).length < 3 || makes < 0) return null;
  const at = tokens.indexOf(fresh[0]!);
  const said = tokens.filter((one) => one.what === "word" && WORD.test(one.text)).map((one) => one.text);
  const asks = asksOf(asked);
  const known = (one: string): boolean =>
    asks.includes(one) || (JOINING.has(one) && !words.ranges.includes(one)) || ["is", "are", "so", "double", "each"].includes(one);
  if (at < makes || !said.every(known)) return null;
  return tokens[at + 1]?.what === "unit" ? tokens.slice(at, at + 2) : fresh;
}

/** The 4 of "21 + 15 + 4 = 40", where the question gives all others; else null. */
function missingPart(before: Token[], after: Token[], asked: Quantity): Token[] | null {
  const given = numbersAsked(asked);
  const numbers = numbersIn(before);
  const fresh = numbers.filter((one) => !given.has(one.value));
  const said = before.filter((one) => one.what === "word");
  const known = said.length && said.every((one) => one.text === "+") && numbers.length > 2 && given.has(numbersIn(after)[0]!.value);
  return known && fresh.length === 1 ? fresh : null;
}

/** The words of the question, with its numbers read. */
function askedInNumbers(asked: Quantity): Token[] {
  return asked.ask ? numbersInWords(pieces(clean(asked.ask)), false) : [];
}

function numbersAsked(asked: Quantity): Set<number> {
  return new Set(numbersIn(askedInNumbers(asked)).map((one) => one.value));
}

function placesIn(tokens: Token[]): number[] {
  return tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
}

/** Words between the numbers of a list, a range or a sum. */
const LISTING = new Set(
  [words.ranges, words.plus, words.minus, words.multiplied, words.divided].flatMap((phrases) => phrases.flatMap((one) => one.split(" "))),
);

/** Words that name something; none that join numbers, as in a list of them. */
function labels(tokens: Token[]): string[] {
  return tokens.filter((one) => one.what !== "number" && WORD.test(one.text) && !LISTING.has(one.text)).map((one) => one.text);
}

/** The tokens without numbers that only say the question again: "in the first 20 weeks", "two sectors". */
function withoutEchoes(tokens: Token[], asked: Quantity): Token[] {
  if (asked.kind === "share" || !asked.ask) return tokens;
  const asks = askedInNumbers(asked);
  const beside = new Set<string>();
  for (const at of placesIn(asks)) for (const word of nextTo(asks, at)) beside.add(`${asks[at]!.value} ${word}`);
  const [first] = placesIn(tokens);
  const mayBeOne = placesIn(tokens).filter((at) => at > first! || tokens[at - 1]?.text === "the");
  const echoes = mayBeOne.filter((at) => nextTo(tokens, at).some((word) => beside.has(`${tokens[at]!.value} ${word}`)));
  const kept = tokens.filter((_, at) => !echoes.includes(at));
  return numbersIn(kept).length ? kept : tokens;
}

/** The words right beside a number that tell what it is a number of. */
function nextTo(tokens: Token[], at: number): string[] {
  const near = [...tokens.slice(Math.max(0, at - 1), at), ...tokens.slice(at + 1, at + 2)];
  return near.filter((one) => one.what !== "number" && Array.from(one.text).length > 4).map((one) => one.text);
}

/** The 6 of "3 below 3 above, 6" and the 25 of "bus 14, cost 11: 25": what the others make together. */
function sumAtTheEnd(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  const last = places[places.length - 1]!;
  if (places.length < 3 || !labels(tokens.slice(places[0]! + 1, last)).length) return null;
  const others = places.slice(0, -1).reduce((sum, at) => sum + tokens[at]!.value, 0);
  return Math.abs(others - tokens[last]!.value) < 1e-9 ? tokens.slice(last) : null;
}

/** The four of "the four dots 9, 7, 8 and 6": as many as are named. The 5 of "weeks 13, 14, 15, 16 and 17: 5" too. */
function countAndItsList(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  const [others, more] = [places.length - 1, labels(tokens).length > 0];
  const [first, last] = [tokens[places[0]!]!, tokens[places[others]!]!];
  const sums = tokens.some((one) => ["+", "-", "*", "/", "="].includes(one.text));
  const named = labels(tokens.slice(places[0], places[1])).length > 0;
  if (others > 1 && named && first.value === others && !sums) return tokens.slice(0, first.ends ? places[0]! + 1 : places[1]);
  const ended = tokens[places[others - 1]!]!.kind === "clause";
  return others > 2 && more && ended && last.value === others ? tokens.slice(places[others]) : null;
}

/** The "52 in 200" of "26 in 100 so 52 in 200": one part of a whole, behind what it follows from. */
function partAtTheEnd(tokens: Token[]): Token[] | null {
  const at = Math.max(0, tokens.map((one) => ["so", "=", "are"].includes(one.text)).lastIndexOf(true));
  const [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const [part, whole] = numbersIn(after);
  if (numbersIn(before).length < 2 || numbersIn(after).length !== 2) return null;
  if (tokens[at]!.text === "are" && isOutOf(betweenNumbers(before))) return null;
  return isOutOf(betweenNumbers(after)) && part!.value <= whole!.value ? after : null;
}

/** The 5 of "5, from week 13 to week 17": the two that say from where to where count nothing. */
function withoutFromTo(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  if (places.length !== 3) return null;
  const said = tokens.slice(places[0]! + 1).filter((one) => one.what === "word").map((one) => one.text);
  const tail = said.filter((one) => !["week", "weeks", "dot", "dots"].includes(one));
  const froms = words.from_to.includes(tail.slice(-2).join(" "));
  return froms && !tail.slice(0, -2).some((one) => JOINING.has(one)) ? tokens.slice(0, places[0]! + 1) : null;
}

/** The end of "21 weeks, 1 gap, 20 dots", of "90 min a week, 4 weeks, 6 hours" and of "3 on the line, 17 useful". */
function namedAtTheEnd(tokens: Token[], asked: Quantity): Token[] | null {
  const places = placesIn(tokens);
  const last = places[places.length - 1]!;
  const ends = [...places.slice(1), tokens.length];
  const behind = places.map((at, one) => tokens.slice(at + 1, ends[one]).flatMap((each) => each.text.split(" ")));
  const lastBehind = behind[behind.length - 1]!;
  if (tokens[places[places.length - 2]!]!.kind !== "clause" || !lastBehind.length) return null;
  const onlyLast = (is: boolean[]): boolean => is.every((one, at) => one === (at === is.length - 1));
  const unit = [clean(bareText(unitSaid(asked.unit))), clean(asked.unit)];
  if (onlyLast(behind.map((each) => each.length > 0 && unit.includes(each[0]!)))) {
    return lastBehind.length === 1 && labels(tokens.slice(0, last)).length ? tokens.slice(last) : null;
  }
  const asks = asksOf(asked);
  if (!behind.every((each) => each.length)) return null;
  return onlyLast(behind.map((each) => each.every((one) => asks.includes(one)))) ? tokens.slice(last, last + 1) : null;
}

/** The "11 of the 19" of "11 of the 19, 8 did not"; else null. */
function partAndTheOthers(tokens: Token[], asked: Quantity): Token[] | null {
  const places = placesIn(tokens);
  if (places.length !== 3 || tokens[places[1]!]!.kind !== "clause") return null;
  const [part, rest] = [tokens.slice(0, places[2]), tokens.slice(places[2])];
  return isOutOf(betweenNumbers(part)) && countsTheOthers(rest, asked) ? part : null;
}

/** The end of "steps 3, 4 and 5, mean 4" and of "6+24=30, 10+90=100, 30%": what was found; else null. */
function toldLast(tokens: Token[]): Token[] | null {
  const places = tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
  const [before, last] = places.slice(-2) as [number, number];
  if (places.length < 3 || tokens[before]!.kind !== "clause") return null;
  const lead = tokens.slice(before + 1, last).filter((one) => one.what !== "unit").map((one) => one.text);
  const named = lead.some((one) => words.results.includes(one));
  const worked = !lead.length && tokens.slice(0, last).filter((one) => one.text === "=").length > 1;
  const alone = lead.every((one) => words.results.includes(one) || words.beside_a_result.includes(one));
  const ends = tokens.slice(last + 1).every((one) => one.what === "unit");
  return (named || worked) && alone && ends ? tokens.slice(last) : null;
}

/** The tokens without "at least", where the least is asked for, and so for the most. */
function withoutBound(tokens: Token[], bound: string): Token[] {
  if (!bound || numbersIn(tokens).length !== 1) return tokens;
  const [befores, afters] = bound === "least" ? [words.least_before, words.least_after] : [words.most_before, words.most_after];
  const at = tokens.indexOf(numbersIn(tokens)[0]!);
  let [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const found = split(befores).find((one) => before.length >= one.length && stands(before, before.length - one.length, one));
  if (found) before = before.slice(0, before.length - found.length);
  if (bound === "least" && after[0]?.text === "+") after = after.slice(1);
  const unit = after.slice(0, 1).filter((one) => one.what === "unit");
  after = after.slice(unit.length);
  return [...before, tokens[at]!, ...unit, ...after.slice(phrase(after, 0, afters))];
}

function isBound(tokens: Token[]): boolean {
  const sum = numbersIn(tokens).length > 1;
  const found = tokens.some((one, at) => {
    if (one.what !== "number") return false;
    const before = [1, 2, 3].some((back) =>
      at >= back && !tokens[at > back ? at - back - 1 : at]!.text.startsWith("add") && phrase(tokens, at - back, words.bounds_before) === back);
    const unit = tokens[at + 1]?.what === "unit" ? 1 : 0;
    const after = [0, unit].some((more) => phrase(tokens, at + 1 + more, words.bounds_after) > 0);
    return (at > 0 && before && !sum) || after;
  });
  const numbers = numbersIn(tokens);
  const last = numbers.length ? tokens.lastIndexOf(numbers[numbers.length - 1]!) : tokens.length;
  return found || tokens.slice(last).some((one) => one.text === "+");
}

/** The value, and the kind and the unit that it was given in, such as `time:weeks`; empty for none. */
function valueOf(tokens: Token[], asked: Quantity): [number, string] {
  const numbers = numbersIn(tokens);
  const units = tokens.filter((one, at) => one.what === "unit" && !isRate(tokens, at) && !isFar(tokens, at, asked)).map((one) => one.kind);
  const given = units.find((one) => !one.startsWith("own")) ?? units[0] ?? "";
  const together = severalUnits(tokens, asked);
  if (together) return together;
  if (numbers.length === 1) return [signed(tokens, numbers[0]!), given];
  if (numbers.length === 2) {
    const [first, second] = numbers as [Token, Token];
    const between = betweenNumbers(tokens);
    const only = between.length === 1 ? between[0]! : "";
    if (wholeFirst(tokens, first, second)) return partOf(second, first.value, false, given, asked);
    if (only === "-" && isSaidTwice(first, second)) return [first.value, given];
    const per = asked.kind === "share" && (only === "each" || only === "every");
    if (per || isOutOf(between, mayStandBetween(asked)) || only === "/") {
      const counted = ["count", "amount"].includes(asked.kind) && !given.startsWith("share");
      // The weeks of "8 in the first 20 weeks" are of the 20.
      return partOf(first, second.value, only === "/", counted ? unitBetween(tokens) : given, asked);
    }
    if (fills(between, words.ranges) && (only !== "-" || first.value < second.value)) {
      if (only !== "and" || tokens.some((one) => one.text === "between")) throw new Range(first.value, second.value);
    }
    const alone = tokens.filter((one) => one.what === "word").length === 1;
    if (only === ":" && second.text === "00" && alone && ["count", "time"].includes(asked.kind)) return [first.value, given]; // a spoken six
    if (between.includes(":")) unread("clock");
  }
  const worked = workedOut(tokens);
  if (worked === null) throw new TwoNumbers(tokens);
  return [worked, given];
}

function bare(number: Token): string {
  return stripEnd(stripStart(number.text, ","), ",");
}

function signed(tokens: Token[], number: Token): number {
  const at = tokens.indexOf(number);
  const sign = at > 0 ? tokens[at - 1]!.text : "";
  const minus = (sign === "-" || sign === "minus") && (at === 1 || !/[0-9]$/.test(tokens[at - 2]!.text)) && (at === 1 || tokens[at - 2]!.what !== "number");
  return minus ? -number.value : number.value;
}

function betweenNumbers(tokens: Token[]): string[] {
  const [from, to] = tokens.flatMap((one, at) => (one.what === "number" ? [at] : [])) as [number, number];
  return tokens.slice(from + 1, to).filter((one) => one.what !== "unit" && one.text !== "the").map((one) => one.text);
}

function fills(between: string[], phrases: string[]): boolean {
  return phrases.some((one) => one.replace(/ the$/, "") === between.join(" "));
}

/** True for "of", and for "parcels of each last", "more of" and "are in the" between a part and a whole. */
function isOutOf(between: string[], known: string[] = []): boolean {
  let typed = between;
  while (typed.length && words.before_the_whole.includes(typed[typed.length - 1]!)) typed = typed.slice(0, -1);
  while (typed.length && words.after_the_part.includes(typed[0]!)) typed = typed.slice(1);
  const strong = typed.slice(-2).join(" ") === "out of";
  while (typed.length > 2 && known.includes(typed[0]!) && (strong || !JOINING.has(typed[0]!))) typed = typed.slice(1);
  if (fills(typed, words.out_of)) return true;
  return typed.length > 1 && WORD.test(typed[0]!) && !JOINING.has(typed[0]!) && fills(typed.slice(1), words.out_of);
}

const WORD = new RegExp(`^${LETTER}+$`, "u");

/** True for "of 8 notes they agree on 3", where the whole is named before the part. */
function wholeFirst(tokens: Token[], first: Token, second: Token): boolean {
  let at = phrase(tokens, 0, words.out_of);
  while (at && words.before_the_whole.includes(tokens[at]!.text)) at += 1;
  if (!at || tokens[at] !== first || second.value > first.value) return false;
  const between = tokens.slice(at + 1, tokens.indexOf(second));
  const signs = between.filter((one) => one.what === "word" && JOINING.has(one.text)).map((one) => one.text);
  return (between.length > 0 || first.kind === "clause") && signs.every((one) => ["on", "of", "in"].includes(one));
}

/** Words between a part and its whole that say nothing else: of the question, or such as "were". */
function mayStandBetween(asked: Quantity): string[] {
  return [...asksOf(asked), ...words.beside_the_count, "would", "ones"];
}

/** The kind of the unit between the first two numbers; empty where there is none. */
function unitBetween(tokens: Token[]): string {
  const [first, second] = placesIn(tokens);
  return tokens.slice(first, second).find((one) => one.what === "unit")?.kind ?? "";
}

/** True for "8 - eight": once in figures and once in words. */
function isSaidTwice(one: Token, other: Token): boolean {
  return one.value === other.value && DIGIT.test(one.text) !== DIGIT.test(other.text);
}

/** True for the years of "5 altogether over both years", where no time is asked for: they are not counted. */
function isFar(tokens: Token[], at: number, asked: Quantity): boolean {
  if (!["count", "amount"].includes(asked.kind) || !tokens[at]!.kind.startsWith("time")) return false;
  const number = placesIn(tokens).filter((place) => place < at).pop() ?? -1;
  return number >= 0 && (at - number > 2 || tokens[number]!.ends === true);
}

/** True for the year of "300 in a year": it says how often, and not what the number counts. */
function isRate(tokens: Token[], at: number): boolean {
  if (at < 2 || !tokens[at]!.kind.startsWith("time")) return false;
  return words.for_one.includes(tokens[at - 1]!.text) && tokens[at - 2]!.kind !== "part";
}

function partOf(first: Token, b: number, slash: boolean, given: string, asked: Quantity): [number, string] {
  const a = first.value;
  if (b === 0) unread("cannot-be-worked-out");
  if (first.kind === "part" && a < 1 && !slash) { // half of 12
    return asked.kind === "share" ? [a * (asked.unit === "in 100" ? 100 : 1), "share:worked"] : [a * b, given];
  }
  if (asked.kind === "share") return [(a / b) * (asked.unit === "in 100" ? 100 : 1), "share:worked"];
  if (b === 100 && !slash && asked.kind && a <= b) return [a, "share:%"];
  let counted = a <= b && Number.isInteger(a) && (asked.kind === "count" || !slash);
  // 25 in the two largest, 0.36 of the 1.10
  if (!slash && (asked.kind === "amount" || (asked.kind === "count" && a > b))) counted = true;
  return [counted ? a : a / b, given.startsWith("share") ? "" : given];
}

/** 1 hour 30 minutes, or 5 pounds 20, in the unit that is asked for. */
function severalUnits(tokens: Token[], asked: Quantity): [number, string] | null {
  const pairs: [number, string][] = [];
  tokens.slice(1).forEach((unit, at) => {
    const number = tokens[at]!;
    if (number.what === "number" && unit.what === "unit" && /^(?:time|money)/.test(unit.kind)) {
      pairs.push([number.value, unit.kind.slice(unit.kind.indexOf(":") + 1)]);
    }
  });
  if (pairs.length < 2 || pairs.length !== numbersIn(tokens).length) return null;
  for (const [table, kind] of [[words.seconds_in, "time"], [words.pence_in, "money"]] as const) {
    const sizes = new Map(Object.entries(table));
    const order = pairs.map(([, unit]) => sizes.get(unit));
    const each = order.includes(undefined) ? [] : pairs.map(([value], at) => value * order[at]!);
    if (each.length && Math.max(...each) - Math.min(...each) < 1e-9 * Math.max(1, each[0]!)) {
      return [pairs[0]![0], `${kind}:${pairs[0]![1]}`]; // 6 hours (360 minutes)
    }
    if (order.includes(undefined) || !order.every((one, at) => !at || one! < order[at - 1]!)) continue;
    const into = sizes.has(asked.unit) ? asked.unit : pairs[0]![1];
    const total = pairs.reduce((sum, [value], at) => sum + value * order[at]!, 0);
    return [total / sizes.get(into)!, `${kind}:${into}`];
  }
  return null;
}

// --- Sums -------------------------------------------------------------------------------------

const SUMS = new Map<string, string>();
for (const [phrases, sign] of [[words.plus, "+"], [words.minus, "-"], [words.multiplied, "*"], [words.divided, "/"]] as const) {
  for (const one of phrases) SUMS.set(one, sign);
}
for (const sign of "+-*/") SUMS.set(sign, sign);
const SUM_WORDS = [...SUMS.keys()];

/** The value of a sum; null when it is none. */
function workedOut(tokens: Token[]): number | null {
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

function twelve(value: number): number {
  return Number(value.toPrecision(12));
}

// --- Against what is asked for ----------------------------------------------------------------

function judged(given: number, unit: string, tokens: Token[], asked: Quantity): Amount {
  let [kind, name] = [unit.split(":")[0]!, unit.slice(unit.indexOf(":") + 1)];
  const found = amount(asked.kind === "share" ? asShare(given, kind, name, asked) : given);
  if (asked.kind === "count" && isBarePart(tokens)) [kind, name] = ["share", "part"];
  found.told = wrongKind(kind, name, tokens, asked);
  found.asAsked = asAsked(found.value, kind, name, asked);
  found.typed = givenIn(tokens);
  const numbers = numbersIn(tokens);
  const comma = numbers.find((one) => one.text.includes(",") && one.text[0] !== ".");
  if (comma && numbers.length === 1) aboutTheComma(found, comma.text);
  return found;
}

/** True for two thirds, where nothing is said of what. */
function isBarePart(tokens: Token[]): boolean {
  const numbers = numbersIn(tokens);
  const [only] = numbers;
  return numbers.length === 1 && only!.kind === "part" && only!.value < 1 && !tokens.some((one) => one.what === "unit");
}

/** A length of time or an amount of money in the unit that is asked for; null where it was given so. */
function asAsked(value: number, kind: string, name: string, asked: Quantity): number | null {
  const table: { [unit: string]: number } = kind === "time" ? words.seconds_in : kind === "money" ? words.pence_in : {};
  const [from, into] = [table[name], table[asked.unit]];
  if (kind !== asked.kind || name === asked.unit || !from || !into) return null;
  return twelve((value * from) / into);
}

/** A share as a part of one, or of 100 where that is asked. From 1 to 100 it is taken as per cent. */
function asShare(value: number, kind: string, name: string, asked: Quantity): number {
  if (name === "worked") return value;
  if (asked.unit === "in 100") return kind !== "share" && value > 0 && value < 1 ? value * 100 : value;
  return kind === "share" || (value > 1 && value <= 100) ? twelve(value / 100) : value;
}

function aboutTheComma(found: Amount, typed: string): void {
  if (typed.split(",").length !== 2 || typed.includes(".")) return;
  const asPoint = typed.replace(",", ".");
  if (/^[1-9][0-9]{0,2},[0-9]{3}$/.test(typed)) {
    const read = say(Number(typed.replace(",", "")));
    found.other = [Number(asPoint), sentence("comma-other", { typed, read, other: asPoint })];
  } else found.note = sentence("comma-read", { typed, read: asPoint });
}

/** True for "6 times" that is no comparison, for "11 a week", and for a short form of the unit itself. */
function isSoOften(kind: string, name: string, tokens: Token[], asked: Quantity): boolean {
  if (kind === "ratio") return !tokens.some((one) => words.compares.includes(one.text));
  const at = Math.max(tokens.findIndex((one) => one.what === "unit"), 0);
  return kind === "time" && (name === asked.unit || words.for_one.includes(tokens[at - 1]?.text ?? ""));
}

/** Two sentences when the quantity is of another kind or unit than is asked; else empty. */
function wrongKind(kind: string, name: string, tokens: Token[], asked: Quantity): string {
  if (!asked.kind || kind === "" || kind === "own" || name === "worked" || isOwn(tokens, asked)) return "";
  const alike = kind === asked.kind || (kind === "count" && asked.kind === "amount");
  if (alike && ((kind !== "time" && kind !== "money") || name === asked.unit)) return "";
  if (asked.kind === "ratio" && kind === "count") return "";
  if (["count", "amount"].includes(asked.kind) && isSoOften(kind, name, tokens, asked)) return "";
  if (asked.kind === "share" && asked.unit === "in 100" && kind === "count") return "";
  const given = givenIn(tokens);
  const isWhat = alike ? sentence("is-unit", { given, unit: unitSaid(name) }) : sentence(`is-${kind}`, { given });
  const key = asked.unit === "in 100" ? "ask-share-in-100" : `ask-${asked.kind}`;
  return `${isWhat} ${sentence(key, { unit: unitSaid(asked.unit) })}`;
}

/** The sentence that says a number again in the unit that was asked for. */
export function asAskedSaid(read: Amount, unit: string): string {
  return sentence("as-asked", { given: read.typed, read: say(read.asAsked!), unit: unitSaid(unit) });
}

function isOwn(tokens: Token[], asked: Quantity): boolean {
  const own = ownOf(asked).map(clean);
  const all = new Set([...own, ...own.map((one) => one.replace(/s$/, ""))]);
  return tokens.some((one) => one.what === "unit" && all.has(one.text));
}

function givenIn(tokens: Token[]): string {
  const shown = tokens.filter((one) => one.what === "number" || one.what === "unit").slice(0, 4);
  return replaceAll(joined(shown), " %", "%").replace(/([£€$]) /g, "$1");
}

/** A number as Python's format `.12g` writes it. */
function say(value: number): string {
  const short = twelve(value);
  const [digits, power] = short.toExponential().split("e") as [string, string];
  const tens = Number(power);
  if (!Number.isFinite(short) || (tens >= -4 && tens < 12)) return numberText(short);
  return `${digits}e${tens < 0 ? "-" : "+"}${String(Math.abs(tens)).padStart(2, "0")}`;
}
