// A chart or a table of a learner's own, judged by doing: as `question.py` marks it. The words of a kind stand in its
// `words.json`, and what is true of a chart in the file of its variant.

import { inWords, told } from "../../sentences/told";
import { Varied } from "../../questions/attempts";
import { aboveGuessing } from "../../questions/base/fair";
import { several, Unreadable, type Question, type Signs } from "../../questions/base/mark";
import { get, isTable, pairsOf, str, strip, type Table } from "../../questions/base/python";
import { listed } from "../../questions/base/text";
import { readNumber } from "../../questions/number/reading";
import { dataOf, namedIn, whole } from "../../questions/variants";

/** What stands in an answer where somebody says that there is nothing to mark. */
export const NONE = "none";
const MOST_DOTS = 60;

type Texts = { [key: string]: string };

/** The words of a kind: what `words.json` holds. */
export interface TurnWords {
  numbers: { [part: string]: { label: string; units: string[]; within: number } };
  names: Texts;
  means: Texts;
  then: Texts;
  reading: Texts;
  behind: Texts;
  [more: string]: unknown;
}

/** A file to mend: each row with its name, what was written, its note, and what was typed in its place. */
export interface FileShown {
  ask: string;
  about: string[];
  rows: { name: string; written: string; note: string; now: string | null }[];
  /** The words of the button that takes the file without hints, and what is said then. */
  hints: { take: string; without: string };
}

/** The file of a variant, as far as marking reads it. */
export interface Held {
  near: { [part: string]: { [slip: string]: number } };
  truth: {
    numbers: { [part: string]: number };
    marked: number[];
    means: string;
    then: string;
    behind: string;
    said: { [name: string]: unknown };
  };
  [more: string]: unknown;
}

/** An answer as read. What cannot be read of its numbers is left out; `marked` is null while nothing was said of it. */
export interface Judged {
  variant: number;
  numbers: Map<string, number>;
  unread: string[];
  marked: Set<number> | null;
  means: string;
  then: string;
}

export abstract class YourTurn extends Varied<Judged> {
  override readonly way: string = told("Judge a chart of your own");
  abstract readonly words: TurnWords;

  protected readonly signs: Signs<Judged> = {
    took: (wanted: Table, answer) => pairsOf(wanted).some(([part, slips]) => several(slips).some((slip) => this.took(answer, part, String(slip)))),
    miscounted: (parts: string | string[], answer) =>
      several(parts).some((part) => this.asked().includes(part) && !this.numberIsRight(answer, part)),
    meant: (wanted: Table, answer) => chose(wanted, this.truth(answer).means, answer.means),
    decided: (wanted: Table, answer) => {
      return !this.decidedWell(answer) && chose(wanted, this.truth(answer).means, answer.then);
    },
    instead: (wanted: Table, answer) =>
      !this.decidedWell(answer) && several((get(wanted, this.truth(answer).then) ?? []) as unknown).includes(answer.then),
    marks: (how: string | string[], answer) => several(how).includes(howMarked(answer.marked ?? new Set(), this.rightMarks(answer))),
  };

  /** The parts in which a number is asked for. */
  asked(): string[] {
    const named = this.list<string>("numbers");
    return named.length ? named : Object.keys(this.words.numbers);
  }

  held(answer: Judged): Held {
    return dataOf(this.pool, answer.variant) as Held;
  }

  /** What an answer is marked by. */
  truth(answer: Judged): Held["truth"] {
    return this.held(answer).truth;
  }

  /** The numbers of known slips. */
  protected near(answer: Judged): Held["near"] {
    return this.held(answer).near;
  }

  /** A file that is mended first; null for none. */
  fileShown(_answer: Judged): FileShown | null {
    return null;
  }

  /** The chart as it is shown once it is put away. */
  putAway(answer: Judged): Held {
    return this.held(answer);
  }

  protected rightMarks(answer: Judged): Set<number> {
    return new Set(this.truth(answer).marked);
  }

  override blank(answer: unknown): boolean {
    if (!isTable(answer)) return super.blank(answer);
    const typed = get(answer, "numbers");
    if (isTable(typed) && pairsOf(typed).some(([, one]) => given(one))) return false;
    return !["marked", "means", "then"].some((part) => isThere(get(answer, part)));
  }

  read(answer: unknown): Judged {
    const fail = (): never => {
      throw new Unreadable(told("This chart could not be read. Press the button for another one."));
    };
    if (!isTable(answer)) fail();
    const variant = namedIn(answer, fail);
    if (variant === null) return fail();
    const typed = get(answer, "numbers");
    const numbers = new Map<string, number>();
    const unread: string[] = [];
    for (const part of this.asked()) {
      const one = get(typed, part);
      if (!given(one)) continue;
      try {
        numbers.set(part, readNumber(one, { kind: "", unit: "", units: this.words.numbers[part]!.units }).value);
      } catch (trouble) {
        if (!(trouble instanceof Unreadable)) throw trouble;
        unread.push(part);
      }
    }
    const key = (part: "means" | "then"): string => {
      const chosen = get(answer, part);
      return typeof chosen === "string" && get(this.words[part], chosen) !== undefined ? chosen : "";
    };
    return { variant, numbers, unread, marked: marks(get(answer, "marked")), means: key("means"), then: key("then") };
  }

