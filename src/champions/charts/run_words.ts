// A run chart in plain words: its reading, what a person hears who does not see it, and what stands below it.

import { counted, later, told } from "../sentences/told";
import { sayPoint } from "./days";
import { choose, sayAlone, sayDoubt, sayEvidence } from "./run_chances";
import { BEFORE, meaning, PATTERNS, soMany, WENT } from "./run_patterns";
import { FEWEST_USEFUL, type Group, type RunChart, type Signal } from "./run_chart";
import { shiftPattern, toldOf } from "./run_telling";
import { digitsFor, isKnown, rounding, written } from "./sums";

/** More notes than this carry numbers. */
export const MOST_WRITTEN = 3;

/** How numbers of a chart are said: no two alike that differ. */
export function numbersOf(chart: RunChart): (number: number, ...others: number[]) => string {
  const known = chart.values.filter(isKnown);
  const near = rounding(...known, chart.centre);
  const width = known.length ? Math.max(...known) - Math.min(...known) : 0;
  const lines = digitsFor(width, [chart.centre], near);
  return (number, ...others) => {
    const digits = digitsFor(width, others.length ? [number, ...others] : [], near);
    return written(number, Math.max(lines, digits));
  };
}

export function timesSaid(count: number): string {
  return [told("never"), told("once"), told("twice")][count] ?? told("{count} times", { count });
}

const AMOUNTS = ["share", "percent", "proportion", "%", "rate", "number", "count", "mean", "average", "how many", "total", "sum"];
/** Beginnings that stand with a small letter in a sentence; of others it may be a name. */
const COMMON = [
  ...AMOUNTS, "people", "days ", "minutes ", "hours ", "weeks ", "rise in", "fall in", "falls", "waits", "wait ",
];

/** What the chart is about, as a person says that it went up. */
function subject(chart: RunChart): string {
  let name = chart.name.replace(/^the /, "").replace(/^The /, "");
  if (name.endsWith("?")) return told("The answer to “{name}”", { name });
  const begins = (words: string[]) => words.some((word) => name.toLowerCase().startsWith(word));
  if (begins(COMMON)) name = name[0]!.toLowerCase() + name.slice(1);
  return begins(["people"]) ? told("The number of {name}", { name }) : told("The {name}", { name });
}

/** The same inside a sentence. In other languages a sign may stand first: it stays. */
function small(name: string): string {
  return name[0]!.toLowerCase() + name.slice(1);
}

/** What comes before several kinds of signal, a line for each; then where the data speak against the rules. */
const HEADS = [later("The signals, the most important first:"), later("What these rules mark, the most important first:")];
/** What the line of a run chart is called. */
const LINE = later("middle line");
/** How a line begins that is one of a list. */
const BULLET = "• ";

/** A reading without its line breaks, for a place that has one line. */
function inOneLine(words: string): string {
  return words.split("\n").map((line) => (line.startsWith(BULLET) ? line.slice(BULLET.length) : line)).join(" ");
}

/** The chart in a few short sentences. */
export function readChart(chart: RunChart): string {
  if (!chart.signals.length) return noSignal(chart);
  const known = chart.values.filter(isKnown).length;
  const { crossings, useful } = chart.runs;
  if (!crossings && useful > 0 && 2 * useful <= known) {
    return told(
      "Half of the dots or more lie on the middle line, and the others all on one side of it. So this chart cannot show " +
      "whether anything changed. For something rare, chart the days between.");
  }
  const found = toldOf(chart);
  let said = found.groups.map((group, at) => saidOf(chart, group, at === 0));
  if (found.isList) {
    const alone = sayAlone(chart, found);
    const lines = said.map((one, at) => `${BULLET}${[one, alone[at]].filter(Boolean).join(" ")}`);
    said = [`${[told(HEADS[sayDoubt(chart) ? 1 : 0]!), ...lines].join("\n")}\n`];
  }
  const halves = halvesSaid(chart, found.groups[0]!.signals[0]!);
  const parts = [sayDoubt(chart), ...said, sayEvidence(chart, found), halves].filter(Boolean);
  return parts.join(" ").replace(/\n /g, "\n").trim();
}

