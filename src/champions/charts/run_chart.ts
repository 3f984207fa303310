// A run chart without Python: the middle line, its runs by the Anhøj rules, and what to be careful with.

import { counted, listed, told } from "../sentences/told";
import { cautionsOf, type Caution } from "./run_cautions";
import { sayPoint, spacing, type Spacing, type Times } from "./days";
import { isKnown, median, round, side } from "./sums";

export const FEWEST_USEFUL = 10;
export const FEWEST_FROZEN = 12;
const PROVISIONAL = 15;
const LARGEST = 1e100;

/** What is drawn, and what is said of it. */
export interface Series {
  times: Times;
  /** NaN where there is none. */
  values: number[];
  title: string;
  /** What the numbers are, inside a sentence. */
  name: string;
  unit: string;
  improvement: "up" | "down" | "";
  /** How many points the middle line comes from; null for all. */
  freeze: number | null;
  /** The place of a point to what is written at it. */
  notes: Map<number, string>;
}

/** A pattern that chance alone rarely makes. Its points count from 1. */
export interface Signal {
  rule: "shift" | "crossings";
  points: number[];
  way: 1 | -1 | 0;
}

/** What one sentence tells: signals of one rule and one way. */
export interface Group {
  signals: Signal[];
  /** The run right before the last, on the other side of the line: the other half of one change. */
  before: Signal | null;
  /** How often a stable service shows the like of it; null where that was not worked out. */
  rate: number | null;
}

/** The signals of a chart as they are told. */
export interface Told {
  /** One for each sentence, the most important first. */
  groups: Group[];
  /** The places of those that are unlikely to be chance: each alone if `alone`, else only together. */
  carry: number[];
  alone: boolean;
  /** How rare the least rare of these is. */
  level: "one in 100" | "one in 20" | "";
  /** Whether they are told as a list: several that are not of the whole chart, or not worth the same. */
  isList: boolean;
}

/** What the order of the points says about the middle line. */
export interface Runs {
  useful: number;
  longest: number;
  longestLimit: number;
  crossings: number;
  crossingsLimit: number;
  judged: boolean;
}

export interface RunChart extends Series {
  centre: number;
  spacing: Spacing;
  runs: Runs;
  signals: Signal[];
  cautions: Caution[];
  /** Sentences on what was found while the line was worked out, such as gaps. */
  found: string[];
  /** The time of each point, as a person says it. */
  saidTimes: string[];
  /** 1 above the line, -1 below, 0 on it, NaN where there is no value. */
  sides: number[];
}

/** The data cannot be charted as asked. The message says what happened, what it means, what to do. */
export class CannotBeCharted extends Error {}

export function runChart(series: Series): RunChart {
  check(series.values);
  const { values, times } = series;
  if (!values.some(isKnown)) {
    throw new CannotBeCharted([told("There are no values."), told("There is nothing to draw."), told("Add the values, and run this again.")].join(" "));
  }
  const steps = spacing(times);
  const found = gaps(values, times, steps);
  const used = values.slice(0, series.freeze ?? values.length).filter(isKnown);
  if (!used.length) {
    throw new CannotBeCharted([
      told("A phase or baseline has no value to work out its lines from."),
      told("The chart would have no middle line there."),
      told("Choose a longer baseline, or another place to start afresh."),
    ].join(" "));
  }
  const known = values.filter(isKnown);
  if (known.every((value) => value === known[0])) found.push(told("All values are the same, so nothing can be judged."));
  else if (used.length < PROVISIONAL) {
    found.push(counted(used.length,
      "The lines come from one point only. Take them as provisional until there are {enough}.",
      "The lines come from {n} points only. Take them as provisional until there are {enough}.", { enough: PROVISIONAL }));
  }
  const centre = median(used);
  const sides = side(values, centre);
  const { runs, signals } = judged(sides);
  const cautions = cautionsOf(values, centre, steps);
  const saidTimes = times.at.map((_, at) => sayPoint(times, at));
  return { ...series, centre, spacing: steps, runs, signals, cautions, found, sides, saidTimes };
}

