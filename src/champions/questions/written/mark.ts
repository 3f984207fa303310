// A text of one's own, written to a checklist: the answer is the text. What `question.py` looks for, with the same words.

import { Marked, several, Unreadable, type Signs } from "../base/mark";
import { get, pairsOf, strip, type Table } from "../base/python";
import { counted, fold } from "../base/text";
import { saysNotKnown } from "../base/not_known";
import words from "../number/words.json";

const LONGEST = 5000;
const TO_BE_THERE = ["any_of", "numbers", "number_near"];
const WORD = /[\p{L}\p{N}]+/gu;
const NUMBER = /[0-9]+(?:[.,][0-9]+)*/g;
const SMALL = new Map(Object.entries(words.small));
const TENS = new Map(Object.entries(words.tens));

export class Written extends Marked<string> {
  override readonly way = "Write to a checklist";
  override readonly howToBegin = "Write your own words first. Then press Check.";
  protected readonly signs: Signs<string> = {
    lacks: (keys: string | string[], answer: string) => {
      const met = this.met(answer);
      return several(keys).some((key) => !met.get(key));
    },
    says: (wanted: string | string[], answer: string) => hasAny(several(wanted), answer),
  };

  read(answer: unknown): string {
    if (typeof answer !== "string" || saysNotKnown(answer)) {
      throw new Unreadable("Write a sentence or two in your own words.");
    }
    const text = Array.from(strip(answer)).slice(0, LONGEST).join("");
    const given = new Set(wordsIn([this.data.ask, ...this.checks().map(([, point]) => point)].join(" ")));
    if (wordsIn(text).every((word) => given.has(word))) {
      throw new Unreadable("These are the words of the step. Write it in your own words.");
    }
    return text;
  }

  override unfinished(answer: string): string {
    const missing = this.number("at_least", 4) - wordsIn(answer).length;
    if (missing <= 0) return "";
    return counted(
      missing, "Your text is very short. Add 1 word or more.", "Your text is very short. Add {n} words or more.",
    );
  }

  private checks(): [string, string][] {
    return this.pairs("checks");
  }

  /** The ways in which a text can meet a point of the list: each a table of what has to hold. */
  private waysOf(key: string): Table[] {
    return several(get(this.data["looks_for"], key) ?? {}) as Table[];
  }

  /** Each point of the list, and whether it was found in the text. */
  private met(text: string): Map<string, boolean> {
    const holds = (signs: Table): boolean =>
      pairsOf(signs).every(([sign, wanted]) => HOLDS[sign]!(wanted as never, text));
    return new Map(this.checks().map(([key]) => [key, this.waysOf(key).some(holds)]));
  }

  agrees(answer: string, _wanted: string): boolean {
    return [...this.met(answer).values()].every(Boolean);
  }

  /** What was found, and what was kept to: to have written nothing wrong alone earns nothing. */
  override share(read: string): number {
    const met = this.met(read);
    const asked: boolean[] = [];
    const kept: boolean[] = [];
    for (const [key] of this.checks()) {
      const toBeThere = this.waysOf(key).some((signs) => pairsOf(signs).some(([sign]) => TO_BE_THERE.includes(sign)));
      (toBeThere ? asked : kept).push(met.get(key)!);
    }
    const part = (some: boolean[], otherwise: number): number =>
      some.length ? some.filter(Boolean).length / some.length : otherwise;
    return part(asked, 0) * part(kept, 1);
  }

  override saidFirst(read: string): string[] {
    const met = this.met(read);
    return this.checks().filter(([key]) => met.get(key)).map(([, point]) => `On your list, this is there: ${point}`);
  }

  override generalHint(read: string): string {
    const met = this.met(read);
    const [, point] = this.checks().find(([key]) => !met.get(key))!;
    return `This is not there yet, or stands in words that the course does not know: ${point}`;
  }
}

/** The words of a text, in small letters. */
function wordsIn(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** True when one of these words, or rows of words, stands in a text; a sign such as "?" stands for itself. */
function hasAny(wanted: string[], text: string): boolean {
  const there = wordsIn(text);
  return wanted.some((one) => standsIn(one, there, text));
}

function standsIn(one: string, there: string[], text: string): boolean {
  const before = wordsIn(one);
  if (!before.length) return text.includes(one);
  const last = before.pop()!;
  const begins = one.endsWith("*");
  return there.some((_, at) => {
    const end = there[at + before.length];
    if (end === undefined || !before.every((word, by) => there[at + by] === word)) return false;
    return begins ? end.startsWith(last) : end === last;
  });
}

/** The numbers of a text, in figures or in words up to a hundred. */
function numbersIn(text: string): number[] {
  return [...(fold(text).match(NUMBER) ?? []).map(valueOf), ...inWords(wordsIn(text))];
}

function inWords(there: string[]): number[] {
  const found: number[] = [];
  let tens = 0;
  for (const word of there) {
    const small = SMALL.get(word);
    const ten = TENS.get(word);
    if (ten !== undefined) found.push(ten);
    else if (small !== undefined && tens && small > 0 && small < 10) found[found.length - 1]! += small;
    else if (small !== undefined) found.push(small);
    tens = ten ?? 0;
  }
  return found;
}

function valueOf(figures: string): number {
  const [first, rest] = figures.replace(/,(?=[0-9]{3}(?![0-9]))/g, "").replace(/,/g, ".").split(".");
  return Number(rest === undefined ? first : `${first}.${rest}`);
}

const HOLDS: { [sign: string]: (wanted: never, text: string) => boolean } = {
  any_of: hasAny,
  none_of: (wanted: string[], text: string) => !hasAny(wanted, text),
  numbers: (wanted: number, text: string) => numbersIn(text).length >= wanted,
  number_near: (wanted: number[], text: string) => {
    const within = wanted[wanted.length - 1]!;
    return numbersIn(text).some((one) => wanted.slice(0, -1).some((other) => Math.abs(one - other) <= within + 1e-9));
  },
  at_most_once: (wanted: string[], text: string) => wanted.every((one) => text.split(one).length < 3),
  at_most: (wanted: number, text: string) => wordsIn(text).length <= wanted,
};

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { written: Written };
