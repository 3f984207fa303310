// How an answer is marked: what `question.py` does, sentence for sentence. Pure: an answer in, feedback out.

import { told } from "../../sentences/told";
import { FAIR, pointsFor } from "./fair";
import { saysNotKnown } from "./not_known";
import { get, isTable, pairsOf, strip, type Table } from "./python";

export type State = "not tried" | "started" | "not read" | "not yet" | "nearly" | "right" | "kept" | "python";

/** What the learner is told about one answer. */
export interface Feedback {
  /** "python": there is no script for this kind; the step opens with Python. */
  state: State;
  points: number;
  outOf: number;
  heading: string;
  messages: string[];
  /** What the history keeps: a misconception's name, other, right or kept; empty where it was no try. */
  outcome: string;
  /** What is said of an earlier attempt that counts more than the one at hand; else empty. */
  counted: string;
}

/** A question as its compiled file has it. What a kind adds, its own script reads. */
export interface Question {
  id: string;
  kind: string;
  ask: string;
  [field: string]: unknown;
}

/** What a picture beside a form shows; the page draws it. */
export interface Board {
  /** The same in words. */
  said: string;
  /** Each group in words, with the words of what was put in it. */
  groups: { words: string; inside: string[] }[];
}

/** What the writer of a text may show in it, and what they showed. */
export interface Shown {
  /** The points that were not found, and the sentences of which one may be shown for each. */
  open: { key: string; point: string; sentences: string[]; against: boolean }[];
  shown: { key: string; point: string; sentence: string }[];
}

export interface Miss {
  name: string;
  hint: string;
  when: Table;
  points?: number;
}

/** What is said to a wrong answer that nobody foresaw. */
const NOT_FORESEEN =
  told("Good that you tried. This is not it yet. Read the question once more, and try again: each try brings more help.");

/** After this many tries the feedback says where to look; after STEP_AFTER it shows a worked step. */
const LOOK_AFTER = 2;
export const STEP_AFTER = 3;

/** An answer of the wrong kind; the text is a kind sentence that says what would do. */
export class Unreadable extends Error {}

export function feedback(
  state: State, points: number, outOf: number, heading: string, messages: string[] = [], outcome = "",
): Feedback {
  return { state, points, outOf, heading, messages, outcome, counted: "" };
}

/** What the engine asks of each kind. */
export abstract class Asked {
  readonly marked: boolean = false;
  /** What is said when Check is pressed and nothing is typed or chosen. */
  readonly howToBegin: string = told("Give an answer first. Then press Check.");
  /** What its points count towards: core, stretch, evidence or not scored. */
  readonly scoredAs: string = "not scored";
  readonly fromCode: string = "";
  /** True for the practical at the end of a route. */
  readonly practical: boolean = false;
  /** What a person does to answer it, in a few words: for the list of things to try. */
  readonly way: string = "";

  constructor(readonly data: Question) {}

  abstract mark(answer: unknown, history: string[]): Feedback;

  /** True where somebody who is stuck is offered help. */
  get offersHelp(): boolean {
    return false;
  }

  /** What is said to who presses "I do not know". */
  help(_history: string[] = []): Feedback {
    throw new Error(`The kind "${this.data.kind}" offers no help.`);
  }

  /** The keys of a field in the order in which they are shown. */
  shown(field: string): string[] {
    return this.pairs(field).map(([key]) => key);
  }

  /** What a picture beside the form shows of an answer, for kinds that have one. */
  board(_answer: unknown): Board | null {
    return null;
  }

  /** What the writer of an answer may show in it; nothing for most kinds. */
  toShow(_answer: unknown): Shown {
    return { open: [], shown: [] };
  }

  /** The files of variants that an answer names: the page brings them before it is marked. */
  filesFor(_answer: unknown): string[] {
    return [];
  }

  blank(answer: unknown): boolean {
    if (typeof answer === "string") return !strip(answer);
    if (answer === null || answer === undefined) return true;
    return typeof answer === "object" && Object.keys(answer).length === 0;
  }

