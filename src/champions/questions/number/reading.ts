// A number as people type it: what `reading.py` reads, with the same table of words.

import { Unreadable } from "../base/mark";
import { fold } from "../base/text";
import { placesOf, plainDigits, SPACE, stripEnd, stripStart } from "../base/python";
import words from "./words.json";

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/;
const LEAD_IN = new RegExp(`^(?:${oneOf(words.before)})[${SPACE}]*`);
const TAIL = new RegExp(`[${SPACE}]*(?:${oneOf(words.after)})[${SPACE}]*$`);
const ASK = "Type one number, such as 12 or 12.5.";

function literal(text: string): string {
  return text.replace(/[^\p{L}\p{N}_]/gu, (sign) => (/[\\^$.*+?()[\]{}|/]/.test(sign) ? `\\${sign}` : sign));
}

function oneOf(texts: string[]): string {
  return [...texts].sort((one, other) => other.length - one.length).map(literal).join("|");
}

/** Read a number as people type it; it throws Unreadable with a sentence that says what would do. */
export function readNumber(answer: unknown, units: string[]): number {
  if (Array.isArray(answer) && answer.length === 1) return readNumber(answer[0], units);
  if (typeof answer !== "number" && typeof answer !== "string") throw new Unreadable(ASK);
  const value = typeof answer === "string" ? numberIn(fold(answer), units) : answer;
  if (!Number.isFinite(value)) throw new Unreadable(ASK);
  return value;
}

function trimmed(text: string, signs: string): string {
  return stripEnd(stripStart(text, signs), signs);
}

function numberIn(folded: string, units: string[]): number {
  let text = stripEnd(folded, "!. ").replace(LEAD_IN, "").replace(TAIL, "");
  const known = units.map(fold).sort((one, other) => other.length - one.length);
  for (const unit of known) {
    const either = `${literal(unit.replace(/s$/, ""))}s?`; // 1 week, 5 weeks
    for (const [from, to] of placesOf(text, new RegExp(`${either}(?![a-z])`), /[a-z]/).reverse()) {
      text = `${text.slice(0, from)} ${text.slice(to)}`;
    }
  }
  text = stripEnd(trimmed(text.replace(TAIL, ""), " %£"), " .");
  const word = words.numbers.indexOf(text);
  if (word >= 0) return word;
  text = plainDigits(text);
  if (/^[-+]?[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?$/.test(text)) text = text.replace(/[, ]/g, "");
  if (text.split(",").length === 2) text = text.replace(",", ".");
  if (!NUMBER.test(text)) {
    throw new Unreadable(`${ASK} Words beside it are not needed.`);
  }
  return Number(text);
}
