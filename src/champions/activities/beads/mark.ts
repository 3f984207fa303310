// Red beads without Python: the days that were drawn, what they show, and what was found. As `question.py` and `form.py`.

import { Unreadable, type Signs } from "../../questions/base/mark";
import { inGroups } from "../../questions/base/fair";
import { get, isTable, pairsOf, str, truth, whole } from "../../questions/base/python";
import { counted } from "../../questions/base/text";
import { fixed } from "../../charts/sums";
import { Varied } from "../../questions/attempts";
import { dataOf, namedIn, OnlyPython } from "../../questions/variants";
import { inFigures, told } from "../../sentences/told";

const POOL = "beads";
const PADDLE = 50; // beads in one draw
export const MOST_DAYS = 12;
export const VOLUNTEERS = ["Ayo", "Bronwen", "Chen", "Dilip", "Ewa", "Femi"];
type Words = { [key: string]: string };
export const ACTIONS: Words = {
  praise: told("Praise the one with the fewest red beads"),
  warn: told("Warn the one with the most red beads"),
  poster: told("Put up a poster: Be careful!"),
  bowl: told("Get a bowl with fewer red beads"),
};
export const FOUND: Words = { fewer: told("Fewer red beads"), same: told("Nothing but chance"), more: told("More red beads") };
const TRUTH = new Map(Object.keys(ACTIONS).map((action) => [action, action === "bowl" ? "fewer" : "same"]));

/** One day: its number from 1, what was done before it, whose bowl, and the red beads of each. */
export interface Day {
  number: number;
  action: string;
  betterBowl: boolean;
  red: number[];
}

export interface BeadsShown {
  variant: number;
  days: Day[];
  /** Between which numbers draws from the usual bowl lie, and their centre. */
  band: [number, number, number];
  /** What the last day brought; how often those who stood out did so again; the picture in words. */
  news: string;
  soFar: string;
  meaning: string;
}

interface Played {
  variant: number;
  actions: string[];
  found: Map<string, string>;
}

/** The first day, and one more after each action. Chance belongs to the day; only the bowl moves it. */
function daysOf(variant: number, actions: string[]): Day[] {
  const held = dataOf(POOL, variant) as { [bowl: string]: number[][] };
  let better = false;
  return ["", ...actions].map((action, at) => {
    better ||= action === "bowl";
    return { number: at + 1, action, betterBowl: better, red: held[better ? "better" : "usual"]![at]! };
  });
}

/** The limits of a p chart of all draws from the usual bowl. */
function bandOf(days: Day[]): [number, number, number] {
  const draws = days.filter((day) => !day.betterBowl).flatMap((day) => day.red);
  const share = draws.reduce((sum, one) => sum + one, 0) / (PADDLE * draws.length);
  const reach = 3 * Math.sqrt((share * (1 - share)) / PADDLE);
  return [Math.max(share - reach, 0) * PADDLE, share * PADDLE, Math.min(share + reach, 1) * PADDLE];
}

/** The place of the first who has the fewest; of the first who has the most. */
const fewest = ({ red }: Day): number => red.indexOf(Math.min(...red));
const most = ({ red }: Day): number => red.indexOf(Math.max(...red));

/** Everything that the form shows of an answer. */
export function shown(answer: unknown): BeadsShown {
  const { variant, actions } = read(answer);
  const days = daysOf(variant, actions);
  const band = bandOf(days);
  return { variant, days, band, news: news(days), soFar: days.length > 2 ? soFar(days) : "", meaning: meaning(days, band) };
}

function news(days: Day[]): string {
  const day = days[days.length - 1]!;
  const parts = { number: day.number, fewest: VOLUNTEERS[fewest(day)], few: Math.min(...day.red) };
  let said = told("Day {number}. {fewest} drew the fewest, {few}. {most} drew the most, {many}.",
    { ...parts, most: VOLUNTEERS[most(day)], many: Math.max(...day.red) });
  const before = days[days.length - 2];
  if (before) {
    const [one, other] = [fewest(before), most(before)];
    const then = { one: VOLUNTEERS[one], few: before.red[one], now: day.red[one], other: VOLUNTEERS[other] };
    const again = told(
      "{one} had the fewest on the day before, {few}, and drew {now} now. {other} had the most, {many}, and drew {then} now.",
      { ...then, many: before.red[other], then: day.red[other] });
    said = `${said} ${again}`;
  }
  return days.length < MOST_DAYS ? said : `${said} ${told("That was the last day.")}`;
}

