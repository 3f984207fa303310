// A made-up service that answers to small tests of change, and what is asked of it: as `question.py` has both.
// The luck of its weeks stands in the variant's file, as whole numbers.

import { several, Unreadable, type Signs } from "../../questions/base/mark";
import { inGroups } from "../../questions/base/fair";
import { counted } from "../../questions/base/text";
import { get, isTable, pairsOf, str, truth, whole as pythonInt } from "../../questions/base/python";
import { Varied } from "../../questions/attempts";
import { dataOf, namedIn, OnlyPython } from "../../questions/variants";
import { told } from "../../sentences/told";

const POOL = "service";
const BEFORE = 10; // weeks before the first change
const BUDGET = 50; // weeks in which changes may be tested
export const WATCH = [1, 2, 4, 6, 8]; // weeks that one test may last
const ENOUGH = 4; // dots below which nobody should decide
const SETTLING = 3; // weeks that what is kept gets before a new test is compared with it
const COMPARED = 3; // weeks below which nothing is compared with them
const BOOKED = 40; // people who have an appointment each week
const YEARS = 3;
const EFFECTIVE = ["costly", "slow", "soon"];

export const CHANGES: Words = {
  text: told("A text message the day before"),
  call: told("A phone call after booking"),
  map: told("A map and bus times with the letter"),
  late: told("Appointments after 5 o'clock"),
};
export const ADAPTED: Words = {
  text: told("A text message the day before, with no need to reply"),
  call: told("A phone call after booking, for those who ask for one"),
  map: told("A map and bus times, printed on the letter"),
  late: told("Appointments after 5 o'clock, on Tuesdays only"),
};
export const PREDICTIONS: Words = {
  "0-4": told("0 to 4 people"),
  "5-8": told("5 to 8 people"),
  "9-12": told("9 to 12 people"),
  "13-16": told("13 to 16 people"),
  "17-": told("17 people or more"),
};
export const DECISIONS: Words = {
  adopt: told("Adopt: keep it"),
  adapt: told("Adapt: change it a little and test again"),
  abandon: told("Abandon: stop it"),
};
export const FOUND: Words = {
  soon: told("Fewer people miss, from the first week"),
  slow: told("Fewer people miss, after some weeks"),
  costly: told("Fewer people miss, and volunteers need more hours"),
  nothing: told("No change to see"),
};
/** The words of the form: key to words. */
export const FORM = {
  changes: CHANGES, adapted: ADAPTED, predictions: PREDICTIONS, decisions: DECISIONS, found: FOUND, watch: WATCH,
};

type Words = { [key: string]: string };

/** One test: what was changed, what was predicted, how long, and what was decided ("" if open). */
export interface Cycle {
  change: string;
  predicted: string;
  weeks: number;
  decided: string;
}

/** One week of the service. `cycle` is the number of the test, 0 before the first. */
export interface Week {
  number: number;
  missed: number;
  hours: number;
  cycle: number;
}

export interface Trials {
  variant: number;
  year: number;
  cycles: Cycle[];
  found: Map<string, string>;
}

type Running = Map<string, { since: number; adapted: boolean }>;

/** Run the service through these tests. The same week has the same luck whatever is tested. */
export function run(variant: number, year: number, cycles: Cycle[]): Week[] {
  const held = dataOf(POOL, variant) as Held;
  const luck = year % YEARS;
  return whatRuns(cycles).map(({ number, running }, at) => {
    const working: string[] = [];
    let tenths = held.hours["usual"]! + held.wobbles[luck]![at]!;
    for (const [change, one] of running) {
      const effect = held.truth[change]!;
      if (effect === "costly") tenths += held.hours[one.adapted ? "adapted" : "costly"]!;
      const delay = effect === "slow" ? held.hours["delay"]! : 0;
      if (EFFECTIVE.includes(effect) && at - one.since >= delay) working.push(effect);
    }
    const together = [...new Set(working)].sort().join("+") || "none";
    const hours = Math.max(1, Math.floor((tenths + 5) / 10));
    return { number: at + 1, missed: held.missed[together]![luck]![at]!, hours, cycle: number };
  });
}

