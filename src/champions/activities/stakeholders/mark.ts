// People put on a map by the part that they have in a change: marked as any sorting is.

import type { Board } from "../../questions/base/mark";
import { get } from "../../questions/base/python";
import { Sort } from "../../questions/sort/mark";
import { inARow, told } from "../../sentences/told";

export class StakeholderSort extends Sort {
  /** Who is on the map; and the systems from which nobody is in the room yet. */
  override board(answer: unknown): Board {
    const rings = this.pairs("rings");
    const systems = this.pairs("systems");
    const belongs = (item: string): unknown => get(this.data["belongs"], item);
    const placed = this.items.filter((item) => rings.some(([ring]) => ring === get(answer, item)));
    const inside = placed.filter((item) => get(answer, item) === rings[0]![0]).map(belongs);
    const missing = systems.filter(([key]) => !inside.includes(key)).map(([, words]) => words);
    const said = told("{placed} of {all} on the map. {ring}: {there}, from {some} of {systems} systems.", {
      placed: placed.length, all: this.items.length, ring: rings[0]![1], there: inside.length,
      some: new Set(inside).size, systems: systems.length,
    });
    const groups = rings.map(([ring, words]) => {
      const there = placed.filter((item) => get(answer, item) === ring);
      return { words, inside: there.map((item) => String(get(this.data["names"], item))) };
    });
    return { groups, said: missing.length ? `${said} ${told("Nobody yet from: {systems}.", { systems: inARow(missing) })}` : said };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "stakeholder-map": StakeholderSort };