/** How often those who stood out did not do so again, with the same bowl on both days. */
function soFar(days: Day[]): string {
  const pairs = days.slice(1).map((day, at): [Day, Day] => [days[at]!, day]).filter(([a, b]) => a.betterBowl === b.betterBowl);
  if (!pairs.length) return "";
  const count = (fits: (a: Day, b: Day) => boolean): number => pairs.filter(([a, b]) => fits(a, b)).length;
  const look = counted(pairs.length,
    "Look at the 1 evening on which the bowl stayed the same.", "Look at the {n} evenings on which the bowl stayed the same.");
  const fewer = count((a, b) => b.red[most(a)]! < a.red[most(a)]!);
  const more = count((a, b) => b.red[fewest(a)]! > a.red[fewest(a)]!);
  const [warned, praised] = ["warn", "praise"].map((action) => count((_, b) => b.action === action));
  const after = told(
    "After {fewer} of {pairs}, the one with the most had fewer. You had given a warning on {warned}. After {more} of " +
    "{pairs}, the one with the fewest had more. You had given praise on {praised}.",
    { fewer, more, pairs: pairs.length, warned, praised });
  return `${look} ${after}`;
}

function meaning(days: Day[], [low, , high]: [number, number, number]): string {
  const of = (better: boolean): number[] => days.filter((day) => day.betterBowl === better).flatMap((day) => day.red);
  const mean = (draws: number[]): string => inFigures(fixed(draws.reduce((sum, one) => sum + one, 0) / draws.length, 1));
  const [usual, better] = [of(false), of(true)];
  const inside = usual.filter((one) => low <= one && one <= high).length;
  const parts = { least: Math.max(0, Math.ceil(low)), greatest: Math.floor(high), inside, all: usual.length };
  const said = told(
    "Each dot is one draw. The dashed lines mark the band, worked out from the draws of the usual bowl so far. By these, draws mostly lie between {least} and " +
    "{greatest}. {inside} of {all} do. Their mean is {mean}.", { ...parts, mean: mean(usual) });
  return better.length ? `${said} ${told("Squares are from the new bowl. Their mean is {mean}.", { mean: mean(better) })}` : said;
}

function read(answer: unknown): Played {
  const fail = (): never => {
    throw new Unreadable(told("These days could not be read. Press Start again."));
  };
  const variant = namedIn(answer, fail);
  const seed = variant ?? whole(get(answer, "seed")) ?? fail();
  const raw = get(answer, "actions");
  const actions = Array.isArray(raw) ? raw.map(str) : fail();
  if (actions.length >= MOST_DAYS || !actions.every((one) => get(ACTIONS, one) !== undefined)) fail();
  const given = get(answer, "found");
  if (truth(given) && !isTable(given)) fail();
  const found = new Map<string, string>();
  for (const action of Object.keys(ACTIONS)) {
    const said = get(given, action);
    if (typeof said === "object" && said !== null) fail();
    if (typeof said === "string" && get(FOUND, said) !== undefined) found.set(action, said);
  }
  if (variant !== null) return { variant, actions, found };
  if (seed < 0 || seed >= 1_000_000) fail();
  throw new OnlyPython(told("An answer of the first version is marked by Python."));
}

export class RedBeads extends Varied<Played> {
  readonly pool = POOL;

  protected readonly signs: Signs<Played> = {
    found: (part: object, answer) => pairsOf(part).every(([action, effect]) => answer.found.get(action) === effect),
  };

  override blank(answer: unknown): boolean {
    return isTable(answer) ? !truth(get(answer, "actions")) : super.blank(answer);
  }

  read(answer: unknown): Played {
    return read(answer);
  }

  private well({ found }: Played): number {
    return [...TRUTH].filter(([action, effect]) => found.get(action) === effect).length;
  }

  override unfinished(answer: Played): string {
    const all = Object.keys(ACTIONS);
    const left = all.filter((action) => !answer.actions.includes(action));
    if (left.length) return told("{tried} of {all} tried. Next: {next}.", { tried: all.length - left.length, all: all.length, next: ACTIONS[left[0]!] });
    return answer.found.size < all.length ? told("You have tried all four. Now say what each one did.") : "";
  }

  protected override isRight(read: Played): boolean {
    return this.agrees(read);
  }

  agrees(answer: Played): boolean {
    return this.well(answer) === TRUTH.size;
  }

  override share(read: Played): number {
    return inGroups(TRUTH, read.found);
  }

  override partAtFirst(read: Played): number {
    const well = this.well(read);
    return well > 2 ? Math.floor(((this.points * well) / TRUTH.size) * 10) / 10 : 0;
  }

  override saidFirst(read: Played): string[] {
    return [told("You have {well} of the {all}.", { well: this.well(read), all: TRUTH.size })];
  }

  override generalHint(_read: Played): string {
    return told("Look once more at the days after each thing that you did, and change what you found.");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { beads: RedBeads };