/** For each week the number of its test, and the changes that run in it. */
function whatRuns(cycles: Cycle[]): { number: number; running: Running }[] {
  const weeks = Array.from({ length: BEFORE }, () => ({ number: 0, running: new Map() as Running }));
  const running: Running = new Map();
  const adapted = new Set<string>();
  cycles.forEach((cycle, at) => {
    if (!running.has(cycle.change) || adapted.has(cycle.change)) {
      running.set(cycle.change, { since: weeks.length, adapted: adapted.has(cycle.change) });
    }
    for (let week = 0; week < cycle.weeks; week += 1) weeks.push({ number: at + 1, running: new Map(running) });
    if (cycle.decided === "adapt" || cycle.decided === "abandon") running.delete(cycle.change);
    if (cycle.decided === "adapt") adapted.add(cycle.change);
  });
  return weeks;
}

/** What the last test is compared with: the weeks in which just what is kept ran, and had time to work. */
export function keptThen(weeks: Week[], cycles: Cycle[]): Study | null {
  const ran = whatRuns(cycles);
  const kept = new Map(ran[ran.length - 1]!.running);
  kept.delete(cycles[cycles.length - 1]!.change);
  if (!kept.size) return null;
  const alone = (running: Running): boolean =>
    running.size === kept.size &&
    [...kept].every(([change, one]) => running.get(change)?.since === one.since && running.get(change)?.adapted === one.adapted);
  return middles(weeks.slice(0, ran.length).filter((_, at) => {
    const { number, running } = ran[at]!;
    const settled = [...running.values()].every((one) => at - one.since >= SETTLING);
    return number < cycles.length && alone(running) && settled;
  }));
}

/** What some weeks showed, in middle values. */
interface Study {
  dots: number;
  missed: number;
  hours: number;
}

interface Held {
  missed: { [together: string]: number[][] };
  wobbles: number[][];
  hours: { [name: string]: number };
  truth: Words;
}

/** The middle values of one test (or of the weeks before, for number 0). */
export function study(weeks: Week[], number: number): Study {
  return middles(weeks.filter((week) => week.cycle === number));
}

function middles(mine: Week[]): Study {
  if (!mine.length) return { dots: 0, missed: 0, hours: 0 };
  return { dots: mine.length, missed: middle(mine.map((one) => one.missed)), hours: middle(mine.map((one) => one.hours)) };
}

