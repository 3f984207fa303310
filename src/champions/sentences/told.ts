// What a person is told, in the language of the page: the English sentence itself is the key of its translation, as
// `told.py` has it. The words of another language stand within the page; an English page has none, and pays nothing.

import { str } from "../questions/base/python";

/** The words of one language, as far as a page needs them. */
interface Words {
  language: string;
  /** Which form each whole number takes, from 0: a digit for each up to 199; from then on the last hundred returns. */
  forms: string;
  /** The sign between whole numbers and parts of one: a point where it is left out. */
  decimal?: string;
  /** The sign between thousands, where it is not that of English. */
  group?: string;
  /** From nought to nine, where they are not those of English. */
  digits?: string;
  /** English, behind its context where it has one, to the translation; to every form of it where it counts. */
  messages: { [english: string]: string | string[] };
}

type Parts = { [name: string]: unknown };

/** Around English that stands among words of another language. They show nothing; between them runs left to right. */
export const FIRST = "\u2066";
export const LAST = "\u2069";
/** Between a context and its message, as gettext writes it. */
const BETWEEN = "\u0004";

/** Read once, before any other script: so that a word may also be said where a script is brought. */
function here(): Words | null {
  const given = (globalThis as { ChampionsWords?: Words }).ChampionsWords;
  if (given || typeof document === "undefined") return given ?? null;
  const place = document.getElementById("in-words");
  return place ? (JSON.parse(place.textContent ?? "") as Words) : null;
}

const WORDS = here();

function found(text: string, context: string): string | string[] | undefined {
  return WORDS?.messages[context ? context + BETWEEN + text : text];
}

