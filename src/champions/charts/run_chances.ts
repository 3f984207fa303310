// What chance alone does on a run chart of this length: as `chances.py` and `evidence.py` have it.

import { ROWS } from "champions:chances";
import { counted, later, told } from "../sentences/told";
import type { RunChart, Signal, Told } from "./run_chart";
import { isKnown, round } from "./sums";

/** What is said before the signals where the data speak against the rules, the most serious first. */
const DOUBTS: [string, string][] = [
  ["season", later("These signals may be the time of the year, which shows in these data.")],
  ["autocorrelation", later("Each value is like the one before it. So these rules find signals too often here.")],
];
const MOST_EXACT = 400;
/** Signals that come less often than this in stable services are unlikely to be chance. */
export const RARE = 0.05;

/** The rate of any signal in stable series of one length, and the strengths that are rare. */
interface Row {
  signal: number;
  five: number;
  one: number;
}

/** How often stable services show as much, by how rare that is. */
const RATES: { [level: string]: string } = {
  unlikely: later("a stable service of this length shows a signal by these rules {often}"),
  "one in 100": later("fewer than 1 in 100 stable services of this length show as much"),
  "one in 20": later("fewer than 1 in 20 stable services of this length show as much"),
};
/**
 * What signals are worth of which some are unlikely to be chance: where all that is told is so, where each of a list has
 * said it for itself, and where only several together are so. At most three are told.
 */
const WORTH: { [how: string]: string } = {
  one: later("That is unlikely to be chance: {rate}."),
  list: later("Unlikely here means that {rate}."),
  "together first second": later("Together, the first and the second of these are unlikely to be chance: {rate}."),
  "together first third": later("Together, the first and the third of these are unlikely to be chance: {rate}."),
  "together second third": later("Together, the second and the third of these are unlikely to be chance: {rate}."),
  together: later("Together, these are unlikely to be chance: {rate}."),
};
/** What is said where none is unlikely to be chance. Only what comes 1 time in 20 or more is said to be chance perhaps. */
const CHANCE = {
  chance: later("That may be chance: a stable service of this length shows a signal by these rules {often}."),
  "all chance": later("All of it may be chance: a stable service of this length shows a signal by these rules {often}."),
  between: later(
    "By chance alone, that comes {alone}. But these rules look for several things, and a stable service of this length " +
    "shows one or another {often}. So look for more before you build on it."),
  "not known": later(
    "A stable service of this length shows a signal by these rules {often}. So look for more before you build on this."),
} as const;
/** What one signal of a list is worth by itself. */
const UNLIKELY = later("That is unlikely to be chance.");
const MAY_BE = later("That alone may be chance.");
const COMES = later("By chance alone, that comes {often}.");
const ORDER = ["first", "second", "third"];

/** What the data say against the rules; empty where there is nothing. */
export function sayDoubt(chart: RunChart): string {
  const week = chart.spacing.word === "days" && chart.cautions.some(({ name }) => name === "season");
  if (week) return told("These signals may be the day of the week, which shows in these data.");
  const doubt = DOUBTS.find(([name]) => chart.cautions.some((caution) => caution.name === name));
  return doubt ? told(doubt[1]) : "";
}

/** One sentence on what the signals are worth; empty where `sayDoubt` has said it. */
export function sayEvidence(chart: RunChart, found: Told): string {
  if (sayDoubt(chart)) return "";
  const row = rowOf(chart);
  if (!row) return told("How often chance alone shows as much was not worked out for a chart like this.");
  const signal = asSaid(row.signal);
  const often = howOften(signal);
  if (!found.carry.length) return told(CHANCE[chanceSaid(found)], { often, alone: howOften(found.groups[0]!.rate ?? 0) });
  const rate = told(RATES[signal < RARE ? "unlikely" : found.level]!, { often });
  return told(WORTH[howOf(found)]!, { rate });
}

/** What each signal of a list is worth by itself, after the sentence that tells it; empty where it is not known. */
export function sayAlone(chart: RunChart, found: Told): string[] {
  const none = sayDoubt(chart) || !found.isList;
  return found.groups.map(({ rate }, at) => {
    if (none) return "";
    if (found.alone && found.carry.includes(at)) return told(UNLIKELY);
    if (rate === null) return "";
    return rate < RARE ? told(COMES, { often: howOften(rate) }) : told(MAY_BE);
  });
}

/** What is said where none is unlikely to be chance, as a key of the sentences. */
function chanceSaid({ groups }: Told): keyof typeof CHANCE {
  const one = groups.length === 1;
  if (groups.every(({ rate }) => rate !== null && rate >= RARE)) return one ? "chance" : "all chance";
  return one && groups[0]!.rate !== null ? "between" : "not known";
}

/** Which of the signals carry what is said, as a key of the sentences. */
function howOf({ groups, carry, alone, isList }: Told): string {
  if (alone) return isList ? "list" : "one";
  return carry.length === groups.length ? "together" : `together ${carry.map((at) => ORDER[at]).join(" ")}`;
}

/** How much signals must weigh to be rare on a chart like this; null where nobody worked it out. */
export function needsOf(chart: RunChart): { five: number; one: number } | null {
  const row = rowOf(chart);
  return row && { five: asSaid(row.signal) < RARE ? 1 : row.five, one: row.one };
}

