// A made-up advice desk in which a test of change has a size, and what is asked of it: as `model.py` and `question.py`
// have both. The luck of each person stands in the variant's file, as three figures.

import { ServiceTrial, type Trials } from "../service/mark";
import { attemptsIn } from "../../questions/attempts";
import { Unreadable, type Signs } from "../../questions/base/mark";
import { get, isTable, pairsOf, str, truth, whole as pythonInt } from "../../questions/base/python";
import { counted, listed } from "../../questions/base/text";
import { dataOf, fileOf, namedIn, whole } from "../../questions/variants";
import table from "./words.json";
import { inWords, told } from "../../sentences/told";

type Words = { [key: string]: string };
/** A sentence for one thing, and for any other number. */
type Pair = [string, string];

const words = inWords(table);
export const WORDS = words;
const POOL = "service-ramp";
const FIRST_POOL = "service";
const A_DAY = 8; // people on a day
const A_WEEK = 5; // days in a week
const BEFORE = 50; // days before the first test
const BUDGET = 100; // days in which changes may be tested
const UNDO_DAYS = 10; // what it costs to take back what ran for everybody
const UNDO_GOODWILL = 10;
const GOODWILL = 40; // each person who is troubled takes one
const HELD = BEFORE + BUDGET + UNDO_DAYS; // days for which a desk has luck
const ENOUGH = 80; // people below whom nothing is compared with them
const HEAVY = 5; // minutes of a volunteer for each person from which on a change is dear
const USUAL = 35; // of 100 people who miss when nothing is changed
const TROUBLED = 3; // of 10 people whom the harmful change troubles
const ASKED_FOR = 3; // changes that are to be taken well to an end
const MOST_TESTS = 40; // which are kept of one desk
const FOR_AN_END = 40; // people who are enough to stop a change of which nothing is seen
const FOR_EVERYBODYS_SAKE = 80; // people who are enough to keep a change for everybody
const STEP = 2; // the most steps by which a test may be larger than the one before
const FOR_EVERYBODY = "all";
const BY_THE_WEEK = ["week", FOR_EVERYBODY];
export const WEEKS = [4, 8];
const PEOPLE: { [size: string]: number } = { one: 1, five: 5, day: A_DAY, week: A_DAY, all: A_DAY };
const FACTORS: [string, number][] = [
  ["costly", 40], ["costly*", 46], ["harm", 130], ["harm*", 70], ["helps", 40], ["helps*", 40], ["nothing", 100], ["nothing*", 100],
];
const MINUTES: { [effect: string]: number } = { costly: 12, "costly*": 3 };
const CHANGES: Words = words.changes;
const SIZES = Object.keys(words.sizes);
const SLIPS = [
  "began-big", "went-on", "jumped", "misread", "adopted-dear", "adopted-early", "adopted-unproven", "abandoned-early", "abandoned-good",
];

/** One test of change: with whom, what was predicted, what it was read as, and what was decided. */
export interface Trial {
  change: string;
  size: string;
  weeks: number;
  predicted: string;
  shows: string;
  decided: string;
}

/** What one test showed, and what it is compared with: see `Result` in `model.py`. */
export interface Result {
  adapted: boolean;
  running: boolean;
  people: number;
  missed: number;
  troubled: number;
  minutes: number;
  base_people: number;
  base_missed: number;
  early: boolean;
  only_kept: boolean;
  low: number;
  high: number;
  undone: number;
  troubled_by_kept: number;
  kept_harms: string;
}

/** A desk with the tests that were made in it. */
class Lived {
  constructor(
    readonly variant: number, readonly trials: Trial[], readonly results: Result[],
    readonly weeks: number[], readonly marks: number[], readonly days: number, readonly goodwill: number,
  ) {}

  of(change: string): [Trial, Result][] {
    return this.trials.map((trial, at): [Trial, Result] => [trial, this.results[at]!]).filter(([trial]) => trial.change === change);
  }

  get open(): boolean {
    const last = this.trials[this.trials.length - 1];
    return last !== undefined && !(last.shows && last.decided);
  }

  get ended(): string[] {
    const last = new Map(this.trials.map((trial) => [trial.change, trial.decided]));
    return Object.keys(CHANGES).filter((change) => ["adopt", "abandon"].includes(last.get(change) ?? ""));
  }
}

