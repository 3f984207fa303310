// Records sorted as one sees fit, one at a time: the answer is item to group. Kept, never marked.

import { Asked, feedback, type Feedback } from "../../questions/base/mark";
import { pairsOf } from "../../questions/base/python";
import { counted, fold } from "../../questions/base/text";
import { Sort } from "../../questions/sort/mark";
import { told } from "../../sentences/told";

/** Who agrees with whom on records that people sorted: a line for each pair, and the records on which they differ. */
export interface Compared {
  lines: string[];
  differ: string[];
  said: string;
}

/** Compare what people made of the same records. Who sorted none is left out. */
export function compare(people: [string, Map<string, string>][], items: string[]): Compared {
  const sorted = people.filter(([, codes]) => codes.size);
  const lines: string[] = [];
  const split = new Set<string>();
  sorted.forEach(([name, one], at) => {
    for (const [otherName, other] of sorted.slice(at + 1)) {
      const both = [...one.keys()].filter((item) => other.has(item));
      const apart = both.filter((item) => one.get(item) !== other.get(item));
      apart.forEach((item) => split.add(item));
      lines.push(told("{one} and {other} agree on {same} of {both}.", { one: name, other: otherName, same: both.length - apart.length, both: both.length }));
    }
  });
  const differ = items.filter((item) => split.has(item));
  const many = counted(differ.length, "They differ on 1 record.", "They differ on {n} records.");
  return { lines, differ, said: [...lines, many].join(" ") };
}

export class CodeFreely extends Asked {
  /** The records that were sorted so far, each with its group; anything else is left out. */
  codes(answer: unknown): Map<string, string> {
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
    if (!done) return feedback("not tried", 0, 0, told("Not tried yet"));
    const left = this.shown("items").length - done;
    if (left) return feedback("started", 0, 0, told("Kept so far"), [told("{done} done, {left} to go.", { done, left })]);
    return feedback("kept", 0, 0, told("All are done"), [told("There is no right or wrong here. Go on to compare.")], "kept");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "code-freely": CodeFreely, "code-by-rule": Sort };
