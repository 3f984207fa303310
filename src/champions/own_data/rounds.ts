// What comes round again: months, days of the week, quarters and weeks without a year; as `periods.py` has it.

import { caseless } from "../questions/base/text";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** Words that are read here. Others may be the names of people, and Python looks at those. */
const KNOWN = new Set(
  ("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday january february march april " +
   "may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec").split(" "));

export interface Round {
  kind: "month" | "weekday" | "quarter" | "week";
  /** 1 when the rows go on in time, -1 when they go back, 0 when neither. */
  order: number;
  /** Over its end, such as from week 52 to week 1. */
  turns: boolean;
  /** A place stands there more than once. */
  again: boolean;
}

/** Whether a label is of a kind that is read here. */
export function isLabel(text: string): boolean {
  const plain = plainOf(text);
  return KNOWN.has(plain) || /^(?:q|qtr|quarter) ?[1-4]$/.test(plain) || /^(?:w|wk|week) ?\d{1,2}$/.test(plain);
}

function plainOf(text: string): string {
  return caseless(text).replace(/^[ .]+|[ .]+$/g, "");
}

/** What labels without a year name, and which way they run; null where they are not all of one kind. */
export function comesRound(labels: string[]): Round | null {
  const texts = labels.map(plainOf);
  if (texts.length < 3) return null;
  const named = (names: string[]) => (text: string) => names.findIndex((name) => new RegExp(`^${name}[a-z]{0,6}$`).test(text)) + 1;
  const numbered = (pattern: RegExp) => (text: string) => {
    const found = Number(pattern.exec(text)?.[1] ?? 0);
    return found >= 1 && found <= 53 ? found : 0;
  };
  const kinds: [Round["kind"], (text: string) => number, number][] = [
    ["month", named(MONTHS), 12], ["weekday", named(WEEKDAYS), 7],
    ["quarter", numbered(/^(?:q|qtr|quarter) ?([1-4])$/), 4], ["week", numbered(/^(?:w|wk|week) ?(\d{1,2})$/), 52],
  ];
  for (const [kind, place, length] of kinds) {
    const places = texts.map(place);
    if (places.every(Boolean)) return roundOf(kind, places, length);
  }
  return null;
}

function roundOf(kind: Round["kind"], places: number[], length: number): Round {
  const raw = places.slice(1).map((one, at) => one - places[at]!);
  const steps = raw.map((step) => ((step % length) + length) % length);
  let forward = steps.filter((step) => step > 0 && step <= length / 2).length;
  let back = steps.filter((step) => step > length / 2).length;
  if (kind === "weekday") { // from Friday to Monday is a step of three
    forward = steps.filter((step) => [1, 2, 3].includes(step)).length;
    back = steps.filter((step) => [5, 6].includes(step)).length;
  }
  let order = forward && !back ? 1 : back && !forward ? -1 : 0;
  if (!order && 0.8 * steps.length <= Math.max(forward, back)) order = forward > back ? 1 : -1;
  const turns = raw.some((step) => (order > 0 ? step < 0 : step > 0));
  return { kind, order, turns: Boolean(order) && turns, again: new Set(places).size < places.length };
}