/** What runs for a person: each change, with a star once it is adapted. */
type Forms = Map<string, boolean>;

interface Day {
  kept: Forms;
  tested: Forms;
  many: number;
  number: number;
}

interface About {
  first: number;
  kept: Forms;
  form: boolean;
  ran: boolean;
  undone: boolean;
}

interface Held {
  people: string;
  truth: Words;
}

function lasts(size: string, weeks: number): number {
  if (size === FOR_EVERYBODY) return A_WEEK * weeks;
  return size === "week" ? A_WEEK : 1;
}

const untilMonday = (days: number): number => (A_WEEK - (days % A_WEEK)) % A_WEEK;

/** What a decision changes in what runs for everybody, and in what was adapted. */
function decide(trial: Trial, running: Forms, adapted: Set<string>): void {
  const { change, decided } = trial;
  if (decided === "adopt" && !running.has(change)) running.set(change, adapted.has(change));
  if (decided === "adapt" || decided === "abandon") running.delete(change);
  if (decided === "adapt") adapted.add(change);
}

function plan(trials: Trial[]): { days: Day[]; about: About[]; running: Forms; adapted: Set<string> } {
  const days: Day[] = [];
  const running: Forms = new Map();
  const adapted = new Set<string>();
  const add = (many: number, day: Partial<Day> = {}): void => {
    const kept = new Map(running);
    for (let one = 0; one < many; one += 1) days.push({ kept, tested: new Map(), many: 0, number: 0, ...day });
  };
  add(BEFORE);
  const about = trials.map((trial, at): About => {
    const ran = running.has(trial.change);
    const form = running.get(trial.change) ?? adapted.has(trial.change);
    const kept = new Map(running);
    kept.delete(trial.change);
    if (BY_THE_WEEK.includes(trial.size)) add(untilMonday(days.length)); // it begins on a Monday
    const first = days.length;
    const tested = new Map(kept).set(trial.change, form);
    add(lasts(trial.size, trial.weeks), { tested, many: PEOPLE[trial.size]!, number: at + 1 });
    decide(trial, running, adapted);
    const undone = (ran || trial.size === FOR_EVERYBODY) && ["adapt", "abandon"].includes(trial.decided);
    if (undone) add(UNDO_DAYS);
    return { first, kept, form, ran, undone };
  });
  return { days, about, running, adapted };
}

const effectOf = (does: Words, change: string, adapted: boolean): string => does[change]! + (adapted ? "*" : "");
const nameOf = (forms: Forms): string => [...forms].map(([change, adapted]) => change + (adapted ? "*" : "")).sort().join(" ");

function shareMissing(running: string[]): number {
  let share = USUAL;
  for (const [effect, factor] of FACTORS) {
    if (running.includes(effect)) share = Math.floor((share * factor + 50) / 100);
  }
  return share;
}

/** The fewest and the most who would miss by chance alone, 95 times of 100, if nothing were changed. */
export function byChance(people: number, baseMissed: number, basePeople: number): [number, number] {
  if (2 * baseMissed > basePeople) { // the other way round, those who come: so nothing becomes too small
    const [fewest, most] = byChance(people, basePeople - baseMissed, basePeople);
    return [people - most, people - fewest];
  }
  const share = baseMissed / basePeople;
  let chance = 1;
  for (let one = 0; one < people; one += 1) chance *= 1 - share;
  let [below, low, high] = [chance, -1, people];
  for (let number = 0; number <= people; number += 1) {
    if (low < 0 && below > 0.025) low = number;
    if (below >= 0.975) {
      high = number;
      break;
    }
    chance = ((chance * (people - number)) / (number + 1)) * share / (1 - share);
    below += chance;
  }
  return [Math.max(low, 0), high];
}

interface Person {
  day: number;
  number: number;
  forms: string;
  missed: boolean;
  troubled: boolean;
}

function peopleOf(days: Day[], { people: held, truth: does }: Held): Person[] {
  const shares = new Map<string, [number, boolean]>();
  const found: Person[] = [];
  const shareOf = (forms: Forms): [string, number, boolean] => {
    const name = nameOf(forms);
    if (!shares.has(name)) {
      const running = [...forms].map(([change, adapted]) => effectOf(does, change, adapted));
      shares.set(name, [shareMissing(running), running.includes("harm")]);
    }
    return [name, ...shares.get(name)!];
  };
  days.forEach((day, at) => {
    const [kept, tested] = [shareOf(day.kept), shareOf(day.tested)];
    for (let place = 0; place < A_DAY; place += 1) {
      const luck = 3 * (A_DAY * at + place);
      const mine = place < day.many;
      const [forms, share, harms] = mine ? tested : kept;
      found.push({
        day: at, number: mine ? day.number : 0, forms, missed: Number(held.slice(luck, luck + 2)) < share,
        troubled: harms && Number(held[luck + 2]) < TROUBLED,
      });
    }
  });
  return found;
}

