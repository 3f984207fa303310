// Limits by hand without Python: ten numbers, six steps to their limits, and the usual slips. As `question.py`.

import { Unreadable, type Miss, type Question, type Signs } from "../../questions/base/mark";
import { aboveGuessing } from "../../questions/base/fair";
import { cut, get, isTable, pairsOf, str, strip, truth, whole } from "../../questions/base/python";
import { counted } from "../../questions/base/text";
import { fixed, median } from "../../charts/sums";
import { Varied } from "../../questions/attempts";
import { readNumber } from "../../questions/number/reading";
import { dataOf, namedIn, OnlyPython } from "../../questions/variants";
import { inFigures, retold, told } from "../../sentences/told";

const POOL = "limits-by-hand";
const POINTS = 10;
const MOST_SEEDS = 1_000_000;
const UNITS = ["minutes", "mins", "min"];
const LONGEST = 40; // characters of one typed number that are kept
const K_BY_HAND = 2.66;
/** After this many tries of a step its words say where to look; after the other it is worked. */
const [LOOK_AFTER, STEP_AFTER] = [2, 3];

export const STEPS = {
  mean: told("Step 1. The mean"),
  ranges: told("Step 2. The moving ranges"),
  mean_range: told("Step 3. The average moving range"),
  reach: told("Step 4. Times 2.66"),
  upper: told("Step 5. The upper limit"),
  lower: told("Step 6. The lower limit"),
};
export type Step = keyof typeof STEPS;
export const NAMES = Object.keys(STEPS) as Step[];
export const ASKS: { [step in Step]: string } = {
  mean: told("Add up the ten numbers. Share by 10."),
  ranges: told("How far is it from each week to the next? Leave out plus and minus."),
  mean_range: told("Add up the nine moving ranges. Share by how many there are."),
  reach: told("Multiply the average moving range by 2.66."),
  upper: told("The mean plus the number of step 4."),
  lower: told("The mean minus the number of step 4. It may be below 0."),
};
/** How far off a number still counts as right, in minutes: what one decimal in the step before makes. */
const WITHIN: { [step in Step]: number } = { mean: 0.06, ranges: 0, mean_range: 0.06, reach: 0.2, upper: 0.3, lower: 0.3 };

type Single = Exclude<Step, "ranges">;
const SINGLE = NAMES.filter((step): step is Single => step !== "ranges");

/** Ten values in order of time and every step to their limits, all in minutes. */
export type Worked = { values: number[]; ranges: number[] } & { [step in Single]: number };

/** An answer as read. A number that is missing, or that nobody can read, is null. */
export type HandWork = {
  variant: number;
  own: Worked;
  ranges: (number | null)[];
  unread: Set<string>;
} & { [step in Single]: number | null };

const total = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0);

export function workOut(values: number[]): Worked {
  const ranges = values.slice(1).map((after, at) => Math.abs(after - values[at]!));
  const [mean, meanRange] = [total(values) / values.length, total(ranges) / ranges.length];
  const reach = K_BY_HAND * meanRange;
  return { values, mean, ranges, mean_range: meanRange, reach, upper: mean + reach, lower: mean - reach };
}

export function isGiven(work: HandWork, step: Step): boolean {
  return step === "ranges" ? !work.ranges.includes(null) : work[step] !== null;
}

export function isRight(work: HandWork, step: Step): boolean {
  if (!isGiven(work, step)) return false;
  if (step === "ranges") return work.ranges.every((one, at) => one === work.own.ranges[at]);
  return Math.abs(work[step]! - work.own[step]) <= WITHIN[step] + 1e-9;
}

// --- Usual slips --------------------------------------------------------------------------------

/** A usual wrong number in a step: the slip's name, the number, and how near to it shows the slip. */
type Cause = [string, number, number];
const [JUST, CLOSE] = [0, 0.06]; // a number that is read off, and one that is worked out to one decimal
const ROUNDED = 0.051; // nearer than this, it is the same number to one decimal
const CARRIED = "carried-on-from-an-earlier-step";
const DEVIATION = "limits-from-the-standard-deviation";

/** The standard deviation of all ten, and of all ten as if they were everything. */
function deviations({ values }: Worked): number[] {
  const many = values.length;
  const squares = many * total(values.map((one) => one * one)) - total(values) ** 2;
  return [Math.sqrt(squares / (many * (many - 1))), Math.sqrt(squares / (many * many))];
}

