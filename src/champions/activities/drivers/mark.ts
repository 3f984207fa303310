// Ideas put with the drivers that they may move, on a driver diagram that fills: marked as any sorting is.

import type { Board } from "../../questions/base/mark";
import { Sort } from "../../questions/sort/mark";
import { inWords } from "./diagram";

export class DriverDiagram extends Sort {
  override board(answer: unknown): Board {
    const groups = this.filled(answer).map(({ words, inside }) => ({ words, inside }));
    const drivers = groups.map(({ words, inside }) => ({ name: words, ideas: inside }));
    return { groups, said: inWords({ aim: this.text("aim"), drivers }) };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "driver-diagram": DriverDiagram };
