// What stands in a short text, as `reading.py` reads it, with the same tables.

import { SPACE, strip } from "../base/python";
import { caseless } from "../base/text";
import { wordsAndNumbers } from "../number/reading";
import table from "./words.json";

/** A word in its plain form and its root; a number has a value, and a pause no word. */
interface Token {
  word: string;
  root: string;
  value: number | null;
}

/** One place of a row that is looked for. */
interface Wanted {
  word: string;
  root: string;
  begins: boolean;
  value: number | null;
  between: [number, number] | null;
  gap: boolean;
  anyOf: Wanted[] | null;
}

const BETWEEN_LINES = /[\n;→]|->|=>/;
const IN_BETWEEN = 3;
const SCOPE = 6;
const SHORTEST = 5;
const LONG = 7;
const ONE_IN = 9;
const FEW_WORDS = 5;
const A_LIST = 3;
const LETTERS = "[\\p{L}\\p{N}]";
const NO_LETTER = "[^\\p{L}\\p{N}]";

const END = new RegExp(`[.!?…]+(?=[${SPACE}"')]|$)|[\\n;→•]|->|=>`, "u");
const END_KEPT = new RegExp(`(${END.source})`, "u");
const PAUSE = new RegExp(`[,:()](?![0-9])|[${SPACE}][-–—*](?=[${SPACE}])`, "u");
const SPACES = new RegExp(`[${SPACE}]+`);
const PART_OF = /(^|[^0-9/])([0-9]{1,3}) ?\/ ?([0-9]{1,3})(?![0-9/])/g;
const BEFORE_A_DAY = new RegExp(`(?:^|${NO_LETTER})(?:by|until|till|before) (?:the )?$`, "u");
const VOWEL = /[aeiouy]/;
const A_NUMBER = /^N(?:>([0-9]+))?(?:<([0-9]+))?$/;
const CHOICE = /\(([^()]* [^()]*)\)/;
const NUMBERED = new RegExp(`(?:^|[${SPACE}])([0-9]{1,2})[.):][${SPACE}]`, "g");

const FORMS = new Map(Object.entries(table.forms));
const ROOTS = new Map(Object.entries(table.roots));
const FAMILIES = new Map<string, string[]>(Object.entries(table.families));
const GLUE = new Set(table.glue);
const NO = new Set(table.no);
const NO_SLIPS = new Set([...table.no_slips, ...table.glue, ...table.no]);
const TOGETHER: [RegExp, string][] = Object.entries(table.together).map(([apart, one]) => [
  new RegExp(`(^|${NO_LETTER})${apart}(?!${LETTERS})`, "gu"), // letters, spaces and dashes: nothing to escape
  one,
]);

/** What was worked out before for the same words. */
function kept<T>(most: number, work: (words: string) => T): (words: string) => T {
  const known = new Map<string, T>();
  return (words) => {
    let found = known.get(words);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      known.set(words, (found = work(words)));
    }
    return found;
  };
}

// --- From a text to its words -----------------------------------------------------------------

/** The sentences and lines of a text that hold a word. */
const sentences = kept(64, (text): Token[][] => text.split(END).map(tokens).filter((one) => one.length));

/** The sentences and lines of a text as they were typed, each with the signs that end it; none is lost. */
export function cutUp(text: string): [string, string][] {
  const parts = text.split(END_KEPT);
  const pairs = parts.flatMap((one, at): [string, string][] => (at % 2 ? [] : [[one, parts[at + 1] ?? ""]]));
  return pairs.filter(([one, end]) => one || end);
}

/** The sentences and lines that hold a word, as they were typed, without the signs at their ends. */
export function sentencesTyped(text: string): string[] {
  return cutUp(text).flatMap(([one]) => (sentences(one).length ? [strip(one)] : []));
}

function token(word: string, root = "", value: number | null = null): Token {
  return { word, root, value };
}

/** The words of one sentence, with a pause between its clauses and none at its ends. */
function tokens(sentence: string): Token[] {
  const found: Token[] = [];
  let waiting = false;
  for (const clause of sentence.split(PAUSE)) {
    for (const one of clauseTokens(clause)) {
      if (waiting) found.push(token(""));
      waiting = false;
      found.push(one);
    }
    waiting = found.length > 0;
  }
  return found;
}