const count = <One>(all: One[], which: (one: One) => boolean): number => all.filter(which).length;

/** Run the desk through these tests. */
function run(variant: number, trials: Trial[]): Lived {
  const held = dataOf(POOL, variant) as Held;
  const { days, about } = plan(trials);
  const people = peopleOf(days.slice(0, HELD), held);
  const results = about.map(({ first, kept, form, ran, undone }, at): Result => {
    const mine = people.filter((one) => one.number === at + 1);
    const name = nameOf(kept);
    let same = people.filter((one) => one.day < first && one.forms === name);
    const early = same.length < ENOUGH;
    if (early) same = people.filter((one) => one.day < BEFORE);
    const missed = count(same, (one) => one.missed);
    const [low, high] = byChance(mine.length, missed, same.length);
    // What is kept is not in the test: its harm is never put down to the change that is.
    const harms = [...kept].find(([change, adapted]) => effectOf(held.truth, change, adapted) === "harm")?.[0] ?? "";
    const troubled = count(mine, (one) => one.troubled);
    return {
      adapted: form, running: ran, people: mine.length, missed: count(mine, (one) => one.missed),
      troubled: harms ? 0 : troubled, troubled_by_kept: harms ? troubled : 0, kept_harms: harms, minutes: MINUTES[effectOf(held.truth, trials[at]!.change, form)] ?? 1,
      base_people: same.length, base_missed: missed, early, only_kept: kept.size > 0, low, high, undone: undone ? mine.length : 0,
    };
  });
  const whole = Math.floor(days.length / A_WEEK);
  const weeks = Array.from({ length: whole }, () => 0);
  for (const one of people) if (one.missed && one.day < whole * A_WEEK) weeks[Math.floor(one.day / A_WEEK)]! += 1;
  const marks = weeks.map((_, at) => {
    const week = days.slice(A_WEEK * at, A_WEEK * (at + 1));
    return week.every((day) => day.many === A_DAY) ? week[0]!.number : 0;
  });
  const spent = count(people, (one) => one.troubled) + UNDO_GOODWILL * count(about, (one) => one.undone);
  const [left, goodwill] = [Math.max(0, BEFORE + BUDGET - days.length), Math.max(0, GOODWILL - spent)];
  return new Lived(variant, trials, results, weeks, marks, left, goodwill);
}

/** What can be done after these tests, whatever came of them: see `State` in `model.py`. */
function state(trials: Trial[]): { sizes(change: string): string[]; weeks: number[]; decisions(trial: Trial): string[]; adapted: Set<string>; running: Forms } {
  const { days, running, adapted } = plan(trials);
  const [today, end] = [days.length, BEFORE + BUDGET];
  const monday = today + untilMonday(today);
  return {
    running, adapted,
    sizes: (change) => SIZES.filter((size) => {
      const byTheWeek = BY_THE_WEEK.includes(size);
      return (byTheWeek || !running.has(change)) && (byTheWeek ? monday : today) + lasts(size, WEEKS[0]!) <= end;
    }),
    weeks: WEEKS.filter((one) => monday + one * A_WEEK <= end),
    decisions(trial) {
      const on = trial.size !== FOR_EVERYBODY && !running.has(trial.change);
      const adapts = !(running.get(trial.change) ?? adapted.has(trial.change));
      return Object.keys(words.decisions).filter((key) => (key === "on" ? on : key === "adapt" ? adapts : true));
    },
  };
}

// --- In words ---------------------------------------------------------------------------------------

const filled = (sentence: string, parts: { [name: string]: unknown } = {}): string => counted(2, sentence, sentence, parts);
const named = (change: string, adapted: boolean): string => ((adapted ? words.adapted : CHANGES) as Words)[change]!;
const predictions = words.predicted as { [size: string]: Words };

