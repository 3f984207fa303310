// Causes put on the bones of a fishbone that fills: marked as any sorting is.

import type { Board } from "../../questions/base/mark";
import { Sort } from "../../questions/sort/mark";
import { told } from "../../sentences/told";

export class Fishbone extends Sort {
  override board(answer: unknown): Board {
    const groups = this.filled(answer).map(({ words, inside }) => ({ words, inside }));
    const bones = groups.map(({ words, inside }) => `${words}: ${inside.join("; ") || told("empty so far")}.`);
    return { groups, said: `${told("Fishbone. The problem: {problem}.", { problem: this.text("problem") })} ${bones.join(" ")}` };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { fishbone: Fishbone };