function clauseTokens(clause: string): Token[] {
  return wordsAndNumbers(asMeant(clause)).flatMap(([text, value]) =>
    value !== null ? [token(text, text, value)] : forms(text).map((word) => token(word, root(word))),
  );
}

function asMeant(clause: string): string {
  const plain = clause.replace(/[’‘`]/g, "'").replace(/&/g, " and ");
  const text = together(caseless(plain).split(SPACES).filter(Boolean).join(" "));
  return text.replace(PART_OF, (_, before: string, part: string, whole: string, at: number) => {
    const isDay = Number(part) > Number(whole) || BEFORE_A_DAY.test(text.slice(0, at + before.length));
    return `${before}${Number(part)} ${isDay ? "/" : "of"} ${Number(whole)}`;
  });
}

function together(text: string): string {
  return TOGETHER.reduce((found, [apart, one]) => found.replace(apart, (_, before: string) => before + one), text);
}

/** A word as it is written in full: a short form is two. */
function forms(word: string): string[] {
  const bare = word.replace(/'/g, "");
  const meant = FORMS.get(word) ?? FORMS.get(bare);
  if (meant !== undefined) return meant.split(" ");
  for (const [ending, full] of Object.entries(table.endings)) {
    if (word.endsWith(ending) && word.length > ending.length) {
      const before = word.slice(0, -ending.length);
      const alone = ending === "'s" && !table.is_after.includes(before);
      return alone ? forms(before) : [...forms(before), full];
    }
  }
  return bare ? [bare] : [];
}

/** What the forms of a word have in common; it need not be a word. */
const root = kept(4096, (word: string): string => ROOTS.get(word) ?? withoutEnding(word));

const ENDINGS: [string, string][] = [["ies", "y"], ["ied", "y"], ["ing", ""], ["ed", ""], ["s", ""]];

function withoutEnding(word: string): string {
  for (const [ending, meant] of ENDINGS) {
    const before = Array.from(word).slice(0, -ending.length).join("");
    if (!word.endsWith(ending) || Array.from(before).length < 3 || !VOWEL.test(before)) continue;
    const last = before[before.length - 1]!;
    if ((ending === "s" && "sui".includes(last)) || word.endsWith("eed")) continue;
    if (ending !== "s" && meant === "" && last === before[before.length - 2] && !"lsz".includes(last)) {
      return before.slice(0, -1);
    }
    return withoutE(before + meant);
  }
  return withoutE(word);
}

function withoutE(word: string): string {
  return Array.from(word).length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
}

// --- Rows of words that are looked for --------------------------------------------------------

const NONE: Wanted = { word: "", root: "", begins: false, value: null, between: null, gap: false, anyOf: null };

/** The rows of words that are looked for: one for each choice that has a space in it, else one alone. */
const rows = kept(8192, (wanted: string): Wanted[][] => {
  const choice = CHOICE.exec(wanted);
  if (!choice) return [together(wanted).split(SPACES).filter(Boolean).flatMap(places)];
  const [before, after] = [wanted.slice(0, choice.index), wanted.slice(choice.index + choice[0].length)];
  return choice[1]!.split("|").flatMap((one) => rows(before + one + after));
});

function places(one: string): Wanted[] {
  const bound = A_NUMBER.exec(one);
  if (one === "..") return [{ ...NONE, gap: true }];
  if (bound) return [{ ...NONE, between: [Number(bound[1] ?? -Infinity), Number(bound[2] ?? Infinity)] }];
  if (one.startsWith("(") && one.endsWith(")")) {
    return [{ ...NONE, anyOf: one.slice(1, -1).split("|").flatMap(places) }];
  }
  if (one.startsWith("@")) {
    const alone = eachOf([one]).flatMap(rows).filter((row) => row.length === 1);
    return [{ ...NONE, anyOf: alone.map((row) => row[0]!) }];
  }
  if (one.endsWith("*")) return [{ ...NONE, word: caseless(one.slice(0, -1)), begins: true }];
  return clauseTokens(one).map(({ word, root, value }) => ({ ...NONE, word, root, value }));
}

/** What is looked for, with each family as what belongs to it. */
function eachOf(wanted: string[]): string[] {
  return wanted.flatMap((one) => {
    return one.startsWith("@") && !one.includes(" ") ? eachOf(FAMILIES.get(one.slice(1))!) : [one];
  });
}

/** True when one of these rows of words stands in a sentence; a sign such as "?" stands for itself. What somebody says
 * was not so is not said. */
export function says(wanted: string[], text: string): boolean {
  return eachOf(wanted).some((one) => stands(one, text, told, true, denied));
}

/** True when one of these rows of words stands there at all, whatever is said of it. */
export function names(wanted: string[], text: string): boolean {
  return eachOf(wanted).some((one) => stands(one, text, told, true, () => false));
}

/** True when one of these stands there and no "not" or "nobody" takes it back. */
export function claims(wanted: string[], text: string): boolean {
  return eachOf(wanted).some((one) => stands(one, text, sentences, false, takenBack));
}

type Undone = (sentence: Token[], at: number, end: number) => boolean;

type Read = (text: string) => Token[][];

function stands(wanted: string, text: string, read: Read, slips: boolean, undone: Undone): boolean {
  const looked = rows(wanted);
  if (!looked[0]!.length) return text.includes(wanted);
  return looked.some((row) =>
    read(text).some((sentence) =>
      sentence.some((_, at) => {
        const end = ends(row, 0, sentence, at, slips);
        return end > 0 && !undone(sentence, at, end);
      }),
    ),
  );
}

/** Where a row ends that begins here; 0 where it does not stand. */
function ends(row: Wanted[], from: number, sentence: Token[], start: number, slips: boolean): number {
  if (from === row.length) return start;
  let at = start;
  if (row[from]!.gap) {
    for (; at <= Math.min(start + IN_BETWEEN, sentence.length); at += 1) {
      const end = ends(row, from + 1, sentence, at, slips);
      if (end) return end;
    }
    return 0;
  }
  if (at < sentence.length && !sentence[at]!.word) {
    at += 1;
    if (at === 1) return 0;
  }
  if (at >= sentence.length || !isIt(row[from]!, sentence[at]!, slips)) return 0;
  return ends(row, from + 1, sentence, at + 1, slips);
}

function isIt(wanted: Wanted, one: Token, slips: boolean): boolean {
  if (wanted.anyOf) return wanted.anyOf.some((other) => isIt(other, one, slips));
  if (wanted.between) {
    return one.value !== null && wanted.between[0] < one.value && one.value < wanted.between[1];
  }
  if (wanted.value !== null) return one.value === null ? one.word === wanted.word : one.value === wanted.value;
  if (one.value !== null || !one.word) return false;
  if (wanted.begins) return one.word.startsWith(wanted.word) || (slips && slippedBeginning(one.word, wanted.word));
  return one.word === wanted.word || one.root === wanted.root || (slips && slipped(one.word, wanted.word));
}

/** True when a word such as "never" stands before it, with nothing but helping words between. */
function denied(sentence: Token[], at: number): boolean {
  for (let back = (sentence[at]!.word ? at : at + 1) - 1; back >= 0; back -= 1) {
    const { word } = sentence[back]!;
    if (table.denies.includes(word)) {
      const after = sentence[back + 1]!.word;
      return !table.asks_with_not.includes(after) && !table.no_of_a_size.includes(after);
    }
    if (!table.between_no_and_what.includes(word)) return false;
  }
  return false;
}

/** True when a word such as "not" or "nobody" is said of what stands from here to there. */
function takenBack(sentence: Token[], at: number, end: number): boolean {
  const after = table.wishes.includes(sentence[end - 1]!.word) ? [] : sentence.slice(end, end + 2); // what is wished for
  for (const { word } of after) {
    if (table.no_after.includes(word)) return true;
    if (!word || table.turns.includes(word)) break;
  }
  let subject = false;
  for (let back = at - 1; back >= 0 && back > at - 1 - SCOPE; back -= 1) {
    const { word } = sentence[back]!;
    if (NO.has(word)) return true;
    if (table.turns.includes(word) || (subject && (!word || table.joins.includes(word)))) return false;
    subject ||= table.who_does.includes(word);
  }
  return false;
}

// --- What is told, and what is kept back ------------------------------------------------------

/** The sentences of a text without what somebody says that they will not tell. */
const told = kept(64, (text): Token[][] => sentences(text).map(withoutUnsaid));

/** A clause is kept back from its "not say who" to a "but"; a clause after it, where it goes on with a "nor". */
function withoutUnsaid(sentence: Token[]): Token[] {
  let back = false;
  return sentence.filter(({ word }, at) => {
    if (!word) back &&= goesOn(sentence.slice(at + 1));
    else if (table.unsaid.ends.includes(word)) back = false;
    back ||= keepsBack(sentence, at);
    return !back;
  });
}

/** True where the next clause denies something as well. */
function goesOn(after: Token[]): boolean {
  const pause = after.findIndex((one) => !one.word);
  const clause = pause < 0 ? after : after.slice(0, pause);
  return clause.some((one) => table.unsaid.goes_on.includes(one.word));
}

/** True at the "not" of "we will not say by when". */
function keepsBack(sentence: Token[], at: number): boolean {
  const { unsaid } = table;
  const word = (place: number): string => sentence[place]?.word ?? "";
  if (at < 2 || !unsaid.not.includes(word(at)) || !unsaid.helps.includes(word(at - 1))) return false;
  if (!unsaid.who.includes(word(at - 2)) || !unsaid.tells.includes(sentence[at + 1]?.root ?? "")) return false;
  const after = sentence.slice(at + 2).find((one) => !unsaid.between.includes(one.word));
  return after !== undefined && unsaid.what.includes(after.word);
}

// --- Slips of the fingers ---------------------------------------------------------------------

/** True when a longer word has a slip or two: a letter left out, added, changed or swapped. */
function slipped(typed: string, meant: string): boolean {
  const [one, other] = [Array.from(typed), Array.from(meant)];
  if (other.length < SHORTEST || one.length < SHORTEST - 1 || one[0] !== other[0]) return false;
  if (Math.abs(one.length - other.length) > 2 || NO_SLIPS.has(typed) || NO_SLIPS.has(root(typed))) return false;
  return edits(one, other) <= (other.length < LONG ? 1 : 2);
}

function slippedBeginning(typed: string, meant: string): boolean {
  if (NO_SLIPS.has(typed)) return false;
  const [letters, length] = [Array.from(typed), Array.from(meant).length];
  return [0, 1].some((more) => slipped(letters.slice(0, length + more).join(""), meant));
}

/** How many letters were left out, added, changed, or swapped with the next. */
function edits(one: string[], other: string[]): number {
  let before: number[] = [];
  let row = other.map((_, at) => at).concat(other.length);
  for (let at = 1; at <= one.length; at += 1) {
    const last = before;
    before = row;
    row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      let fewest = Math.min(before[to]! + 1, row[to - 1]! + 1, before[to - 1]! + (same ? 0 : 1));
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
        fewest = Math.min(fewest, last[to - 2]! + 1);
      }
      row.push(fewest);
    }
  }
  return row[other.length]!;
}

// --- The whole text ---------------------------------------------------------------------------

/** True for a row of words that is no sentence: no word stands there that joins two others. */
export function isBare(text: string): boolean {
  const said = sentences(text);
  const all = said.flat();
  if (said.length >= A_LIST) return all.filter((one) => one.word).length < 2 * said.length;
  const words = all.filter((one) => one.word && one.value === null).length;
  return words >= FEW_WORDS && said.reduce((sum, one) => sum + joining(one), 0) * ONE_IN < words;
}

/** How many words of a sentence join others; one at its end joins nothing, nor does the of in 9 of 10, nor a number that
 * is written as a word. */
function joining(sentence: Token[]): number {
  return sentence.slice(0, -1).filter((one, at) => {
    const ofNumbers = at > 0 && sentence[at - 1]!.value !== null && sentence[at + 1]!.value !== null;
    return GLUE.has(one.word) && one.value === null && !ofNumbers;
  }).length;
}

/** How many lines of a text hold a word; a list with numbers in one line has a line for each. */
export function linesIn(text: string): number {
  const lines = text.split(BETWEEN_LINES).filter((one) => sentences(one).length).length;
  let last = 0;
  for (const one of text.matchAll(NUMBERED)) if (Number(one[1]) === last + 1) last += 1;
  return Math.max(lines, last);
}

/** The numbers of a text, in figures or in words, as the course's one reader of numbers reads them. */
export function numbersIn(text: string): number[] {
  return sentences(text).flatMap((one) => one.flatMap(({ value }) => (value === null ? [] : [value])));
}
