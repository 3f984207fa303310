// A champion's own numbers: kept, never marked. What is said when they are.

import { Asked, feedback, type Feedback } from "../questions/base/mark";
import { get, str, strip, truth } from "../questions/base/python";
import { counted, told } from "../sentences/told";

const FEW = 10;

export class OwnNumbers extends Asked {
  override mark(answer: unknown, _history: string[] = []): Feedback {
    const values = get(answer, "values");
    if (!Array.isArray(values) || !values.length) return feedback("not tried", 0, 0, told("No numbers yet"));
    const count = values.filter((value) => value !== null).length;
    const said = [counted(count, "1 dot is kept.", "{n} dots are kept.")];
    const what = get(answer, "what");
    if (!strip(truth(what) ? str(what) : "")) said.push(told("Say what they count, so that a reader knows."));
    if (count < FEW) said.push(told("With so few dots it is too early to tell. That is fine: go on counting."));
    return feedback("kept", 0, 0, told("Your numbers are kept"), said, "kept");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "own-numbers": OwnNumbers };
