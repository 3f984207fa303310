// A number: typed, or given by a line of code.

import { told } from "../../sentences/told";
import { isTable, Marked, several, Unreadable, type Signs } from "../base/mark";
import { knowsNothing, saysNotKnown, saysSomewhereNotKnown, tellsOfTrouble } from "../base/not_known";
import { cut, SPACE, str } from "../base/python";
import { amount, asAskedSaid, minusSaid, Range, readNumber, unread, wordsAndNumbers, type Amount } from "./reading";

export class NumberTyped extends Marked<Amount> {
  override readonly way: string = told("Type a number");
  override readonly howToBegin: string = told('Type a number first. If you do not know it, press "I do not know".');
  protected readonly signs: Signs<Amount> = {
    is: (numbers: number | number[], answer) => several(numbers).some((one) => this.close(answer.value, one)),
    exactly: (numbers: number | number[], answer) => several(numbers).includes(answer.value),
    near: (wanted: number[], answer) => {
      const within = wanted[wanted.length - 1]!;
      return wanted.slice(0, -1).some((one) => Math.abs(answer.value - one) <= within);
    },
  };

  read(answer: unknown): Amount {
    const asked = { kind: this.text("quantity"), unit: this.text("unit"), units: this.list<string>("units"), bound: this.text("bound"), ask: this.text("ask") };
    let read: Amount;
    if (knowsNothing(answer) && isWithoutNumber(answer)) unread("one-number");
    try {
      read = readNumber(answer, asked);
    } catch (both) {
      const ends = both instanceof Range ? both : null;
      // The ends mean the same here.
      if (ends && ends.high - ends.low <= 2 * this.number("within") + 1e-9) return amount((ends.low + ends.high) / 2);
      throw both;
    }
    // A wrong number gets the hint that was written for it. The right one is no mistake: the words may be.
    if (read.doubt && this.agrees(read, amount(Number(this.rightAnswer())))) throw new Unreadable(read.doubt);
    return read;
  }

  override givesUp(answer: unknown): boolean {
    if (saysNotKnown(answer) || saysSomewhereNotKnown(answer)) return true;
    return (tellsOfTrouble(answer) || knowsNothing(answer)) && isWithoutNumber(answer);
  }

  agrees(answer: Amount, wanted: Amount): boolean {
    if (answer.told) return answer.asAsked !== null && this.close(answer.asAsked, wanted.value);
    return this.close(answer.value, wanted.value) || isRounded(answer.value, wanted.value, this.number("rounded"));
  }

  /** True when a number is near enough to another, whatever it is a number of. */
  private close(answer: number, wanted: number): boolean {
    // A hair more than `within`: 14.05 typed as decimal is not exactly 0.05 from 14.
    return Math.abs(answer - wanted) <= this.number("within") + 1e-9 * Math.max(1, Math.abs(wanted));
  }

  override isApart(read: Amount): boolean {
    return read.apart;
  }

  override saidBeside(read: Amount): string[] {
    return [read.note, this.asAsked(read)].filter(Boolean);
  }

  /** What the right number is in the unit that was asked for, where another was typed. */
  private asAsked(read: Amount): string {
    const right = read.asAsked !== null && this.agrees(read, amount(Number(this.rightAnswer())));
    return right ? asAskedSaid(read, this.text("unit")) : "";
  }

  override saidFirst(read: Amount): string[] {
    return this.saidBeside(read);
  }

  override otherOutcome(read: Amount): string {
    return read.told ? "other-kind" : super.otherOutcome(read);
  }

  override generalHint(read: Amount): string {
    if (read.told) return read.told;
    if (read.other && this.close(read.other[0], Number(this.rightAnswer()))) return read.other[1];
    if (read.value < 0 && this.agrees(amount(-read.value), amount(Number(this.rightAnswer())))) return minusSaid();
    return super.generalHint(read);
  }
}

/** True for a text in which no number stands, in figures or in words; a word for nothing is none. */
function isWithoutNumber(answer: unknown): boolean {
  if (typeof answer !== "string") return false;
  const read = wordsAndNumbers(answer);
  return read.every(([word, value], at) => value === null || (word === "one" && read[at - 1]?.[0] === "no"));
}

const SPACES = new RegExp(`[${SPACE}]+`);

/** A number that the champion's own line of code gives. */
export class Value extends NumberTyped {
  override readonly fromCode: string = this.text("name");

  override read(answer: unknown): Amount {
    try {
      // A longer text is what a chart or a table says of itself.
      if (typeof answer === "string" && answer.split(SPACES).filter(Boolean).length > 4) throw new Unreadable("");
      return super.read(answer);
    } catch (trouble) {
      if (!(trouble instanceof Unreadable)) throw trouble;
      throw new Unreadable(told("{name} should be one number. At the moment it is {what}.", { name: this.fromCode, what: kindOf(answer) }));
    }
  }
}

/** A share that a line of code gives. From 1 to 100 it is taken as per cent: 54 is 0.54. */
export class Share extends Value {
  override read(answer: unknown): Amount {
    const read = super.read(answer);
    if (this.text("quantity")) return read; // read as a share already
    return read.value > 1 && read.value <= 100 ? amount(read.value / 100) : read;
  }
}

/** True when an answer is the wanted number rounded as the lesson does it, or less. */
function isRounded(answer: number, wanted: number, rounded: number): boolean {
  if (!rounded) return false;
  return [0, 1, 2, 3, 4, 5].some((more) => {
    const step = rounded / 10 ** more;
    const whole = Math.abs(answer / step - Math.round(answer / step)) < 1e-6;
    return whole && Math.abs(answer - wanted) <= step / 2 + 1e-9;
  });
}

function kindOf(answer: unknown): string {
  if (Array.isArray(answer)) return told("a list of {n} values", { n: answer.length });
  if (isTable(answer)) return told("a table or a set of names and values");
  return `"${cut(str(answer), 60)}"`;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { number: NumberTyped, "number-in-code": Value, "share-in-code": Share };