function weekly(trial: Trial, missed: number): number {
  if (trial.size !== FOR_EVERYBODY) return missed;
  return Math.floor((2 * missed + trial.weeks) / (2 * trial.weeks));
}

function asPredicted(trial: Trial, missed: number): boolean {
  const [low, high] = trial.predicted.split("-").map(Number) as [number, number];
  const found = weekly(trial, missed);
  return low <= found && found <= high;
}

function toldOf(trial: Trial, result: Result): string[] {
  const { troubled, kept_troubled, minutes, ...said } = words.told as unknown as { troubled: Pair; kept_troubled: Pair; minutes: Pair } & Words;
  const held = asPredicted(trial, result.missed) ? "held" : "not_held";
  const compared = result.early ? "early" : result.only_kept ? "kept" : "usual";
  const hours = Math.floor((result.minutes * 40 + 30) / 60);
  const [why, keptWhy] = [trial.change, result.kept_harms].map((change) => (words.trouble as Words)[change]);
  return [
    filled(said["predicted"]!, { predicted: predictions[trial.size]![trial.predicted] }),
    filled(said[held + (trial.size === FOR_EVERYBODY ? "_all" : "")]!, {
      missed: result.missed, people: result.people, weeks: trial.weeks, weekly: weekly(trial, result.missed),
    }),
    filled(said["chance"]!, { ...result }),
    filled(said[compared]!, { ...result, enough: ENOUGH }),
    result.troubled ? counted(result.troubled, ...troubled, { ...result, why }) : said["untroubled"]!,
    ...(result.troubled_by_kept ? [counted(result.troubled_by_kept, ...kept_troubled, { people: result.people, why: keptWhy })] : []),
    counted(result.minutes, ...minutes, { hours }),
  ];
}

function undoneInWords(result: Result): string {
  return result.undone ? counted(result.undone, ...(words.undone as Pair), { days: UNDO_DAYS, goodwill: UNDO_GOODWILL }) : "";
}

function leftInWords(lived: Lived): string {
  const { days, goodwill } = lived;
  const said = filled(words.left, { days, all_days: BUDGET, goodwill, all_goodwill: GOODWILL });
  return `${said} ${whyNoMore(lived) || words.budget}`;
}

/** Why no other test can be made; empty while one can. */
function whyNoMore({ days, goodwill, trials }: Lived): string {
  if (!goodwill) return words.no_goodwill;
  if (!days) return words.no_days;
  return trials.length >= MOST_TESTS ? words.no_tests : "";
}

function logged(trial: Trial, result: Result): string {
  return filled(words.log, {
    size: (words.sizes as Words)[trial.size], predicted: predictions[trial.size]![trial.predicted], missed: result.missed,
    people: result.people, troubled: result.troubled, shows: (words.shows as Words)[trial.shows] ?? words.not_said,
    decided: ((words.decisions as Words)[trial.decided] ?? words.not_decided).split(":")[0],
  });
}

function middle(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
}

/** What the picture of the weeks shows, in words. */
function chartInWords({ weeks, results }: Lived): string {
  const first = filled(words.said, { weeks: weeks.length, middle: middle(weeks.slice(0, BEFORE / A_WEEK)) });
  const last = results[results.length - 1];
  return last ? `${first} ${filled(words.last, { number: results.length, missed: last.missed, people: last.people })}` : first;
}

/** What the form shows of an answer, and what it offers next. */
export interface RampShown {
  variant: number;
  weeks: number[];
  marks: number[];
  said: string;
  left: string;
  /** What each test was, what came of it, and what it cost to take it back. */
  tests: { name: string; told: string[]; logged: string; undone: string }[];
  /** Each change that can be tested now, by the words of its form, with the sizes that are left. */
  changes: { key: string; name: string; sizes: string[] }[];
  watch: number[];
  /** What can be decided of the test that is open. */
  decisions: string[];
  open: boolean;
  canGoOn: boolean;
}