function causesOwn({ own }: HandWork, step: Single): Cause[] {
  const near = WITHIN[step];
  const both = deviations(own);
  const from = (number: (one: number) => number): Cause[] => both.map((one) => [DEVIATION, number(one), CLOSE]);
  switch (step) {
    case "mean":
      return [["mean-not-median", median(own.values), near]];
    case "mean_range":
      return [
        ["shared-by-ten", total(own.ranges) / POINTS, near],
        ["sum-not-average", total(own.ranges), near],
        ...from((one) => one),
      ];
    case "reach":
      return [
        ["three-times-the-range", 3 * own.mean_range, near],
        ...both.flatMap((one): Cause[] => [3, 2.66].map((factor): Cause => [DEVIATION, factor * one, CLOSE])),
      ];
    case "upper":
      return [
        ["limits-without-the-mean", own.reach, near],
        ["limits-are-best-and-worst", Math.max(...own.values), JUST],
        ...from((one) => own.mean + 3 * one),
      ];
    case "lower":
      return [
        ["negative-limit-is-an-error", 0, JUST],
        ["lost-the-minus", Math.abs(own.lower), near],
        ["limits-without-the-mean", -own.reach, near],
        ["limits-without-the-mean", own.reach, near],
        ["limits-are-best-and-worst", Math.min(...own.values), JUST],
        ...from((one) => own.mean - 3 * one),
      ];
  }
}

const BEFORE: { [step in Single]?: Step[] } = {
  mean_range: ["ranges"], reach: ["mean_range"], upper: ["mean", "reach"], lower: ["mean", "reach"],
};

/** What this step gives, worked out well from earlier steps that are not right themselves. */
function carried(work: HandWork, step: Single): number[] {
  const needed = BEFORE[step] ?? [];
  if (!needed.length || !needed.every((one) => isGiven(work, one)) || needed.every((one) => isRight(work, one))) return [];
  if (step === "mean_range") return [total(work.ranges as number[]) / work.ranges.length];
  if (step === "reach") return [K_BY_HAND * (work.mean_range ?? 0)];
  return [(work.mean ?? 0) + (step === "upper" ? 1 : -1) * (work.reach ?? 0)];
}

/** The name of the slip whose number is nearest to what stands in a step; empty when none is near. */
function cause(work: HandWork, step: Single): string {
  const value = work[step];
  if (value === null || isRight(work, step)) return "";
  const all = [...carried(work, step).map((number): Cause => [CARRIED, number, CLOSE]), ...causesOwn(work, step)];
  let [nearest, found] = [Infinity, ""];
  for (const [name, number, within] of all) {
    const off = Math.abs(value - number);
    if (off > within + 1e-9) continue;
    const far = off > ROUNDED ? off : 0;
    if (far < nearest) [nearest, found] = [far, name];
  }
  return found;
}

interface Slip {
  step: Step;
  found(work: HandWork): boolean;
  name: string;
  hint: string;
}

const caused = (name: string, ...steps: Single[]) => (work: HandWork): boolean => steps.some((step) => cause(work, step) === name);
const slip = (step: Single, name: string, hint: string, ...more: Single[]): Slip =>
  ({ step, found: caused(name, step, ...more), name, hint });

const SLIPS: Slip[] = [
  slip("mean", "mean-not-median", told("That is the median, the middle line of a run chart. An XmR chart uses the mean: add up and share.")),
  {
    step: "ranges",
    found: ({ ranges }) => ranges.some((one) => one !== null && one < 0),
    name: "ranges-keep-their-sign",
    hint: told("A moving range says how far it is, not which way. Leave out the minus."),
  },
  {
    step: "ranges",
    found: ({ ranges, own }) => ranges.every((one, at) => one === Math.abs(own.values[at + 1]! - own.values[0]!)),
    name: "ranges-from-the-first-week",
    hint: told("You took each week from the first one. Take it from the week just before."),
  },
  slip("mean_range", "shared-by-ten", told("You shared by 10. There are ten weeks, but only nine steps between them.")),
  slip("mean_range", "sum-not-average", told("That is all nine ranges added up. Now share by nine.")),
  slip("reach", "three-times-the-range", told("You took 3 times the range. For moving ranges the number is 2.66.")),
  slip("upper", "limits-without-the-mean", told("That is the number of step 4 alone. Begin at the mean, and go that far up or down."), "lower"),
  slip("upper", "limits-are-best-and-worst", told("That is the highest or lowest week. A limit is not the best or worst so far. It is worked out."), "lower"),
  slip("lower", "negative-limit-is-an-error", told("You put 0. Below 0 means early here, and a bus can be early. So keep the minus.")),
  slip("lower", "lost-the-minus", told("The size is right, and the minus is lost. A minus means that the bus is early.")),
  slip("mean_range", CARRIED, told("This follows well from an earlier step that is not right yet. Mend that one, and work this out again."), "reach", "upper", "lower"),
  slip("mean_range", DEVIATION, told("That may come from the standard deviation of all ten. These limits come from the moving ranges."), "reach", "upper", "lower"),
];

