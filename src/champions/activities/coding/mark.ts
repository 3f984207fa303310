// Records sorted as one sees fit, one at a time: the answer is item to group. Kept, never marked.

import { Asked, feedback, type Feedback } from "../../questions/base/mark";
import { pairsOf } from "../../questions/base/python";
import { fold } from "../../questions/base/text";
import { Sort } from "../../questions/sort/mark";

export class CodeFreely extends Asked {
  /** The records that were sorted so far, each with its group; anything else is left out. */
  private codes(answer: unknown): Map<string, string> {
    const groups = new Map(this.pairs("groups").map(([key]) => [fold(key), key]));
    const done = new Map<string, string>();
    for (const [item, given] of pairsOf(answer)) {
      const group = groups.get(fold(given));
      if (group && this.has("items", item)) done.set(item, group);
    }
    return done;
  }

  mark(answer: unknown, _history: string[] = []): Feedback {
    const done = this.codes(answer).size;
    if (!done) return feedback("not tried", 0, 0, "Not tried yet");
    const left = this.shown("items").length - done;
    if (left) return feedback("started", 0, 0, "Kept so far", [`${done} done, ${left} to go.`]);
    return feedback("kept", 0, 0, "All are done", ["There is no right or wrong here. Go on to compare."], "kept");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "code-freely": CodeFreely, "code-by-rule": Sort };