export function shown(answer: unknown): RampShown {
  const { variant, trials } = readTests(answer, true);
  const lived = run(variant, trials);
  const next = state(trials);
  const before = state(trials.slice(0, -1));
  const tests = trials.map((trial, at) => {
    const result = lived.results[at]!;
    return { name: named(trial.change, result.adapted), told: toldOf(trial, result), logged: logged(trial, result), undone: undoneInWords(result) };
  });
  const changes = Object.keys(CHANGES).map((key) => {
    const runs = next.running.get(key);
    const name = named(key, runs ?? next.adapted.has(key));
    return { key, name: runs === undefined ? name : filled(words.again, { change: name }), sizes: next.sizes(key) };
  });
  return {
    variant, weeks: lived.weeks, marks: lived.marks, said: chartInWords(lived), left: leftInWords(lived), tests,
    changes: changes.filter((one) => one.sizes.length), watch: next.weeks, open: lived.open, canGoOn: !whyNoMore(lived),
    decisions: trials.length ? before.decisions(trials[trials.length - 1]!) : [],
  };
}

// --- The question -----------------------------------------------------------------------------------

/** True for an answer of the first desk, in which each test was with everybody. */
export function ofFirstDesk(answer: unknown): boolean {
  return isTable(answer) && (get(answer, "cycles") !== undefined || get(answer, "seed") !== undefined);
}

function readTests(answer: unknown, evenEmpty = false): { variant: number; trials: Trial[] } {
  const fail = (): never => {
    throw new Unreadable(words.unreadable);
  };
  const raw = get(answer, "tests");
  const listedTests = Array.isArray(raw) ? raw.slice(0, MOST_TESTS) : evenEmpty && !truth(raw) ? [] : fail();
  const trials = listedTests.map((one): Trial => {
    const part = (key: string): unknown => get(one, key) ?? (isTable(one) && key in one ? null : fail());
    const said = (key: string): string => str(part(key));
    const weeks = pythonInt(part("weeks")) ?? fail();
    return { change: said("change"), size: said("size"), weeks, predicted: said("predicted"), shows: said("shows"), decided: said("decided") };
  });
  const variant = namedIn(answer, fail);
  const has = (table: unknown, key: string): boolean => get(table, key) !== undefined;
  trials.forEach((trial, at) => {
    const here = state(trials.slice(0, at));
    const weeks = trial.size === FOR_EVERYBODY ? here.weeks : [0];
    const known = has(CHANGES, trial.change) && here.sizes(trial.change).includes(trial.size) && weeks.includes(trial.weeks) &&
      has(predictions[trial.size], trial.predicted) && (has(words.shows, trial.shows) || (!trial.shows && !trial.decided)) &&
      (here.decisions(trial).includes(trial.decided) || (!trial.decided && at === trials.length - 1));
    if (!known) fail();
  });
  return { variant: variant ?? fail(), trials };
}

/** What is wrong with the way in which a change was taken to its end; empty where it was taken well. */
function slips(lived: Lived, change: string): string[] {
  const mine = lived.of(change);
  const found = new Set(growth(mine));
  const [last, result] = mine[mine.length - 1]!;
  if (mine.some(([trial, one]) => one.troubled && ["on", "adopt"].includes(trial.decided))) found.add("went-on");
  if (!truths(result).includes(last.shows)) found.add("misread");
  for (const slip of ending(last, mine.map(([, one]) => one).filter((one) => one.adapted === result.adapted))) found.add(slip);
  return SLIPS.filter((slip) => found.has(slip));
}

/** The readings of a test that are true. */
function truths(result: Result): string[] {
  const found = [result.missed < result.low ? "fewer" : result.missed > result.high ? "more" : "chance"];
  if (result.troubled) found.push("trouble");
  if (result.minutes >= HEAVY) found.push("hours");
  return found;
}

function growth(mine: [Trial, Result][]): string[] {
  const found: string[] = [];
  let [before, form, aWeek] = ["", null as boolean | null, false];
  for (const [trial, result] of mine) {
    const rank = SIZES.indexOf(trial.size);
    if (result.adapted !== form) {
      [form, aWeek] = [result.adapted, false];
      if (rank > SIZES.indexOf(form ? "day" : "five")) found.push("began-big");
    } else if (rank - SIZES.indexOf(before) > STEP || (trial.size === FOR_EVERYBODY && !aWeek)) found.push("jumped");
    aWeek = aWeek || BY_THE_WEEK.includes(trial.size);
    before = trial.size;
  }
  return found;
}