// --- What is said of one step -------------------------------------------------------------------

/** What is told about one step: "right", "not yet" or "open", and the words. */
export interface StepSaid {
  state: "right" | "not yet" | "open";
  words: string;
}

/** Feedback on one step, for the form. `tries` counts this one. */
export function sayStep(work: HandWork, step: Step, tries: number): StepSaid {
  if (work.unread.has(step)) return { state: "open", words: told("Type numbers only, such as 12 or 12.5.") };
  if (!isGiven(work, step)) {
    const left = step === "ranges" ? work.ranges.filter((one) => one === null).length : 1;
    return { state: "open", words: counted(left, "1 box is still empty.", "{n} boxes are still empty.") };
  }
  if (isRight(work, step)) return { state: "right", words: praise(work.own, step) };
  const words = [SLIPS.find((one) => fits(one, work, step))?.hint ?? nudge(work, step)];
  if (tries >= STEP_AFTER) words.push(told("Worked: {worked}", { worked: workedStep(work.own, step) }));
  else if (tries >= LOOK_AFTER) words.push(told("Where to look: {where}", { where: ASKS[step] }));
  return { state: "not yet", words: words.join(" ") };
}

function fits(one: Slip, work: HandWork, step: Step): boolean {
  return step === "ranges" ? one.step === step && one.found(work) : cause(work, step) === one.name;
}

function nudge({ ranges, own }: HandWork, step: Step): string {
  if (step !== "ranges") return told("Not yet. Work it out once more.");
  const wrong = ranges.flatMap((typed, at) => (typed === own.ranges[at] ? [] : [told("week {one} to week {next}", { one: at + 1, next: at + 2 })]));
  const some = wrong.slice(0, 3).join(", ");
  return wrong.length > 3 ? told("Look again at {some} and others.", { some }) : told("Look again at {some}.", { some });
}

function praise(own: Worked, step: Step): string {
  return {
    mean: told("Right. The centre line is at {minutes} minutes.", { minutes: say(own.mean) }),
    ranges: told("Right. These nine numbers show how much it moves from week to week."),
    mean_range: told("Right. From one week to the next it moves by {minutes} minutes, on average.", { minutes: say(own.mean_range) }),
    reach: told("Right. That is how far the limits are from the mean."),
    upper: told("Right. Chance alone rarely makes the bus later than {minutes} minutes.", { minutes: say(own.upper) }),
    lower: told("Right. Chance alone can make the bus up to {minutes} minutes early.", { minutes: say(-own.lower) }),
  }[step];
}

function workedStep(own: Worked, step: Step): string {
  const shared = (numbers: number[], mean: number): string =>
    `${numbers.join(" + ")} = ${total(numbers)}. ${total(numbers)} ÷ ${numbers.length} = ${say(mean)}.`;
  if (step === "mean") return shared(own.values, own.mean);
  if (step === "ranges") return `${own.ranges.map((one, at) => told("{one} to {next} is {far}", { one: own.values[at], next: own.values[at + 1], far: one })).join("; ")}.`;
  if (step === "mean_range") return shared(own.ranges, own.mean_range);
  if (step === "reach") return `2.66 × ${say(own.mean_range)} = ${say(own.reach)}.`;
  const [sign, value] = step === "upper" ? ["+", own.upper] : ["−", own.lower];
  return `${say(own.mean)} ${sign} ${say(own.reach)} = ${say(value as number)}.`;
}

/** A number with up to two decimals, a minus as a proper minus. */
export function say(number: number): string {
  const text = fixed(number, 2).replace(/0+$/, "").replace(/\.$/, "");
  return inFigures((text === "-0" ? "0" : text).replace("-", "−"));
}

// --- The question -------------------------------------------------------------------------------

function isTyped(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTyped);
  return value !== null && value !== undefined && strip(str(value)) !== "";
}

