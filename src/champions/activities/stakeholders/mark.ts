// People put on a map by the part that they have in a change: marked as any sorting is.

import type { Board } from "../../questions/base/mark";
import { get } from "../../questions/base/python";
import { Sort } from "../../questions/sort/mark";

export class StakeholderSort extends Sort {
  /** Who is on the map; and the systems from which nobody is in the room yet. */
  override board(answer: unknown): Board {
    const rings = this.pairs("rings");
    const systems = this.pairs("systems");
    const belongs = (item: string): unknown => get(this.data["belongs"], item);
    const placed = this.items.filter((item) => rings.some(([ring]) => ring === get(answer, item)));
    const inside = placed.filter((item) => get(answer, item) === rings[0]![0]).map(belongs);
    const missing = systems.filter(([key]) => !inside.includes(key)).map(([, words]) => words);
    const said =
      `${placed.length} of ${this.items.length} on the map. ${rings[0]![1]}: ${inside.length}, ` +
      `from ${new Set(inside).size} of ${systems.length} systems.`;
    const groups = rings.map(([ring, words]) => {
      const there = placed.filter((item) => get(answer, item) === ring);
      return { words, inside: there.map((item) => String(get(this.data["names"], item))) };
    });
    return { groups, said: missing.length ? `${said} Nobody yet from: ${missing.join(", ")}.` : said };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "stakeholder-map": StakeholderSort };
