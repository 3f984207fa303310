// What an expert would ask of a series before trusting its signals: as `cautions.py` says it of a run chart.

import { told } from "../sentences/told";
import type { Spacing } from "./days";
import { isKnown, mean } from "./sums";

export interface Caution {
  name: "in turn" | "season" | "autocorrelation" | "mixed";
  words: string;
}

/** Fewer known points than this are too few to see any of it. */
const FEWEST = 20;
/** How many chance errors a correlation must be away from 0. */
const [FOLLOWS, IN_TURN, SEASON] = [1.4, 2.5, 2.6];
const MOST_STEPS = 8;
const [SHORT, NEAR] = [1.75, 0.22];
const ROUNDS: { [word: string]: [number, string] } = {
  days: [7, "week"], weeks: [52, "year"], months: [12, "year"], quarters: [4, "year"],
};

export function cautionsOf(values: number[], centre: number, spacing: Spacing): Caution[] {
  const known = values.filter(isKnown).map((value) => value - centre);
  if (known.length < FEWEST) return [];
  const error = 1 / Math.sqrt(known.length);
  const level = withoutSteps(known, 1);
  if (correlation(level, 1) < -IN_TURN * error) {
    return [{
      name: "in turn",
      words: told(
        "High and low values take turns more than chance makes them. Two things may be mixed, such as two teams or two " +
        "kinds of week. Chart each of them alone."),
    }];
  }
  const season = seasonIn(values.length, level, spacing);
  if (season) return [season];
  if (follows(known) > FOLLOWS * error) {
    return [{
      name: "autocorrelation",
      words: told(
        "Each value is like the one before it, more than chance makes it. So runs and limits alarm too often here. Ask " +
        "whether the points overlap (the same people counted again, or a waiting list), and chart longer periods."),
    }];
  }
  if (!twoLevels(level)) return [];
  return [{
    name: "mixed",
    words: told(
      "Few values lie near the middle: most are either high or low. Two things may be mixed, such as two places or two " +
      "kinds of case. Chart each of them alone."),
  }];
}

function less(values: number[], level: number): number[] {
  return values.map((value) => value - level);
}

/** What is left when so many lasting steps are taken off: the largest first, each stretch by its mean. */
export function withoutSteps(values: number[], steps: number): number[] {
  const pieces = [less(values, mean(values))];
  for (let step = 0; step < steps; step += 1) {
    const found = pieces.map(largestStep);
    let at = 0;
    found.forEach(([gain], one) => {
      if (gain > found[at]![0]) at = one;
    });
    const [gain, split] = found[at]!;
    if (gain <= 0) break;
    const piece = pieces[at]!;
    const [before, after] = [piece.slice(0, split), piece.slice(split)];
    pieces.splice(at, 1, less(before, mean(before)), less(after, mean(after)));
  }
  return pieces.flat();
}

/** How much a step takes off the squares of a piece with mean 0, and where it is: 3 points on each side. */
function largestStep(piece: number[]): [number, number] {
  if (piece.length < 6) return [0, 0];
  let [best, where, before] = [-Infinity, 0, 0];
  piece.forEach((value, at) => {
    before += value;
    const count = at + 1;
    if (count < 3 || count > piece.length - 3) return;
    const gain = before ** 2 * (1 / count + 1 / (piece.length - count));
    if (gain > best) [best, where] = [gain, count];
  });
  return [best, where];
}

function dot(one: number[], other: number[]): number {
  return one.reduce((total, value, at) => total + value * other[at]!, 0);
}

/** How values so many points apart go together, from -1 to 1; 0 where none vary. */
export function correlation(values: number[], lag: number): number {
  const [one, other] = [values.slice(0, values.length - lag), values.slice(lag)];
  const size = Math.sqrt(dot(one, one) * dot(other, other));
  return size > 0 ? dot(one, other) / size : 0;
}

/** How far neighbours go together, once lasting steps or a steady climb are taken off. */
function follows(known: number[]): number {
  const step = 2 / (known.length - 1);
  const at = known.map((_, place) => (place === known.length - 1 ? 1 : -1 + place * step));
  const flat = less(known, mean(known));
  const [with_, own] = [dot(at, flat), dot(at, at)];
  const straight = flat.map((value, place) => value - (at[place]! * with_) / own);
  const steps = Math.min(Math.max(Math.floor(known.length / 12), 3), MOST_STEPS);
  return Math.min(correlation(withoutSteps(known, steps), 1), correlation(straight, 1));
}

/** Whether values lie on two levels, and go to and fro between them. */
function twoLevels(level: number[]): boolean {
  const square = mean(level.map((value) => value ** 2));
  if (!(square > 0)) return false;
  const kurtosis = mean(level.map((value) => value ** 4)) / square ** 2;
  const sides = level.filter((value) => value !== 0).map(Math.sign);
  const turns = sides.slice(1).filter((one, at) => one !== sides[at]).length;
  const crossings = turns / Math.max(sides.length - 1, 1);
  const near = level.filter((value) => Math.abs(value) < 0.5 * Math.sqrt(square)).length / level.length;
  const few = near < NEAR && kurtosis < Math.min(3 - 3.7 * level.length ** (-1 / 3), SHORT);
  return few && crossings >= 0.4;
}

function seasonIn(points: number, level: number[], { word, skips }: Spacing): Caution | null {
  const round = ROUNDS[word];
  if (!round || skips.length || level.length < points) return null;
  const [lag, name] = round;
  const pairs = level.length - lag;
  if (pairs < Math.max(lag, 12) || correlation(level, lag) <= Math.max(SEASON / Math.sqrt(pairs), 0.3)) return null;
  const words = name === "week"
    ? told("Values on the same day of the week are alike, more than chance makes them. Chart whole weeks, or each day of the " +
      "week alone.")
    : told("Values one year apart are alike, more than chance makes them. Compare each value with the same time of the year " +
      "before.");
  return { name: "season", words };
}