  protected text(field: string, otherwise = ""): string {
    const value = this.data[field];
    return typeof value === "string" ? value : otherwise;
  }

  protected number(field: string, otherwise = 0): number {
    const value = this.data[field];
    return typeof value === "number" ? value : otherwise;
  }

  protected list<One>(field: string): One[] {
    const value = this.data[field];
    return Array.isArray(value) ? (value as One[]) : [];
  }

  protected pairs(field: string): [string, string][] {
    return pairsOf(this.data[field]) as [string, string][];
  }

  protected has(field: string, key: string): boolean {
    return get(this.data[field], key) !== undefined;
  }
}

/** How a wrong answer is known: the methods `sign_…` of a kind in Python, by what stands behind `sign_`. */
export type Signs<Read> = { [name: string]: (wanted: never, answer: Read) => boolean };

/** A question that is marked at once. `Read` is the form in which its answers are compared. */
export abstract class Marked<Read> extends Asked {
  override readonly marked = true;
  override readonly scoredAs = this.data["stretch"] === true ? "stretch" : "core";
  readonly points = this.number("points", 1);
  /** Part marks by the rule of `fair.ts`; else by that of the first version. */
  protected readonly fair = this.data["part_marks"] === FAIR;
  protected readonly look = this.text("look");
  protected abstract readonly signs: Signs<Read>;

  /** Turn the plain answer into the form in which it is compared; may throw Unreadable. */
  abstract read(answer: unknown): Read;
  abstract agrees(answer: Read, wanted: Read): boolean;

  /** A sentence when the answer is begun and not finished, else empty. */
  unfinished(_answer: Read): string {
    return "";
  }

  /** True for an answer that could not be read, and whose writer says that they do not know. */
  givesUp(answer: unknown): boolean {
    return saysNotKnown(answer);
  }

  rightAnswer(): unknown {
    return this.data["right"] ?? null;
  }

  mark(answer: unknown, history: string[] = []): Feedback {
    const said = (state: State, points: number, heading: string, messages: string[] = [], outcome = ""): Feedback =>
      feedback(state, points, this.points, heading, messages, outcome);
    if (this.blank(answer) && !saysNotKnown(answer)) return said("not tried", 0, told("Not tried yet"));
    if (this.data["kept_back"] === true && (this.data["right"] ?? null) === null) {
      return said("kept", 0, told("Your answer is kept"), [told("Your trainer marks this one when you send your work.")], "kept");
    }
    let read: Read;
    try {
      read = this.read(answer);
    } catch (trouble) {
      if (!(trouble instanceof Unreadable)) throw trouble;
      if (this.givesUp(answer)) return this.help(history);
      return said("not read", 0, told("Not read yet"), [trouble.message]);
    }
    const waiting = this.unfinished(read);
    if (waiting) {
      // A blank never hides what was typed: the rest is marked, and the blank is named.
      const earned = this.fair ? this.earned(read) : 0;
      const first = earned ? this.saidFirst(read) : [];
      return said("started", earned, told("Not finished yet"), [waiting, ...first]);
    }
    if (this.isRight(read)) {
      return said("right", this.points, told("Right"), [this.text("praise"), ...this.saidBeside(read)], "right");
    }
    return this.wrong(read, history);
  }

  protected isRight(read: Read): boolean {
    return this.agrees(read, this.read(this.rightAnswer()));
  }

  /** Who says that they do not know has tried, and gets the next help at once. */
  override get offersHelp(): boolean {
    return Boolean(this.look) && !(this.data["kept_back"] === true && (this.data["right"] ?? null) === null);
  }

  override help(history: string[] = []): Feedback {
    const messages = [told("It is good that you say so. Here is some help."), told("Where to look: {where}", { where: this.look })];
    if (triesIn(history) >= LOOK_AFTER) messages.push(told("One step, worked: {step}", { step: this.text("step") }));
    return feedback("not yet", 0, this.points, told("Not yet"), messages, "not-known");
  }