/** Read an answer; it throws Unreadable when it is not of the form's kind. */
export function readWork(answer: unknown): HandWork {
  const fail = (): never => {
    throw new Unreadable(told("These steps could not be read. Press Start with new numbers."));
  };
  const given = get(answer, "given");
  if (!isTable(answer) || !isTable(given)) fail();
  const variant = namedIn(answer, fail);
  if (variant === null) {
    const seed = whole(get(answer, "seed")) ?? fail();
    if (seed < 0 || seed >= MOST_SEEDS) fail();
  }
  const typed = get(given, "ranges");
  const ranges = truth(typed) ? typed : [];
  if (!Array.isArray(ranges) || ranges.length >= POINTS) return fail();
  if (variant === null) throw new OnlyPython(told("An answer of the first version is marked by Python."));
  const unread = new Set<string>();
  const number = (step: string, value: unknown): number | null => {
    if (!isTyped(value)) return null;
    try {
      // A proper minus, and a dash from a phone, are a minus.
      const text = typeof value === "string" ? cut(value, LONGEST).replace(/[−–]/g, "-") : value;
      return readNumber(text, { kind: "", unit: "", units: UNITS }).value;
    } catch (trouble) {
      if (!(trouble instanceof Unreadable)) throw trouble;
      unread.add(step);
      return null;
    }
  };
  const nine = [...(ranges as unknown[]), ...Array<null>(POINTS - 1 - ranges.length).fill(null)];
  const own = workOut((dataOf(POOL, variant) as { values: number[] }).values);
  const single = Object.fromEntries(SINGLE.map((step) => [step, number(step, get(given, step))])) as { [step in Single]: number | null };
  return { variant, own, ...single, ranges: nine.map((one) => number("ranges", one)), unread };
}

/** The share of the steps that is right. */
function done(work: HandWork): number {
  const ranges = work.ranges.filter((one, at) => one === work.own.ranges[at]).length;
  return (SINGLE.filter((step) => isRight(work, step)).length + ranges / work.ranges.length) / NAMES.length;
}

/** The same number in every box. */
function level(work: HandWork, number: number): HandWork {
  const single = Object.fromEntries(SINGLE.map((step) => [step, number])) as { [step in Single]: number };
  return { ...work, ...single, ranges: work.ranges.map(() => number) };
}

export class HandLimits extends Varied<HandWork> {
  readonly pool = POOL;

  protected readonly signs: Signs<HandWork> = {
    slip: (name: string, answer) => SLIPS.some((one) => one.name === name && one.found(answer)),
  };

  constructor(data: Question) {
    // The wrong answers are those of SLIPS, unless others are given.
    super("misses" in data ? data : { ...data, misses: SLIPS.map(({ name, hint }) => ({ name, hint, when: { slip: name } })) });
  }

  override blank(answer: unknown): boolean {
    if (!isTable(answer)) return super.blank(answer);
    const given = get(answer, "given");
    return !isTable(given) || !pairsOf(given).some(([, one]) => isTyped(one));
  }

  read(answer: unknown): HandWork {
    return readWork(answer);
  }

  override unfinished(answer: HandWork): string {
    const open = NAMES.find((step) => !isGiven(answer, step));
    return open ? told("{done} of {all} steps are done. Next: {next}.", { done: this.well(answer), all: NAMES.length, next: STEPS[open] }) : "";
  }

  private well(answer: HandWork): number {
    return NAMES.filter((step) => isRight(answer, step)).length;
  }

  protected override isRight(read: HandWork): boolean {
    return this.agrees(read);
  }

  agrees(answer: HandWork): boolean {
    return this.well(answer) === NAMES.length;
  }

  override share(read: HandWork): number {
    const told = [0, ...read.own.values]; // one number in every box, from the sheet
    return aboveGuessing(done(read), Math.max(...told.map((one) => done(level(read, one)))));
  }

  override partAtFirst(read: HandWork): number {
    const well = this.well(read);
    return well > NAMES.length / 2 ? Math.floor((10 * this.points * well) / NAMES.length) / 10 : 0;
  }

  override saidFirst(read: HandWork): string[] {
    return [told("{right} of {all} steps are right.", { right: this.well(read), all: NAMES.length })];
  }

  /** The hints stand in the course's own words, not in the lesson's. */
  override hintOf(miss: Miss): string {
    return retold(miss.hint);
  }

  override generalHint(read: HandWork): string {
    const wrong = NAMES.find((step) => !isRight(read, step))!;
    return told("Go back to this one. {step}: {ask}", { step: STEPS[wrong], ask: ASKS[wrong] });
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "limits-by-hand": HandLimits };