function ending(last: Trial, tests: Result[]): string[] {
  let [people, missed, expected] = [0, 0, 0];
  for (const one of tests) {
    people += one.people;
    missed += one.missed;
    expected += (one.people * one.base_missed) / one.base_people;
  }
  const fewer = missed < byChance(people, Math.floor((1000 * expected) / people + 0.5), 1000)[0];
  const dear = tests.some((one) => one.minutes >= HEAVY);
  if (last.decided === "adopt") {
    if (dear) return ["adopted-dear"];
    if (people < FOR_EVERYBODYS_SAKE) return ["adopted-early"];
    return fewer ? [] : ["adopted-unproven"];
  }
  if (last.decided === "abandon" && !dear && !tests.some((one) => one.troubled)) {
    if (fewer) return ["abandoned-good"];
    return people >= FOR_AN_END ? [] : ["abandoned-early"];
  }
  return [];
}

/** The changes that were taken well to an end. */
function goodIn(lived: Lived): string[] {
  return lived.ended.filter((change) => !slips(lived, change).length);
}

/** What is read of an answer is of the first desk or of this one: null for the first. */
function livedIn(read: unknown): Lived | null {
  return read instanceof Lived ? read : null;
}

export class RampTrial extends ServiceTrial {
  override readonly pool = POOL;
  override readonly way = told("Test changes in a made-up service, from one person to everybody");

  protected override readonly signs: Signs<Trials> = {
    hasty: (wanted: boolean, answer) => !livedIn(answer) && this.hasty(answer).length > 0 === wanted,
    took: (wanted: object, answer) => !livedIn(answer) && this.tookAny(wanted, answer),
    slip: (wanted: string, answer) => {
      const lived = livedIn(answer);
      return lived !== null && lived.ended.some((change) => slips(lived, change).includes(wanted));
    },
  };

  override filesFor(answer: unknown): string[] {
    const files = attemptsIn(answer).map((one): [string, number | null] => [ofFirstDesk(one) ? FIRST_POOL : POOL, whole(get(one, "variant"))]);
    return [...new Set(files.filter(([, one]) => one !== null).map(([pool, one]) => fileOf(pool, one!)))];
  }

  override blank(answer: unknown): boolean {
    if (ofFirstDesk(answer) || !isTable(answer)) return super.blank(answer);
    return !truth(get(answer, "tests"));
  }

  override read(answer: unknown): Trials {
    if (ofFirstDesk(answer)) return super.read(answer);
    const { variant, trials } = readTests(answer);
    return run(variant, trials) as unknown as Trials; // of this desk; see livedIn
  }

  override unfinished(answer: Trials): string {
    const lived = livedIn(answer);
    if (!lived) return super.unfinished(answer);
    if (lived.open) return words.open;
    const ended = lived.ended.length;
    if (ended >= ASKED_FOR) return "";
    const why = whyNoMore(lived);
    if (why) return `${why} ${words.used_up}`;
    return counted(ended, ...(words.ended as Pair));
  }

  protected override isRight(read: Trials): boolean {
    const lived = livedIn(read);
    return lived ? goodIn(lived).length >= ASKED_FOR : super.isRight(read);
  }

  /** The first change earns nothing alone: one is ended well by doing the same with all. */
  override share(read: Trials): number {
    const lived = livedIn(read);
    return lived ? Math.max(0, (goodIn(lived).length - 1) / (ASKED_FOR - 1)) : super.share(read);
  }

  override partAtFirst(read: Trials): number {
    return livedIn(read) ? 0 : super.partAtFirst(read);
  }

  override saidFirst(read: Trials): string[] {
    const lived = livedIn(read);
    if (!lived) return super.saidFirst(read);
    const good = goodIn(lived);
    const again = lived.ended.filter((change) => !good.includes(change)).map((change) => {
      const mine = lived.of(change);
      return named(change, mine[mine.length - 1]![1].adapted);
    });
    const said = counted(good.length, ...(words.good as Pair));
    return again.length ? [said, filled(words.look_again, { changes: listed(again) })] : [said];
  }

  /** What was true of the desk is told when nothing is to be found out any more. */
  override saidBeside(read: Trials): string[] {
    const lived = livedIn(read);
    if (!lived) return super.saidBeside(read);
    const { truth: does } = dataOf(POOL, lived.variant) as Held;
    return [words.truth, ...pairsOf(does).map(([change, effect]) => filled((words.does as Words)[effect as string]!, { change: CHANGES[change] }))];
  }

  override generalHint(read?: Trials): string {
    return livedIn(read) ? this.look : super.generalHint();
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "service-ramp": RampTrial };