function noSignal(chart: RunChart): string {
  const { runs, values } = chart;
  const say = numbersOf(chart);
  const unit = chart.unit ? ` ${chart.unit}` : "";
  const centre = `${say(chart.centre)}${unit}`;
  const known = values.filter(isKnown);
  if (known.length > 1 && Math.max(...known) - Math.min(...known) <= rounding(...known)) {
    return told("All {many} values are {value}{unit}, so there is no change to judge.",
      { many: known.length, value: say(known[0]!, NaN), unit });
  }
  if (runs.useful < FEWEST_USEFUL) return tooShort(chart, centre, known.length);
  const low = small(subject(chart));
  const said = chart.cautions.length
    ? told("No signal of change by these rules: {subject} varied around {centre}.", { subject: low, centre })
    : told("No signal of change: {subject} varied around {centre} as chance alone could.", { subject: low, centre });
  const longest = told(
    "The longest run is {longest}; more than {limit} would be a signal. The middle line is crossed {times}; fewer than " +
    "{fewest} would be.",
    { longest: runs.longest, limit: runs.longestLimit, times: timesSaid(runs.crossings), fewest: runs.crossingsLimit });
  return `${said} ${longest}`;
}

/** Too few useful points to judge: because there are few, or because most lie on the line. */
function tooShort({ runs }: RunChart, centre: string, known: number): string {
  const parts = { ties: known - runs.useful, known, enough: FEWEST_USEFUL, centre };
  if (known >= FEWEST_USEFUL) {
    const said = counted(runs.useful,
      "This cannot be judged: {ties} of {known} dots lie on the middle line, at {centre}. Only 1 is useful, and at least {enough} are needed.",
      "This cannot be judged: {ties} of {known} dots lie on the middle line, at {centre}. Only {n} are useful, and at least {enough} are needed.",
      parts);
    return `${said} ${2 * runs.useful <= known ? told("For something rare, chart the days between.") : told("Go on counting.")}`;
  }
  return counted(runs.useful,
    "Too short to judge: 1 useful point, and at least {enough} are needed. The middle line is at {centre}.",
    "Too short to judge: {n} useful points, and at least {enough} are needed. The middle line is at {centre}.", parts);
}

const FALLS = /(?:^|[^\p{L}\p{N}_])(?:fall|fell|falling|rise|rising|rose|drop|slip|trip)/iu;

/** One sentence on the last of some signals of one rule and way, and on how many there are. */
function saidOf(chart: RunChart, { signals, before }: Group, alone: boolean): string {
  const signal = signals[signals.length - 1]!;
  if (signal.rule === "crossings") return crossingsSaid(chart, alone);
  const [first, last] = [signal.points[0]! - 1, signal.points[signal.points.length - 1]! - 1];
  const { pattern, now } = shiftPattern(chart, signal);
  const parts: { [name: string]: string } = {
    name: subject(chart), run: soMany(chart.spacing.word, signal.points.length), line: told(LINE),
    first: when(chart, first), last: when(chart, last),
    meaning: meaning(pattern === "rose" || pattern === "fell" ? "change" : "side", better(chart, signal.way)),
    more: signals.length === 1 ? "" : ` ${told("(the last of {times} such times)", { times: signals.length })}`,
  };
  const words = (FALLS.test(chart.name) ? WENT[pattern] : undefined) ?? PATTERNS[pattern]!;
  const said = told(words[now ? 0 : 1], parts);
  return before ? `${said} ${beforeSaid(chart, before)}` : said;
}

/** The other half of a change: the run that ended right before it, on the other side of the line. */
function beforeSaid(chart: RunChart, { points, way }: Signal): string {
  return told(way > 0 ? BEFORE.above : BEFORE.below, {
    run: soMany(chart.spacing.word, points.length), line: told(LINE), first: when(chart, points[0]! - 1),
    last: when(chart, points[points.length - 1]! - 1),
  });
}

/** Whether a way is for the better (1) or the worse (-1); 0 where no wish is known. */
function better({ improvement }: RunChart, way: number): number {
  return way * ({ up: 1, down: -1, "": 0 }[improvement]);
}

const COUNTED_HALVES =
  later("Between {a} and {b}, {early} of the first {half} useful points were above the {line}, and {late} of the last {rest}.");
const NO_TIME = later("The halves do not say when anything changed.");
const NEITHER = later("Crossings alone do not say which way things went, or when.");
/** How the halves of a series lie: then where the one is mostly above the line and the other below. */
const HALVES: { [way: string]: [string, string] } = {
  1: [
    later("So more points of the second half of the series than of the first lay above it{meaning}."),
    later("So most points of the first half of the series lay below it, and most of the second half above it{meaning}."),
  ],
  "-1": [
    later("So fewer points of the second half of the series than of the first lay above it{meaning}."),
    later("So most points of the first half of the series lay above it, and most of the second half below it{meaning}."),
  ],
  0: [NEITHER, NEITHER],
};

