// The marble drop without Python: what adjusting after each result does, by four rules. As `question.py`.

import { Asked, feedback, type Feedback } from "../../questions/base/mark";
import { get, isTable, str, truth } from "../../questions/base/python";
import { counted } from "../../questions/base/text";
import { fixed, mean } from "../../charts/sums";
import { dataOf, fileOf, namedIn, OnlyPython } from "../../questions/variants";
import { told } from "../../sentences/told";

const POOL = "marbles";
export const RULES: { [rule: string]: string } = {
  "1": told("Rule 1: leave it alone"),
  "2": told("Rule 2: move it back by the miss"),
  "3": told("Rule 3: to the other side"),
  "4": told("Rule 4: over the last marble"),
};
export const DROPS = 50;
export const LUCKS = 12; // tries in one variant
export const REACH = 150; // mm from the target to the edge of the table

/** Marbles dropped by one rule: where each fell, in mm from the target, across and along. */
export interface Drop {
  rule: string;
  places: [number, number][];
  mean: number;
  furthest: number;
  /** The picture in words. */
  meaning: string;
}

function fall(rule: string, wobbles: [number, number][]): Drop {
  let funnel: [number, number] = [0, 0];
  const places = wobbles.map((wobble): [number, number] => {
    const fallen: [number, number] = [funnel[0] + wobble[0], funnel[1] + wobble[1]];
    if (rule === "2") funnel = [funnel[0] - fallen[0], funnel[1] - fallen[1]];
    else if (rule === "3") funnel = [-fallen[0], -fallen[1]];
    else if (rule === "4") funnel = fallen;
    return fallen;
  });
  const distances = places.map(([x, y]) => Math.hypot(x, y));
  const [average, furthest] = [mean(distances), Math.max(...distances)];
  const beyond = places.filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > REACH).length;
  const said = told(
    "Rule {rule}. The cross is the target. {n} marbles fell {mean} mm from it on average, the furthest {far} mm.",
    { rule, n: places.length, mean: fixed(average, 0), far: fixed(furthest, 0) });
  const meaning = beyond ? `${said} ${told("{n} rolled off the table; they lie at its edge.", { n: beyond })}` : said;
  return { rule, places, mean: average, furthest, meaning };
}

/** The tries of an answer, dropped again. What no form writes is passed over. */
export function tries(answer: unknown): Drop[] {
  const given = get(answer, "rules");
  const rules = Array.isArray(given) ? given.map(str).filter((rule) => get(RULES, rule) !== undefined) : [];
  if (!rules.length) return [];
  const variant = namedIn(answer, () => null); // no real one: as in the first version
  if (variant === null) throw new OnlyPython(told("An answer of the first version is shown by Python."));
  const { wobbles } = dataOf(POOL, variant) as { wobbles: [number, number][][] };
  return rules.slice(0, LUCKS).map((rule, at) => fall(rule, wobbles[at]!));
}

/** Kept, never marked. Its luck is a variant's, which the page brings. */
export class MarbleDrop extends Asked {
  readonly pool = POOL;

  override blank(answer: unknown): boolean {
    return isTable(answer) ? !truth(get(answer, "rules")) : super.blank(answer);
  }

  mark(answer: unknown, _history: string[] = []): Feedback {
    const tried = new Set(tries(answer).map(({ rule }) => rule));
    if (!tried.size) return feedback("not tried", 0, 0, told("Not tried yet"));
    const left = Object.keys(RULES).length - tried.size;
    if (left) {
      return feedback("started", 0, 0, told("Kept so far"), [counted(left, "1 rule is not tried yet.", "{n} rules are not tried yet.")]);
    }
    return feedback("kept", 0, 0, told("Your tries are kept"), [told("All four are tried. Compare the mean distances.")], "kept");
  }

  override filesFor(answer: unknown): string[] {
    const variant = namedIn(answer, () => null);
    return variant === null ? [] : [fileOf(POOL, variant)];
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { marbles: MarbleDrop };
