// The aim builder: five boxes become one sentence, and each part is looked at. As `sentence.py` says it.

import { hasWord, IN_WORD, placesOf, stripEnd, wordsOf, type Table } from "../../questions/base/python";
import { caseless } from "../../questions/base/text";
import { tableIn, textIn } from "../../questions/words/mark";
import { told, typedWords } from "../../sentences/told";

const months = () => typedWords(
  "january february march april may june july august september october november december " +
  "jan feb mar apr jun jul aug sep sept oct nov dec easter christmas eid diwali ramadan");
const numberWords = () => typedWords(
  "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty half " +
  "quarter third twice none nobody zero all every");
const commonFirst = () => typedWords(
  "a all an anyone carers children half nobody everybody everyone families fewer guests how members men " +
  "more older parents patients people residents riders the their those time volunteers waiting " +
  "waits wait women young younger number days weeks");
const EVERYBODY = ["everyone", "everybody", "all", "people", "anyone", "the community", "all people"];

/** One thing that a reader looks for in an aim: is it there, and what is said of it. */
export interface Check {
  there: boolean;
  said: string;
}

/** The aim as one or two sentences; a part that is missing shows as a gap. */
export function sentence(answer: unknown): string {
  const part = parts(answer);
  const what = smallFirst(part("what")) || told("(what?)");
  const when = part("when").replace(/^(?:by|until|before)\s+/i, "") || told("(when?)");
  const [group, asked] = groupAndAsked(part("whom"));
  const whom = smallFirst(group.replace(/^for\s+/i, "")) || told("(whom?)");
  const [good, now] = [part("good") || told("(how good?)"), part("now") || told("(how?)")];
  const said = told("By {when}, for {whom}: {what}. How good: {good}. Now: {now}.", { when, whom, what, good: smallFirst(good), now: smallFirst(now) });
  return asked ? `${said} ${asked}.` : said;
}

/** What a reader would look for first: how good, by when, for whom, and from where. */
export function checks(answer: unknown): Check[] {
  const part = parts(answer);
  const [good, when, now] = ["good", "when", "now"].map((key) => caseless(part(key))) as [string, string, string];
  const whom = caseless(groupAndAsked(part("whom"))[0]);
  const look = (there: boolean, yes: string, no: string): Check => ({ there, said: there ? yes : no });
  const found = [
    look(hasNumber(good), told("How good: there is a number."),
      told("How good: no number yet. How would you know that you are there?")),
    look(hasDate(when), told("By when: there is a date."), told("By when: no date yet. Soon is not a date.")),
    look(whom !== "" && !EVERYBODY.includes(whom), told("For whom: you name a group of people."),
      told("For whom: not clear yet. Which people, and where?")),
    look(hasNumber(now), told("Where you start: there is a number."),
      told("Where you start: no number yet. If you do not know, that is the first thing to find out.")),
  ];
  if (saysAlways(good)) {
    found.push({ there: false, said: told("All, none or never is very hard to reach. Is it what you mean?") });
  }
  return found;
}

function parts(answer: unknown): (key: string) => string {
  const texts: Table = tableIn(answer);
  return (key) => stripEnd(wordsOf(textIn(texts, key)).join(" "), ".");
}

/** Who it is for, and what is said after that. "St. Mary's" and the like are not taken apart. */
function groupAndAsked(whom: string): [string, string] {
  const found = /([\p{L}\p{N}_]{4})[.!?] +(?=[A-Z])/u.exec(whom);
  if (!found) return [whom, ""];
  return [whom.slice(0, found.index) + found[1], whom.slice(found.index + found[0].length)];
}

/** Text that goes on in a sentence: a common first word begins small, a name keeps its capital. */
function smallFirst(text: string): string {
  const first = caseless(text.split(" ")[0]!);
  const letter = Array.from(text)[0] ?? "";
  return commonFirst().has(first) ? letter.toLowerCase() + text.slice(letter.length) : text;
}

function has(text: string, words: Set<string>): boolean {
  return (text.match(/\p{L}+/gu) ?? []).some((word) => words.has(word));
}

function hasNumber(text: string): boolean {
  return /\p{Nd}/u.test(text) || has(text, numberWords());
}

function hasDate(text: string): boolean {
  return hasWord(text, "\\p{Nd}{4}|\\p{Nd}{1,2}[/.\\-]\\p{Nd}{1,2}") || has(text, months());
}

function saysAlways(good: string): boolean {
  return (
    placesOf(good, /100 ?%/, IN_WORD).length > 0 ||
    hasWord(good, "never|always|zero|none|nobody") ||
    /^(?:all|every)/.test(good) ||
    placesOf(good, /0(?![\p{Nd}.])/u, /[\p{Nd}.]/u).length > 0
  );
}