/** How much signals weigh together: each point of a pattern counts 1, too few crossings 4. */
export function weightOf(signals: Signal[]): number {
  const members = new Set(signals.filter(({ rule }) => rule === "shift").flatMap(({ points }) => points));
  return members.size + 4 * signals.filter(({ rule }) => rule === "crossings").length;
}

/** How often the points of a stable service stand in such an order: a run as long, or as few crossings. */
export function chanceAlone(chart: RunChart, signals: Signal[]): number | null {
  const { values, freeze, runs, sides } = chart;
  const given = values.slice(freeze ?? values.length).some(isKnown);
  if (given || runs.useful > MOST_EXACT) return null;
  const above = sides.filter((one) => one === 1).length;
  const below = sides.filter((one) => one === -1).length;
  if (signals[0]!.rule === "crossings") return asSaid(exactOrders(above, below, runs.crossings + 1, above + below));
  const lengths = signals.map(({ points }) => points.filter((point) => Math.abs(sides[point - 1]!) === 1).length);
  return asSaid(exactOrders(above, below, 0, Math.max(...lengths) - 1));
}

/** A rate of the one phase that there is, rounded as Python rounds that of one or more. */
function asSaid(rate: number): number {
  return 1 - (1 - rate);
}

function rowOf(chart: RunChart): Row | null {
  const { values, freeze, runs, sides } = chart;
  const length = values.filter(isKnown).length;
  const base = values.slice(0, freeze ?? values.length).filter(isKnown).length;
  const baseline = base < length ? base : 0;
  const row = simulated(baseline, length);
  if (!row || baseline || runs.useful > MOST_EXACT || !runs.judged) return row;
  const above = sides.filter((one) => one === 1).length;
  const below = sides.filter((one) => one === -1).length;
  const exact = exactOrders(above, below, runs.crossingsLimit, runs.longestLimit);
  return { ...row, signal: exact, five: exact < 0.05 ? 1 : Math.max(row.five, 2) };
}

/** The row of the table, between the lengths that were simulated; null if there is none. */
function simulated(baseline: number, length: number): Row | null {
  const bases = [...new Set(ROWS.map(([base]) => base))].sort((a, b) => a - b);
  const fits = bases.filter((base) => base && base <= baseline && baseline < length);
  if (baseline && baseline < length && !fits.length) return null;
  const base = fits.length ? fits[fits.length - 1]! : 0;
  const rows = new Map(ROWS.filter(([one]) => one === base).map(([, size, signal, five, , one]) => [size, { signal, five, one }]));
  const sizes = [...rows.keys()].sort((a, b) => a - b);
  const there = rows.get(length);
  if (there) return there;
  if (length < sizes[0]!) return rows.get(sizes[0]!)!;
  const above = sizes.find((size) => size > length) ?? sizes[sizes.length - 1]!;
  const below = Math.max(...sizes.filter((size) => size < above));
  const share = (length - below) / (above - below);
  const [low, high] = [rows.get(below)!, rows.get(above)!];
  const between = (a: number, b: number) => Math.ceil(a + (b - a) * share);
  const [first, last] = [low, high].map((row) => Math.log(Math.max(1 - row.signal, 1e-9))) as [number, number];
  const signal = 1 - Math.exp(Math.min(first + (last - first) * share, 0));
  return { signal, five: between(low.five, high.five), one: between(low.one, high.one) };
}

const known = new Map<string, bigint>();

/** In how many ways so many can be chosen of a number of things. */
export function choose(things: number, some: number): bigint {
  if (some < 0 || some > things) return 0n;
  const name = `${things} ${some}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  let ways = 1n;
  for (let at = 1; at <= Math.min(some, things - some); at += 1) ways = (ways * BigInt(things - at + 1)) / BigInt(at);
  known.set(name, ways);
  return ways;
}

/** In how many ways a total is made of so many parts, each from 1 to the most. */
function compositions(total: number, parts: number, most: number): bigint {
  if (!parts) return total === 0 ? 1n : 0n;
  let ways = 0n;
  for (let over = 0; over <= parts && total - over * most >= parts; over += 1) {
    const some = choose(parts, over) * choose(total - over * most - 1, parts - 1);
    ways += over % 2 ? -some : some;
  }
  return ways;
}

/** The exact share of orders of so many points above and below a line that the rules call a signal. */
export function exactOrders(above: number, below: number, crossings: number, longest: number): number {
  let calm = 0n;
  for (let runs = 1; runs <= above + below; runs += 1) {
    if (runs - 1 < crossings) continue;
    const [one, two] = [runs >> 1, runs - (runs >> 1)];
    calm += compositions(above, two, longest) * compositions(below, one, longest);
    calm += compositions(above, one, longest) * compositions(below, two, longest);
  }
  return 1 - ratio(calm, choose(above + below, above));
}

/** One large whole number by another, as near as a number can be. */
function ratio(part: bigint, whole: bigint): number {
  return Number((part << 80n) / whole) / 2 ** 80;
}

/** A rate as a person says it. */
export function howOften(share: number): string {
  if (share < 0.01) return told("less than 1 time in 100");
  if (share < 0.0475) return counted(round(share * 100), "about 1 time in 100", "about {n} times in 100");
  if (share < 0.095) return told("about 1 time in {number}", { number: round(1 / share) });
  if (share >= 0.95) return told("nearly every time");
  return counted(Math.min(round(share * 10), 9), "about 1 time in 10", "about {n} times in 10");
}