function check(values: number[]): void {
  values.forEach((value, at) => {
    const parts = { row: at + 1, name: "value" };
    const size = Math.abs(value);
    const mend = told("Correct that row, or leave it empty.");
    if (size > LARGEST) {
      const what = told("Row {row} of {name!r} is too large to draw.", parts);
      throw new CannotBeCharted([what, told("It has more than a hundred digits, so it is most likely a slip."), mend].join(" "));
    }
    if (size > 0 && size < 1 / LARGEST) {
      const what = told("Row {row} of {name!r} is too close to 0 to draw.", parts);
      throw new CannotBeCharted(
        [what, told("It has more than a hundred noughts after its point, so it is most likely a slip."), mend].join(" "));
    }
  });
}

// --- Gaps ---------------------------------------------------------------------------------------

const MOST_GAPS = 3;

function gaps(values: number[], times: Times, steps: Spacing): string[] {
  const missing = values.flatMap((value, at) => (isKnown(value) ? [] : [at]));
  const said = [];
  if (missing.length) {
    const some = missing.slice(0, 3).map((at) => sayPoint(times, at)).join(", ");
    const where = missing.length > 3 ? told("{some} and {number} more", { some, number: missing.length - 3 }) : some;
    said.push(counted(missing.length,
      "1 point has no value ({where}). It is a gap in the chart.",
      "{n} points have no value ({where}). They are gaps in the chart.", { where }));
  }
  return times.how === "dates" && times.at.length > 3 ? [...said, ...saidOfSteps(times, steps)] : said;
}

function saidOfSteps(times: Times, { even, days, skips }: Spacing): string[] {
  if (!even && days && days[1] >= 1) {
    const [low, high] = days.map(sayDays);
    return [
      told("The steps between the points are uneven: from {low} to {high}. So a number of points in a row does not stand for one stretch of time.", { low, high }),
    ];
  }
  if (!skips.length || !days || days[0] < 0.9) return [];
  const between = skips.slice(0, MOST_GAPS).map((at) => listed([sayPoint(times, at), sayPoint(times, at + 1)])).join("; ");
  if (skips.length <= MOST_GAPS) {
    return [told("No row stands between {between}. If a period is missing, add it with an empty value.", { between })];
  }
  return [counted(skips.length - MOST_GAPS,
    "No row stands between {gaps}; and there is 1 more such gap. If a period is missing, add it with an empty value.",
    "No row stands between {gaps}; and there are {n} more such gaps. If a period is missing, add it with an empty value.",
    { gaps: between })];
}

function sayDays(days: number): string {
  const whole = round(days);
  return whole < 1 ? told("less than 1 day") : counted(whole, "1 day", "{n} days");
}

// --- Runs -----------------------------------------------------------------------------------------

/** The longest run that chance often makes; a longer one is a signal. Source: Anhøj & Olesen 2014. */
export function longestByChance(useful: number): number {
  return round(Math.log2(useful)) + 3;
}

/** The fewest crossings that chance often makes: the 5 % point of a binomial distribution of n - 1 tries. */
export function crossingsByChance(useful: number): number {
  const tries = BigInt(useful - 1);
  let [ways, total, crossings] = [1n, 1n, 0n];
  while (20n * total < 1n << tries) {
    ways = (ways * (tries - crossings)) / (crossings + 1n);
    total += ways;
    crossings += 1n;
  }
  return Number(crossings);
}

function judged(sides: number[]): { runs: Runs; signals: Signal[] } {
  const useful = sides.flatMap((one, at) => (Math.abs(one) === 1 ? [at] : []));
  const stretches: number[][] = [];
  for (const at of useful) {
    const last = stretches[stretches.length - 1];
    if (last && sides[last[0]!] === sides[at]) last.push(at);
    else stretches.push([at]);
  }
  const crossings = Math.max(stretches.length - 1, 0);
  const longestLimit = useful.length ? longestByChance(useful.length) : 0;
  const crossingsLimit = useful.length ? crossingsByChance(useful.length) : 0;
  const enough = useful.length >= FEWEST_USEFUL;
  const signals: Signal[] = [];
  if (enough) {
    for (const run of stretches) {
      if (run.length > longestLimit) signals.push({ rule: "shift", points: run.map((at) => at + 1), way: sides[run[0]!] as 1 | -1 });
    }
    if (crossings < crossingsLimit) signals.push({ rule: "crossings", points: useful.map((at) => at + 1), way: 0 });
  }
  const longest = Math.max(0, ...stretches.map((run) => run.length));
  return { runs: { useful: useful.length, longest, longestLimit, crossings, crossingsLimit, judged: enough }, signals };
}
