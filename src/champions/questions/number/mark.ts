// A number: typed, or given by a line of code.

import { isTable, Marked, several, Unreadable, type Signs } from "../base/mark";
import { cut, str } from "../base/python";
import { readNumber } from "./reading";

export class NumberTyped extends Marked<number> {
  override readonly way = "Type a number";
  protected readonly signs: Signs<number> = {
    is: (numbers: number | number[], answer: number) => several(numbers).some((one) => this.agrees(answer, one)),
    exactly: (numbers: number | number[], answer: number) => several(numbers).includes(answer),
    near: (wanted: number[], answer: number) => {
      const within = wanted[wanted.length - 1]!;
      return wanted.slice(0, -1).some((one) => Math.abs(answer - one) <= within);
    },
  };

  read(answer: unknown): number {
    return readNumber(answer, this.list<string>("units"));
  }

  agrees(answer: number, wanted: number): boolean {
    // A hair more than `within`: 14.05 typed as decimal is not exactly 0.05 from 14.
    return Math.abs(answer - wanted) <= this.number("within") + 1e-9 * Math.max(1, Math.abs(wanted));
  }
}

/** A number that the champion's own line of code gives. */
export class Value extends NumberTyped {
  override readonly fromCode: string = this.text("name");

  override read(answer: unknown): number {
    try {
      return super.read(answer);
    } catch (trouble) {
      if (!(trouble instanceof Unreadable)) throw trouble;
      throw new Unreadable(`${this.fromCode} should be one number. At the moment it is ${kindOf(answer)}.`);
    }
  }
}

/** A share that a line of code gives. From 1 to 100 it is taken as per cent: 54 is 0.54. */
export class Share extends Value {
  override read(answer: unknown): number {
    const value = super.read(answer);
    return value > 1 && value <= 100 ? value / 100 : value;
  }
}

function kindOf(answer: unknown): string {
  if (Array.isArray(answer)) return `a list of ${answer.length} values`;
  if (isTable(answer)) return "a table or a set of names and values";
  return `"${cut(str(answer), 60)}"`;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { number: NumberTyped, "number-in-code": Value, "share-in-code": Share };