  override unfinished(answer: Judged): string {
    const names = (parts: string[]): string => listed(parts.map((part) => this.words.names[part]!));
    if (answer.unread.length) return told("Type a number here: {names}.", { names: names(answer.unread) });
    const open = this.asked().filter((part) => !answer.numbers.has(part));
    if (answer.marked === null) open.push("marked");
    if (!answer.means) open.push("means");
    if (!answer.then) open.push("then");
    return open.length ? told("Still open: {parts}.", { parts: names(open) }) : "";
  }

  /** What is right follows from the variant, so nothing is compared with a right answer. */
  override rightAnswer(): unknown {
    return null;
  }

  protected override isRight(read: Judged): boolean {
    return !this.notRight(read).length;
  }

  agrees(): boolean {
    return false;
  }

  /** The parts that are not right, in their order. */
  protected notRight(read: Judged): string[] {
    const found = this.asked().filter((part) => !this.numberIsRight(read, part));
    if (read.marked === null || howMarked(read.marked, this.rightMarks(read)) !== "right") found.push("marked");
    if (read.means !== this.truth(read).means) found.push("means");
    if (!this.decidedWell(read)) found.push("then");
    return found;
  }

  /** The best decision was chosen, or one that is fair too. */
  private decidedWell(read: Judged): boolean {
    return read.then === this.truth(read).then || this.fairToo(read) !== "";
  }

  /** Why the decision is fair too, where it is not the best one; else empty. */
  private fairToo(read: Judged): string {
    const reason = get(get(this.words["fair_too"], this.truth(read).then), read.then);
    return typeof reason === "string" ? reason : "";
  }

  protected numberIsRight(read: Judged, part: string): boolean {
    const typed = read.numbers.get(part);
    return typed !== undefined && this.close(part, typed, this.truth(read).numbers[part]!);
  }

  protected close(part: string, one: number, other: number): boolean {
    return Math.abs(one - other) <= this.words.numbers[part]!.within + 1e-9;
  }

  protected took(answer: Judged, part: string, slip: string): boolean {
    const typed = answer.numbers.get(part);
    const near = get(get(this.near(answer), part), slip);
    if (typed === undefined || typeof near !== "number") return false;
    return !this.numberIsRight(answer, part) && this.close(part, typed, near);
  }

  /** The numbers are worth half. What was judged counts as far as the numbers carry it. */
  override share(read: Judged): number {
    const { numbers, means } = this.truth(read);
    const asked = this.asked();
    const many = asked.length;
    const found = asked.filter((part) => this.numberIsRight(read, part));
    const nought = asked.filter((part) => this.close(part, numbers[part]!, 0));
    // A nought in every box knows nothing. So a nought counts only beside what is none.
    const counted = Math.max(
      aboveGuessing(found.length / many, nought.length / many),
      found.filter((part) => !nought.includes(part)).length / many,
    );
    const judged = overlap(read.marked, this.rightMarks(read)) + Number(read.means === means) + Number(this.decidedWell(read));
    return (counted * (1 + judged / 3)) / 2;
  }

  override saidFirst(read: Judged): string[] {
    const many = this.asked().length + 3;
    return [told("{right} of {all} parts are right.", { right: many - this.notRight(read).length, all: many })];
  }

  override saidBeside(read: Judged): string[] {
    const fair = this.fairToo(read);
    return fair ? [fair, ...this.reading(read)] : this.reading(read);
  }

  /** What the chart shows, and what was behind it: told once it is answered. */
  reading(read: Judged): string[] {
    const { means, behind, said } = this.truth(read);
    return [filled(this.words.reading[means]!, said), filled(this.words.behind[behind]!, said)];
  }

  override generalHint(read: Judged): string {
    return told("Look again at {names}.", { names: listed(this.notRight(read).map((part) => this.words.names[part]!)) });
  }
}

/** A kind of question that brings nothing but its words. */
export function turn(pool: string, words: TurnWords): new (question: Question) => YourTurn {
  return class extends YourTurn {
    readonly pool = pool;
    readonly words = inWords(words);
  };
}

/** A sentence with what it names put in. */
export function filled(sentence: string, parts: { [name: string]: unknown }): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => str(parts[name]));
}

function given(typed: unknown): boolean {
  return typeof typed === "string" ? strip(typed) !== "" : typed !== null && typed !== undefined;
}

/** What Python takes for true. */
function isThere(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isTable(value)) return pairsOf(value).length > 0;
  return Boolean(value) || Number.isNaN(value);
}

function marks(typed: unknown): Set<number> | null {
  if (typed === NONE) return new Set();
  if (!Array.isArray(typed)) return null;
  const dots = typed.slice(0, MOST_DOTS).map(whole).filter((one): one is number => one !== null && one >= 1 && one <= MOST_DOTS);
  return dots.length ? new Set(dots) : null;
}

/** How much of what was marked, or should be, is both. */
function overlap(marked: Set<number> | null, right: Set<number>): number {
  if (marked === null) return 0;
  const both = new Set([...marked, ...right]);
  return both.size ? [...marked].filter((one) => right.has(one)).length / both.size : 1;
}

function howMarked(marked: Set<number>, right: Set<number>): string {
  const inside = [...marked].every((one) => right.has(one));
  const holds = [...right].every((one) => marked.has(one));
  if (inside && holds) return "right";
  if (!right.size) return "needless";
  if (!marked.size) return "none";
  if (inside) return "few";
  return holds ? "many" : "others";
}

function chose(wanted: Table, means: string, chosen: string): boolean {
  return pairsOf(wanted).some(([name, some]) => (name === means || name === "any") && several(some).includes(chosen));
}