/** Whether more points of the later half are above the line, fewer, or neither for certain: Fisher's exact test. */
function wayOfHalves(early: number, half: number, late: number, rest: number): 1 | -1 | 0 {
  const above = early + late;
  const more = early * rest > late * half;
  const [least, most] = more ? [early, Math.min(above, half)] : [Math.max(0, above - rest), early];
  let ways = 0n;
  for (let one = least; one <= most; one += 1) ways += choose(half, one) * choose(rest, above - one);
  if (20n * ways >= choose(half + rest, above)) return 0;
  return more ? -1 : 1;
}

/** How often the line was crossed. */
function crossingsSaid(chart: RunChart, alone: boolean): string {
  const name = alone ? told("The dots for {name}", { name: small(subject(chart)) }) : told("The dots");
  const { crossings, crossingsLimit } = chart.runs;
  return crossings
    ? told("{name} crossed the {line} only {times}, where {usual} or more are usual.",
      { name, line: told(LINE), times: timesSaid(crossings), usual: crossingsLimit })
    : told("{name} never crossed the {line}.", { name, line: told(LINE) });
}

/** Where crossings are all there is: how the two halves of the series lie, and that this is no time of a change. */
function halvesSaid(chart: RunChart, signal: Signal): string {
  if (signal.rule !== "crossings" || !chart.runs.crossings) return "";
  const sides = signal.points.map((point) => chart.sides[point - 1]!);
  const half = Math.floor(sides.length / 2);
  const early = sides.slice(0, half).filter((one) => one > 0).length;
  const late = sides.slice(half).filter((one) => one > 0).length;
  const rest = sides.length - half;
  const way = sayDoubt(chart) ? 0 : wayOfHalves(early, half, late, rest);
  const opposite = (2 * early - half) * (2 * late - rest) < 0;
  const [from, to] = [signal.points[0]! - 1, signal.points[signal.points.length - 1]! - 1];
  const parts: { [name: string]: string } = {
    a: when(chart, from), b: when(chart, to), early: String(early), half: String(half), late: String(late),
    rest: String(rest), line: told(LINE),
  };
  const numbers = told(COUNTED_HALVES, parts);
  const said = `${numbers} ${told(HALVES[String(way)]![opposite ? 1 : 0], { meaning: meaning("change", better(chart, way)) })}`;
  return way ? `${said} ${told(NO_TIME)}` : said;
}

function when(chart: RunChart, at: number): string {
  const { how, at: times } = chart.times;
  const year = (day: number) => new Date(day * 86_400_000).getUTCFullYear();
  const sameYear = how === "dates" && year(times[0] as number) === year(times[times.length - 1] as number);
  return sayPoint(chart.times, at, !sameYear);
}

/** What the picture shows, in words: kind, title, times, range, line, and the reading. */
export function altText(chart: RunChart, reading: string): string {
  const say = numbersOf(chart);
  const known = chart.values.filter(isKnown);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const last = chart.values.length - 1;
  const of = told("{chart} of {name}", { chart: told("Run chart"), name: chart.title || chart.name });
  const head = told("{of}: {run} from {first} to {last}, between {low} and {high}.", {
    of, run: soMany(chart.spacing.word, known.length), first: sayPoint(chart.times, 0), last: sayPoint(chart.times, last),
    low: say(low, high), high: say(high, low),
  });
  const line = told("{line} at {value}.", { line: told("Middle line"), value: say(chart.centre) });
  return [head, line, ...notesSaid(chart), inOneLine(reading)].join(" ").trim();
}

/** The notes on the chart, each with its time. */
function notesSaid(chart: RunChart): string[] {
  const places = [...chart.notes.keys()].sort((a, b) => a - b);
  const notes = places.map((at) => `${chart.notes.get(at)} (${sayPoint(chart.times, at)})`);
  const shown = notes.length > MOST_WRITTEN ? notes.map((said, at) => `${at + 1}: ${said}`) : notes;
  return shown.length ? [told("Notes on the chart: {notes}.", { notes: shown.join("; ") })] : [];
}

/** The reading, what must be known about the data, and whose rules were used. */
export function captionText(chart: RunChart, reading: string): string {
  const cautions = chart.cautions.map(({ words }) => words);
  return [reading, ...notesSaid(chart), ...chart.found, ...cautions, told("Rules: {rules}.", { rules: told("Anhøj") })].filter(Boolean).join("\n");
}
