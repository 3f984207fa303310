// Causes put on the bones of a fishbone that fills: marked as any sorting is.

import type { Board } from "../../questions/base/mark";
import { Sort } from "../../questions/sort/mark";

export class Fishbone extends Sort {
  override board(answer: unknown): Board {
    const groups = this.filled(answer).map(({ words, inside }) => ({ words, inside }));
    const bones = groups.map(({ words, inside }) => `${words}: ${inside.join("; ") || "empty so far"}.`);
    return { groups, said: `Fishbone. The problem: ${this.text("problem")}. ${bones.join(" ")}` };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { fishbone: Fishbone };