/** The end of words that end a sentence themselves, such as a question; their quotes or tags may close behind it. */
const ENDED = /[.?!…؟۔](?:[”’"'»\u2069]|<\/\w+>)*$/;

/** A sentence with its parts. Behind one that has a stop of its own, it gets no second. */
function put(sentence: string, parts: Parts | null): string {
  if (!parts) return sentence;
  return sentence.replace(/\{(\w+)(!r|:[^{}]*)?\}([.۔](?=[\s<]|$))?/g, (whole, name: string, how?: string, stop = "") => {
    if (!(name in parts)) return whole;
    const part = parts[name];
    return written(part, how) + (typeof part !== "number" && ENDED.test(str(part)) ? "" : stop);
  });
}

/** A part as Python writes it; with `:g` a number of six digits at most, with `!r` a name in quotes. Of others, such as
 * `:.1f`, the script gives what is written already. */
function written(part: unknown, how?: string): string {
  if (how === "!r") return `'${str(part)}'`;
  if (typeof part !== "number") return str(part);
  return inFigures(str(how === ":g" ? Number(part.toPrecision(6)) : part));
}

/** A number that is written as in English, written as the language does. */
export function inFigures(number: string): string {
  const digits = Array.from(WORDS?.digits ?? "0123456789");
  return number.replace(/[.,0-9]/g, (sign) =>
    sign === "." ? decimalSign() : sign === "," ? (WORDS?.group ?? sign) : digits[Number(sign)]!);
}

/** The sign before parts of one, as the page's language writes it. */
export function decimalSign(): string {
  return WORDS?.decimal ?? ".";
}

/** A sentence of the course, where a lesson may have one of its own in its language: that one stays as it is. */
export function retold(text: string): string {
  const words = found(text, "");
  return typeof words === "string" ? words : text;
}

function english(said: string): string {
  return WORDS ? FIRST + said + LAST : said;
}

/** A whole sentence, with named parts: `told("{n} of {all} parts fit.", { n: 2, all: 3 })`. */
export function told(text: string, parts: Parts | null = null, context = ""): string {
  const words = found(text, context);
  return typeof words === "string" ? put(words, parts) : english(put(text, parts));
}

/** The same sentence, for `told` to say later, with the same context: so that it is found, and given to translators. */
export function later(text: string, _context = ""): string {
  return text;
}

/** The same for a sentence that counts, for `counted` to say later. */
export function laterN(one: string, many: string, _context = ""): [string, string] {
  return [one, many];
}

/** A unit as it is shown; answers name it in English too, whatever the language. */
export function unitSaid(unit: string): string {
  return unit && told(unit, null, "a unit");
}

/** The sentence for this number of things. A language may have more forms than two. */
export function counted(n: number, one: string, many: string, parts: Parts = {}, context = ""): string {
  const all = { n, ...parts };
  const words = found(one, context);
  if (!Array.isArray(words)) return english(put(n === 1 ? one : many, all));
  const whole = Math.abs(n);
  const digit = WORDS!.forms[whole < 200 ? whole : 100 + (whole % 100)]; // none for a part of one: the last form
  return put(words[Math.min(Number(digit ?? words.length), words.length - 1)]!, all);
}

/** Words in a row, as a person writes them. Empty when there are none. */
export function listed(words: string[], joint = "and"): string {
  if (words.length < 2) return words.join("");
  const last = words[words.length - 1]!;
  const some = inARow(words.slice(0, -1));
  if (joint === "and") return told("{some} and {last}", { some, last }, "a list");
  if (joint === "or") return told("{some} or {last}", { some, last }, "a list");
  return `${some} ${joint} ${last}`;
}

/** Words with commas between, and no last word apart: labels, or numbers that are read off. */
export function inARow(words: string[]): string {
  const [first = "", ...others] = words;
  return others.reduce((some, more) => told("{some}, {more}", { some, more }, "a list"), first);
}

/** What tells words that people type from words that the course says. */
const TYPED_WORDS = "words that people type";

/** Words by which what a person typed is known: the English ones, and those of the language of the page. */
export function typedWords(words: string): Set<string> {
  const theirs = found(words, TYPED_WORDS);
  return new Set([...words.split(" "), ...(typeof theirs === "string" ? theirs.split(/\s+/) : [])]);
}

/** A table of words that Python reads as well: each text in it that has a translation, translated. */
export function inWords<Table>(table: Table): Table {
  if (!WORDS) return table;
  return each(table) as Table;
}

/** What a learner types stands under these names, as Python reads it: it stays. */
const TYPED = new Set(["units", "unit", "form", "better"]);

function each(value: unknown): unknown {
  if (Array.isArray(value)) return manyForms(value) ?? value.map(each);
  if (typeof value === "string") return found(value, "") ?? (value.includes(" ") ? english(value) : value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, TYPED.has(key) && !isObject(one) ? one : each(one)]));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Two texts, of which the first is for one thing and the second for many: they stay, and `counted` finds them. */
function manyForms(pair: unknown[]): unknown[] | null {
  return typeof pair[0] === "string" && Array.isArray(found(pair[0], "")) ? pair : null;
}

/** A text without those signs: for a file, or for what shows no other words within it. */
export function bare(text: string): string {
  return text.includes(FIRST) ? withSigns(text, "", "", []) : text;
}

/** The signs that open a piece with a direction of its own; one sign closes each of them. */
const ISOLATES = "\u2066\u2067\u2068";

/** A text with something else in place of our signs. Others open isolates too, and those stay. */
function withSigns(text: string, first: string, last: string, open: boolean[]): string {
  return Array.from(text, (sign) => {
    if (ISOLATES.includes(sign)) open.push(sign === FIRST);
    if (sign === FIRST) return first;
    return sign === LAST && open.pop() ? last : sign;
  }).join("");
}

const TAG = /(<[^<>]*>)/;
const IN_ENGLISH = '<span lang="en-GB" dir="ltr">';

/** HTML in which English among other words says that it is English. Tags are left as they are. */
export function asHtml(html: string): string {
  if (!html.includes(FIRST)) return html;
  const open: boolean[] = [];
  return html.split(TAG).map((part, at) => (at % 2 ? bare(part) : withSigns(part, IN_ENGLISH, "</span>", open))).join("");
}
