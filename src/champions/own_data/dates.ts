// Dates as people type them, read without Python: a part of what `cells.py` reads. What is not read here is said.

import { dayOf, MONTHS } from "../charts/days";
import { caseless } from "../questions/base/text";
import { told } from "../sentences/told";

const NAMES = MONTHS.map((month) => month.toLowerCase());
const DAY_NAME = "(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?,? )?";
const BEFORE = "(?:(?:w/c|w/e|wc|week commencing|week beginning|week of)[ :]*)?";
const ISO = new RegExp(`^${BEFORE}${DAY_NAME}(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})$`);
const SLASHED = new RegExp(`^${BEFORE}${DAY_NAME}(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})$`);
const DAY_WORD = new RegExp(`^${BEFORE}${DAY_NAME}(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]*([a-z]{3,9})\\.?,?[ -]*(\\d{4})$`);
const WORD_DAY = new RegExp(`^${BEFORE}${DAY_NAME}([a-z]{3,9})\\.?[ -]*(\\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\\d{4})$`);
const MONTH_ONLY = /^([a-z]{3,9})\.?[ '’/-]*(\d{4})$/;

interface Found {
  form: "iso" | "slashed" | "words";
  year: number;
  month: number;
  day: number;
}

function monthOf(word: string): number {
  return NAMES.findIndex((name) => name.startsWith(word)) + 1;
}

/** The parts of a date in a form that is known here; null for any other. */
function partsIn(text: string): Found | null {
  const plain = caseless(text);
  const made = (form: Found["form"], year: string, month: number, day: string): Found | null =>
    month ? { form, year: Number(year), month, day: Number(day) } : null;
  let found = ISO.exec(plain);
  if (found) return made("iso", found[1]!, Number(found[2]), found[3]!);
  found = SLASHED.exec(plain);
  if (found) return { form: "slashed", year: Number(found[3]), month: Number(found[2]), day: Number(found[1]) };
  found = DAY_WORD.exec(plain);
  if (found) return made("words", found[3]!, monthOf(found[2]!), found[1]!);
  found = WORD_DAY.exec(plain);
  if (found) return made("words", found[3]!, monthOf(found[1]!), found[2]!);
  found = MONTH_ONLY.exec(plain);
  return found ? made("words", found[2]!, monthOf(found[1]!), "1") : null;
}

export interface Dates {
  days: number[];
  /** Sentences on how they were read. */
  said: string[];
  /** True when a date could also be another day, and nothing among them settles it. */
  doubtful: boolean;
}

/** These texts as days; null where one of them is none that is read here. `dayFirst`: what a person said of 3/4. */
export function readDates(texts: string[], dayFirst: boolean | null): Dates | null {
  const parts = texts.map(partsIn);
  if (!parts.every((one): one is Found => one !== null)) return null;
  const slashed = parts.flatMap((one, at) => (one.form === "slashed" ? [at] : []));
  // Where Excel has turned some of a column, both forms stand in it: that is for Python to look at.
  if (slashed.length > 1 && parts.filter((one) => one.form === "iso").length > 1) return null;
  const { first, said, doubtful } = settled(slashed.map((at) => [texts[at]!, parts[at]!]), dayFirst);
  const days = parts.map(({ form, year, month, day }) =>
    form === "slashed" && !first ? dayOf(year, day, month) : dayOf(year, month, day));
  return days.every((day): day is number => day !== null) ? { days, said, doubtful } : null;
}

function inWords(month: number, day: number): string {
  return month >= 1 && month <= 12 ? told("{day} {month}", { day, month: told(MONTHS[month - 1]!) }) : told("day {day}", { day });
}

/** Whether the day stands first, and whether that is in doubt; says which was taken and why. */
function settled(slashed: [string, Found][], dayFirst: boolean | null): { first: boolean; said: string[]; doubtful: boolean } {
  if (!slashed.length) return { first: true, said: [], doubtful: false };
  if (dayFirst !== null) {
    const said = dayFirst ? told("Day first, then month, as you said.") : told("Month first, then day, as you said.");
    return { first: dayFirst, said: [said], doubtful: false };
  }
  // Each different text counts once.
  const once = [...new Map(slashed)];
  const uk = once.filter(([, { day }]) => day > 12);
  const us = once.filter(([, { month }]) => month > 12);
  if (uk.length || us.length) {
    const first = uk.length >= us.length;
    const proof = (first ? uk : us)[0]![0];
    const said = first ? told("Day first, then month: we know it from \"{proof}\".", { proof }) : told("Month first, then day: we know it from \"{proof}\".", { proof });
    return { first, said: [said], doubtful: false };
  }
  const example = once.find(([, { day, month }]) => day !== month);
  if (!example) return { first: true, said: [], doubtful: false };
  const [text, { year, month, day }] = example;
  const [here, there] = [inWords(month, day), inWords(day, month)];
  return { first: true, said: [told("\"{example}\" can be {here} or {there}. We took {here} {year}, as in the UK.", { example: text, here, there, year })], doubtful: true };
}

/** The day that one text names; null where it names none that is read here. */
export function oneDay(text: string): number | null {
  return readDates([text], null)?.days[0] ?? null;
}