  /** What is said beside the praise of a right answer; mostly nothing. */
  saidBeside(_read: Read): string[] {
    return [];
  }

  /** The hint for a wrong answer that was foreseen: the lesson's own words, in its language. */
  hintOf(miss: Miss): string {
    return miss.hint;
  }

  /** True for an answer that is like no wrong answer which was foreseen, whatever they show. */
  isApart(_read: Read): boolean {
    return false;
  }

  /** What the history keeps of a wrong answer that was not foreseen. */
  otherOutcome(_read: Read): string {
    return "other";
  }

  private wrong(read: Read, history: string[]): Feedback {
    const miss = this.isApart(read) ? undefined : this.list<Miss>("misses").find((one) => this.shows(one.when, read));
    const earned = Math.min(this.points, Math.max(miss?.points ?? 0, this.earned(read)));
    const hint = miss ? this.hintOf(miss) : this.generalHint(read);
    const hints = [...this.saidFirst(read), hint];
    const tries = triesIn(history);
    const more = this.moreHelp(read);
    if (tries >= LOOK_AFTER && more) hints.push(told("Where to look: {where}", { where: this.look }));
    if (tries >= STEP_AFTER && more) hints.push(told("One step, worked: {step}", { step: this.text("step") }));
    const [state, heading]: [State, string] = earned ? ["nearly", told("Nearly")] : ["not yet", told("Not yet")];
    return feedback(state, earned, this.points, heading, hints, miss ? miss.name : this.otherOutcome(read));
  }

  /** True when an answer shows all of these signs. */
  private shows(signs: unknown, answer: Read): boolean {
    return pairsOf(signs).every(([name, wanted]) => this.showsOne(name, wanted, answer));
  }

  private showsOne(name: string, wanted: unknown, answer: Read): boolean {
    if (name === "any") return (wanted as unknown[]).some((one) => this.shows(one, answer));
    if (name === "all") return (wanted as unknown[]).every((one) => this.shows(one, answer));
    if (name === "not") return !this.shows(wanted, answer);
    const sign = this.signs[name];
    if (!sign) throw new Error(`The kind "${this.data.kind}" knows no sign "${name}".`);
    return sign.call(this, wanted as never, answer);
  }

  /** Points for an answer that is partly right, by the rule that the file of questions names. */
  private earned(read: Read): number {
    return this.fair ? pointsFor(this.share(read), this.points) : this.partAtFirst(read);
  }

  /** How much of an answer is right beyond guessing, from 0 to 1; most kinds have no parts. */
  share(_read: Read): number {
    return 0;
  }

  /** Points for an answer that is partly right, by the rule of the first version. */
  partAtFirst(_read: Read): number {
    return 0;
  }

  /** What is said before the hint, such as how many things are in place. */
  saidFirst(_read: Read): string[] {
    return [];
  }

  /** True when where to look and the worked step are about what is wrong here. */
  moreHelp(_read: Read): boolean {
    return true;
  }

  /** What to say to a wrong answer that was not foreseen. Where to look comes at the next try. */
  generalHint(_read: Read): string {
    return NOT_FORESEEN;
  }
}

/** The number of this try, from 1. */
function triesIn(history: string[]): number {
  return 1 + history.filter((outcome) => outcome !== "right" && outcome !== "kept").length;
}

/** One thing, or several, as a list. */
export function several<One>(wanted: One | One[]): One[] {
  return Array.isArray(wanted) ? wanted : [wanted];
}

/** Texts that a learner may type for a key: the key itself and its words, folded. */
export function keysByText(pairs: [string, string][], fold: (text: unknown) => string): Map<string, string> {
  return new Map([...pairs.map(([key]) => [fold(key), key] as const), ...pairs.map(([key, words]) => [fold(words), key] as const)]);
}

export { isTable };
