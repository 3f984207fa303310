// A guess before a chart is shown: the answer is the key of an option. Kept, never marked.

import { told } from "../../sentences/told";
import { Asked, feedback, type Feedback } from "../base/mark";

export class Guess extends Asked {
  override readonly way = told("Make a guess");
  mark(answer: unknown, _history: string[] = []): Feedback {
    if (typeof answer !== "string" || !this.has("options", answer)) {
      return feedback("not tried", 0, 0, told("Not tried yet"));
    }
    const after = this.text("after", told("Thank you. Read on to see what happened."));
    return feedback("kept", 0, 0, told("Your guess is kept"), [after], "kept");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { guess: Guess };