function middle(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** What a test showed beside what was predicted, without saying what to make of it. */
function studied(before: Study, now: Study, kept: Study | null, predicted: string, held: boolean): string[] {
  const middle = counted(now.dots, "The middle of your 1 dot is {missed:g}.", "The middle of your {n} dots is {missed:g}.", now as never);
  return [
    told("You predicted {people}.", { people: PREDICTIONS[predicted] }),
    `${middle} ${held ? told("That is what you predicted.") : told("That is not what you predicted.")}`,
    told("Before any change the middle was {missed:g}.", { missed: before.missed }),
    ...(kept ? [keptInWords(kept)] : []),
    hoursInWords(before, kept, now),
  ];
}

/** What the new test is best compared with: the weeks in which what was kept had time to work. */
function keptInWords(kept: Study): string {
  if (kept.dots < COMPARED) {
    return told(
      "What you kept has not run for long enough to compare with it. So part of what you see now may be its doing, " +
      "not that of the new test.");
  }
  return told(
    "With what you kept it was {missed:g}: that is the middle of {dots} weeks. The first {settling} weeks after each " +
    "start are left out, because a change may need time to work. Compare your new dots with this.",
    { missed: kept.missed, dots: kept.dots, settling: SETTLING });
}

function hoursInWords(before: Study, kept: Study | null, now: Study): string {
  if (!kept || kept.dots < COMPARED) {
    return told("Volunteer hours a week: the middle was {hours:g} before, and is {now:g} now.", { hours: before.hours, now: now.hours });
  }
  return told(
    "Volunteer hours a week: the middle was {hours:g} before any change and {kept:g} with what you kept, and is " +
    "{now:g} now.", { hours: before.hours, kept: kept.hours, now: now.hours });
}

/** True when the middle number of people who missed is in the range that was predicted. */
export function asPredicted(predicted: string, missed: number): boolean {
  const [low, high] = predicted.split("-") as [string, string];
  return Number(low) <= missed && missed <= (high ? Number(high) : BOOKED);
}

export function weeksLeft(cycles: Cycle[]): number {
  return BUDGET - cycles.reduce((sum, cycle) => sum + cycle.weeks, 0);
}

/** Everything that the form shows of an answer: the weeks, and what each test showed. */
export function shown(answer: unknown): ServiceShown {
  const { variant, year, cycles } = read(answer, true);
  const weeks = run(variant, year, cycles);
  const before = study(weeks, 0);
  const studies = cycles.map((cycle, at) => {
    const found = study(weeks, at + 1);
    const kept = keptThen(weeks, cycles.slice(0, at + 1));
    const held = asPredicted(cycle.predicted, found.missed);
    return { ...found, asPredicted: held, kept, said: studied(before, found, kept, cycle.predicted, held) };
  });
  const adapted = [...new Set(cycles.filter((one) => one.decided === "adapt").map((one) => one.change))];
  return { variant, year, weeks, before, studies, left: weeksLeft(cycles), adapted };
}

export interface ServiceShown {
  variant: number;
  year: number;
  weeks: Week[];
  before: Study;
  /** What each test showed, with what it is compared with where a change was kept before it. */
  studies: (Study & { asPredicted: boolean; kept: Study | null; said: string[] })[];
  /** Weeks of testing that are left. */
  left: number;
  /** Changes that would now be tested in their adapted form. */
  adapted: string[];
}

function read(answer: unknown, evenEmpty = false): Trials {
  const fail = (): never => {
    throw new Unreadable(told("These tests could not be read. Press Start the year again."));
  };
  const has = (words: Words, key: unknown): boolean => typeof key === "string" && get(words, key) !== undefined;
  const raw = get(answer, "cycles");
  const listed = Array.isArray(raw) ? raw.slice(0, BUDGET) : evenEmpty && !truth(raw) ? [] : fail();
  const cycles = listed.map((one): Cycle => {
    const part = (key: string): unknown => get(one, key) ?? (isTable(one) && key in one ? null : fail());
    const weeks = pythonInt(part("weeks")) ?? fail();
    return { change: str(part("change")), predicted: str(part("predicted")), weeks, decided: str(part("decided")) };
  });
  cycles.forEach((cycle, at) => {
    const open = !cycle.decided && at === cycles.length - 1;
    const known = has(CHANGES, cycle.change) && has(PREDICTIONS, cycle.predicted) && WATCH.includes(cycle.weeks);
    if (!known || !(open || has(DECISIONS, cycle.decided))) fail();
  });
  if (weeksLeft(cycles) < 0) fail();
  const given = get(answer, "found");
  if (truth(given) && !isTable(given)) fail();
  const found = new Map<string, string>();
  for (const [change, effect] of pairsOf(given)) {
    if (!has(CHANGES, change)) continue;
    if (typeof effect === "object" && effect !== null) fail();
    if (has(FOUND, effect)) found.set(change, effect as string);
  }
  const variant = namedIn(answer, fail);
  const yearGiven = get(answer, "year");
  const year = truth(yearGiven) ? (pythonInt(yearGiven) ?? fail()) : 0;
  if (year < 0 || year >= 1000) fail();
  if (variant !== null) return { variant, year, cycles, found };
  const seed = pythonInt(get(answer, "seed")) ?? fail();
  if (seed < 0 || seed >= 1_000_000) fail();
  throw new OnlyPython(told("An answer of the first version is marked by Python."));
}

export class ServiceTrial extends Varied<Trials> {
  readonly pool: string = POOL;

  protected readonly signs: Signs<Trials> = {
    hasty: (wanted: boolean, answer) => this.hasty(answer).length > 0 === wanted,
    took: (wanted: object, answer) => this.tookAny(wanted, answer),
  };

  override blank(answer: unknown): boolean {
    return isTable(answer) ? !truth(get(answer, "cycles")) : super.blank(answer);
  }

  read(answer: unknown): Trials {
    return read(answer);
  }

  private truth(answer: Trials): Words {
    return (dataOf(POOL, answer.variant) as Held).truth;
  }

  /** How many changes there are whose effect was found. */
  private right(answer: Trials): number {
    const does = this.truth(answer);
    return Object.keys(CHANGES).filter((change) => answer.found.get(change) === does[change]).length;
  }

  /** The changes that were judged on too few dots. */
  protected hasty(answer: Trials): string[] {
    return Object.keys(CHANGES).filter((change) =>
      Math.max(0, ...answer.cycles.filter((one) => one.change === change).map((one) => one.weeks)) < ENOUGH);
  }

  /** True when, for at least one effect named, the change that has it was taken for one of these. */
  protected tookAny(wanted: object, answer: Trials): boolean {
    return pairsOf(wanted).some(([effect, taken]) => this.took(answer, effect, several(taken)));
  }

  /** True when the change that has this effect was taken for one of these. */
  private took(answer: Trials, effect: string, taken: unknown[]): boolean {
    const does = this.truth(answer);
    return Object.keys(CHANGES).some((change) => does[change] === effect && taken.includes(answer.found.get(change)));
  }

  override unfinished(answer: Trials): string {
    const many = Object.keys(CHANGES).length;
    const tested = new Set(answer.cycles.map((cycle) => cycle.change)).size;
    if (!answer.cycles[answer.cycles.length - 1]!.decided) {
      return told("Look at the new dots. Then decide: adopt, adapt or abandon.");
    }
    if (tested < many) {
      if (weeksLeft(answer.cycles) < 1) {
        return told("Your weeks are used up. Press Start the year again. What you found stays.");
      }
      return told("{tested} of {all} changes tested. Plan your next cycle.", { tested, all: many });
    }
    return answer.found.size < many ? told("All four changes are tested. Now say what each one did.") : "";
  }

  /** What is right follows from the service itself, so nothing is compared with a right answer. */
  override rightAnswer(): unknown {
    return null;
  }

  protected override isRight(read: Trials): boolean {
    return this.right(read) === Object.keys(CHANGES).length && !this.hasty(read).length;
  }

  agrees(): boolean {
    return false;
  }

  /** What was found on too few dots is a guess, and earns nothing. */
  override share(read: Trials): number {
    const hasty = this.hasty(read);
    const judged = new Map([...read.found].filter(([change]) => !hasty.includes(change)));
    return inGroups(new Map(Object.entries(this.truth(read))), judged);
  }

  /** Each effect that was found earns its share, once more than half are found. */
  override partAtFirst(read: Trials): number {
    const many = Object.keys(CHANGES).length;
    const right = this.right(read);
    if (right <= many / 2) return 0;
    return Math.floor(this.points * (Math.min(right, many - 1) / many) * 10) / 10;
  }

  override saidFirst(read: Trials): string[] {
    return [told("You found what {right} of the {all} changes do.", { right: this.right(read), all: Object.keys(CHANGES).length })];
  }

  override generalHint(_read?: Trials): string {
    return told("Look once more at the dots of each change, on both charts, and change what you found.");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { service: ServiceTrial };
