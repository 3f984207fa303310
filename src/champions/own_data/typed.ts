// A tally that is typed in, read without Python: what was understood, what each column was taken for, and the dots.
// It reads a part of what `table.py` reads, and says the same of it. Of any other line it says that it does not.

import { iso, sayDay } from "../charts/days";
import { fixed, general, grouped, isKnown, median } from "../charts/sums";
import { plainDigits, splitLines, strip } from "../questions/base/python";
import { caseless } from "../questions/base/text";
import { counted, laterN, told } from "../sentences/told";
import { readDates } from "./dates";
import { comesRound, isLabel, type Round } from "./rounds";

/** A tally that gives no dots. The text says in plain words what it is and what to do. */
export class NotRead extends Error {}
/** A line that only Python reads. */
export class NotReadHere extends NotRead {}

/** Where a person has chosen. */
export interface Choice {
  /** True when 3/4 is 3 April, false when it is 4 March; null to find out. */
  dayFirst: boolean | null;
  every: "row" | "day" | "week" | "month";
  how: "sum" | "median" | "count";
  order: "" | "oldest" | "newest";
}

/** What the two columns of a tally are called. */
const [WHEN, COUNT] = [told("When"), told("Number")];
export const EVERY = { row: told("One dot for each row"), day: told("One dot a day"), week: told("One dot a week"), month: told("One dot a month") };
export const HOW = { sum: told("Add them up"), median: told("Take the middle one"), count: told("Count the rows") };
export const ORDERS = { "": told("As we took it"), oldest: told("The first row is the oldest"), newest: told("The first row is the newest") };
export const ROLES = { time: told("says when"), number: told("the number to draw") };

export interface Proposal {
  understood: string[];
  mend: string[];
  /** Pairs of a column's name, and what it was taken for with the reason. */
  columns: { name: string; role: string; why: string }[];
  dated: boolean;
  doubtful: boolean;
  number: string;
  span: string;
  order: string;
  asks: string[];
  /** Why there are no dots yet; else empty. */
  wrong: string;
  when: string[];
  values: (number | null)[];
}

/** What people write when they have no value. "Nil" is not here: it may mean 0. */
const MISSING = new Set([
  "", "-", "--", "–", "—", ".", "?", "n/a", "na", "#n/a", "n.a.", "nan", "none", "null",
  "(blank)", "missing", "unknown", "not known", "not recorded", "no data", "tbc",
]);
const LONGEST = 5_000;
const NUMBER = /^[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/;
const THOUSANDS = /^[+-]?\d{1,3}\.\d{3}$/;
const PAIR = /^(.*?\S)\s*(?:[:;=\t]|,(?=\s)|\s-\s|\s)\s*([^\s:;=\t,]+)$/;

/** The cells of a tally: when, and the number. */
interface Row {
  when: string;
  value: number;
  typed: string;
}

function tidy(text: string): string {
  return strip(text.replace(/[\s\u00a0\u2007\u202f\u200b\ufeff]+/g, " ")).replace(/^'(?=[\d+-])/, "");
}

function isMissing(text: string): boolean {
  return MISSING.has(caseless(text));
}

/** A plain number, or NaN for none; null where a cell is something else. */
function numberIn(text: string): number | null {
  if (isMissing(text)) return NaN;
  const plain = plainDigits(text).replace(/−/g, "-").replace("٫", ".");
  return NUMBER.test(plain) && !THOUSANDS.test(plain) ? Number(plain) : null;
}

function notHere(line: string): NotReadHere {
  return new NotReadHere(told("“{line}” cannot be read here. Write each line as a time, a colon and a plain number, such as “6 January 2025: 4” or “Week 1: 4”.", { line }));
}

/** Read the lines of a tally, or say which one is not read. */
function rowsOf(text: string): { rows: Row[]; alone: boolean } {
  const lines = splitLines(text).map(strip).filter(Boolean);
  if (!lines.length) throw new NotRead(told("Type your numbers first. You can put them in a row: 4, 5, 3."));
  if (lines.length > LONGEST) throw new NotRead(told("This is a long tally. Put it in a spreadsheet, and save it as CSV."));
  const plain = lines.map((line) => strip(line.replace(/\|[| ]*/g, (strokes) => `${strokes.split("|").length - 1} `)));
  const alone = plain.map(numbersAlone);
  if (alone.every((one): one is string[] => one !== null)) {
    const rows = alone.flat().map((cell, at) => ({ when: String(at + 1), value: numberIn(cell)!, typed: cell }));
    return { rows, alone: true };
  }
  const rows = plain.map((line, at) => {
    const found = PAIR.exec(line);
    const typed = tidy(found?.[2] ?? "");
    const value = numberIn(typed);
    if (!found || value === null) throw notHere(lines[at]!);
    return { when: tidy(found[1]!.replace(/[ ,:;-]+$/, "")), value, typed };
  });
  return { rows, alone: false };
}

/** The cells of a line that holds numbers only; null where it holds words or a date too. */
function numbersAlone(line: string): string[] | null {
  if (/\d[-/.]\d+[-/.]\d/.test(line)) return null;
  const parts = line.split(/[;\t]|,\s|,(?!\d{3}(?:\D|$))|\s+/).filter(strip);
  const cells = parts.map(tidy);
  if (!parts.length || cells.some(surelyWords)) return null;
  if (cells.some((cell) => numberIn(cell) === null)) throw notHere(line);
  return cells;
}

/** Cells that nobody would take for a number, or for one that was hidden on purpose. */
function surelyWords(cell: string): boolean {
  if (cell.endsWith(":")) return true;
  const plain = caseless(cell);
  return /^[a-z]{3,}$/.test(plain) && !isMissing(plain) && !/^(?:supp?|suppressed|confidential|redacted|low|gbp|eur|usd|pln)$/.test(plain);
}

// --- What is proposed ---------------------------------------------------------------------------

export function propose(text: string, choice: Choice): Proposal {
  const { rows, alone } = rowsOf(text);
  const labels = rows.map(({ when }) => when);
  const values = rows.map(({ value }) => value);
  if (!values.some(isKnown)) throw new NotRead(told("There is no number to draw. Type one, such as 4."));
  if (sumsUp(rows)) throw notHere(`${labels[labels.length - 1]}`);
  const dates = alone ? null : readDates(labels, choice.dayFirst);
  const numbered = !dates && labels.every((label) => /^\d{1,4}$/.test(label));
  if (!dates && !numbered) {
    const odd = labels.find((label) => !isLabel(label)) ?? (comesRound(labels) || labels.length < 3 ? "" : labels[0]!);
    if (odd) throw notHere(odd);
  }
  const understood = [dates ? spanOfDays(dates.days) : numbered ? spanOf(WHEN, labels.map(Number)) : told("\"{name}\" holds words.", { name: WHEN })];
  if (dates) understood.push(...dates.said);
  understood.push(spanOf(COUNT, values));
  const asks = sharesAmongLarger(rows);
  if (dates?.doubtful) asks.push(told("A date such as 3/4 can be read in two ways. Look at the first and the last date."));
  const why = whyWhen(labels, dates !== null, numbered);
  const made: Proposal = {
    understood, mend: toMend(rows, dates?.days ?? null), dated: dates !== null, doubtful: dates?.doubtful ?? false, asks,
    columns: [
      { name: WHEN, role: ROLES.time, why: strip(`${why} ${dates?.said.join(" ") ?? ""}`) },
      { name: COUNT, role: ROLES.number, why: told("It holds numbers.") },
    ],
    number: told("\"{name}\" is drawn: it is the one column of numbers.", { name: COUNT }), span: "", order: "", wrong: "", when: [], values: [],
  };
  try {
    const line = dates ? byDays(dates.days, values, choice) : byRows(labels, values, numbered, choice);
    if (line.assumed) asks.push(line.order);
    const kept = line.values.map((value) => (isKnown(value) ? value : null));
    return { ...made, understood: [...understood, ...line.said], span: saidSpan(line), order: line.order, when: line.when, values: kept };
  } catch (trouble) {
    if (!(trouble instanceof NotRead)) throw trouble;
    return { ...made, wrong: trouble.message };
  }
}

/** Whether a last row without a number may be a sum of times, or their mean: Python looks at such a list. */
function sumsUp(rows: Row[]): boolean {
  const [last, above] = [rows[rows.length - 1]!, rows.slice(0, -1)];
  if (rows.length < 4 || isKnown(last.value) || !rows.every(({ when }) => /^\d{1,4}$/.test(when))) return false;
  const total = above.reduce((sum, { when }) => sum + Number(when), 0);
  return [total, total / above.length].some((one) => Math.abs(Number(last.when) - one) < 0.006 * Math.max(1, Number(last.when) / 100));
}

function whyWhen(labels: string[], dated: boolean, numbered: boolean): string {
  if (dated) return told("It holds dates.");
  if (!numbered && comesRound(labels)) return told("It holds weeks, months, quarters or days of the week.");
  return told("It stands before the numbers.");
}

function plain(value: number): string {
  if (Number.isInteger(value)) return grouped(fixed(value, 0));
  const said = general(value);
  return said.includes("e") ? said : grouped(said);
}

function spanOf(name: string, values: number[]): string {
  const known = values.filter(isKnown);
  const [first, last] = [plain(Math.min(...known)), plain(Math.max(...known))];
  const said = first === last ? told("\"{name}\" holds numbers, all {first}.", { name, first }) : told("\"{name}\" holds numbers, from {first} to {last}.", { name, first, last });
  const empty = values.length - known.length;
  return empty ? `${said} ${counted(empty, "1 cell is empty.", "{many} cells are empty.", { many: grouped(String(empty)) })}` : said;
}

function spanOfDays(days: number[]): string {
  const [first, last] = [sayDay(Math.min(...days)), sayDay(Math.max(...days))];
  return first === last ? told("\"{name}\" holds dates, all {first}.", { name: WHEN, first })
    : told("\"{name}\" holds dates, from {first} to {last}.", { name: WHEN, first, last });
}

/** 0.86 beside 80: some may be shares of 1, and others percentages. */
function sharesAmongLarger(rows: Row[]): string[] {
  const once = [...new Map(rows.map((row) => [row.typed, row])).values()];
  const low = once.filter(({ value, typed }) => Math.abs(value) > 0 && Math.abs(value) <= 1 && /[.,]\d/.test(typed));
  const high = once.filter(({ value }) => Math.abs(value) >= 10 && Math.abs(value) <= 100);
  const rest = once.filter(({ value }) => !isKnown(value) || value === 0);
  const all = new Set([...low, ...high, ...rest]);
  if (low.length < 2 || high.length < 2 || all.size < once.length) return [];
  return [told("\"{small}\" stands beside \"{large}\". Are some of them shares of 1, and the others percentages?", { small: low[0]!.typed, large: high[0]!.typed })];
}

/** Rows typed twice, and dates far from all the others. */
function toMend(rows: Row[], days: number[] | null): string[] {
  const said = [];
  const seen = new Set<string>();
  const twice = rows.flatMap(({ when, typed }, at) => {
    const same = seen.has(`${when}\n${typed}`);
    seen.add(`${when}\n${typed}`);
    return same ? [at] : [];
  });
  if (rows.length < 1_000 && twice.length && twice.length / rows.length < 0.2) {
    said.push(counted(twice.length,
      "1 row is the same as an earlier one, the first on line {line}. Was it typed twice?",
      "{n} rows are the same as an earlier one, the first on line {line}. Was it typed twice?", { line: twice[0]! + 1 }));
  }
  if (days && days.length >= 3) {
    const years = days.map((day) => day / 365.25);
    const usual = median(years);
    const far = years.findIndex((year) => Math.abs(year - usual) > 20);
    if (far >= 0) said.push(told("Line {line}: \"{name}\" says {day}. Is that the right year?", { line: far + 1, name: WHEN, day: sayDay(days[far]!) }));
  }
  return said;
}

// --- Dots -----------------------------------------------------------------------------------------

interface Line {
  when: string[];
  values: number[];
  said: string[];
  order: string;
  assumed: boolean;
}

function saidSpan({ when, values }: Line): string {
  let [first, last] = [when[0]!, when[when.length - 1]!];
  if (/^\d{4}-\d{2}-\d{2}$/.test(first)) [first, last] = [first, last].map((one) => sayDay(Date.parse(one) / 86_400_000)) as [string, string];
  const known = values.filter(isKnown).length;
  const said = counted(known, "1 dot, from {first} to {last}.", "{n} dots, from {first} to {last}.", { first, last });
  const gaps = values.length - known;
  return gaps ? `${said} ${counted(gaps, "1 gap stays a gap.", "{n} gaps stay gaps.")}` : said;
}

function checked(line: Line): Line {
  const twice = line.when.find((one, at) => line.when.indexOf(one) < at);
  if (twice !== undefined) {
    const place = /^\d{4}-\d{2}-\d{2}$/.test(twice) ? sayDay(Date.parse(twice) / 86_400_000) : twice;
    throw new NotRead(
      told("More than one row is for {place}. Was it typed twice? Then take one out. If both are right, choose one dot a day, a week or a month.", { place }),
    );
  }
  return line;
}

function byDays(days: number[], values: number[], { every, how }: Choice): Line {
  const steps = days.slice(1).map((day, at) => day - days[at]!);
  let order = told("The rows were not in order of time. We put the oldest first, by their dates.");
  if (steps.every((step) => step >= 0)) order = told("The rows stand in order of time, the oldest first.");
  else if (steps.every((step) => step <= 0)) order = told("The rows stood newest first. We put the oldest first, by their dates.");
  const rows = days.map((day, at): [number, number] => [day, values[at]!]).sort((a, b) => a[0] - b[0]);
  if (every === "row") {
    return checked({ when: rows.map(([day]) => iso(day)), values: rows.map(([, value]) => value), said: [], order, assumed: false });
  }
  return { ...inPeriods(rows, every, how), order };
}

const SEVERAL = {
  "day sum": laterN("In 1 day there is more than one row, and we added them up.", "In {n} days there is more than one row, and we added them up."),
  "week sum": laterN("In 1 week there is more than one row, and we added them up.", "In {n} weeks there is more than one row, and we added them up."),
  "month sum": laterN("In 1 month there is more than one row, and we added them up.", "In {n} months there is more than one row, and we added them up."),
  "day median": laterN("In 1 day there is more than one row, and we took the middle one.", "In {n} days there is more than one row, and we took the middle one."),
  "week median": laterN("In 1 week there is more than one row, and we took the middle one.", "In {n} weeks there is more than one row, and we took the middle one."),
  "month median": laterN("In 1 month there is more than one row, and we took the middle one.", "In {n} months there is more than one row, and we took the middle one."),
} as { [which: string]: [string, string] };
const GAPS = {
  day: laterN("1 day has no rows. We leave a gap there. If nothing happened, put a 0 in your file.", "{n} days have no rows. We leave a gap there. If nothing happened, put a 0 in your file."),
  week: laterN("1 week has no rows. We leave a gap there. If nothing happened, put a 0 in your file.", "{n} weeks have no rows. We leave a gap there. If nothing happened, put a 0 in your file."),
  month: laterN("1 month has no rows. We leave a gap there. If nothing happened, put a 0 in your file.", "{n} months have no rows. We leave a gap there. If nothing happened, put a 0 in your file."),
} as { [every: string]: [string, string] };
const NOT_WHOLE: { [every: string]: string } = {
  week: told("The first or last week may not be a whole one."), month: told("The first or last month may not be a whole one."),
};

/** One dot for each day, week (by its Monday) or month; one without rows is a gap. */
function inPeriods(rows: [number, number][], every: "day" | "week" | "month", how: Choice["how"]): Line {
  const first = firstOf(every);
  const groups = new Map<number, number[]>();
  for (const [day, value] of rows) {
    const period = first(day);
    groups.set(period, [...(groups.get(period) ?? []), value]);
  }
  const said = [];
  const several = [...groups.values()].filter((group) => group.length > 1).length;
  if (several && how !== "count") said.push(counted(several, ...SEVERAL[`${every} ${how}`]!));
  const periods: number[] = [];
  const last = first(rows[rows.length - 1]![0]);
  for (let at = first(rows[0]![0]); at <= last; at = first(at + { day: 1, week: 7, month: 32 }[every])) periods.push(at);
  if (periods.length > LONGEST) throw new NotRead(told("That makes {n} dots. Choose one dot a week or one dot a month.", { n: grouped(String(periods.length)) }));
  const values = periods.map((period) => joined(groups.get(period), how));
  const gaps = values.filter((value) => !isKnown(value)).length;
  if (gaps) said.push(counted(gaps, ...GAPS[every]!));
  if (NOT_WHOLE[every]) said.push(NOT_WHOLE[every]!);
  return checked({ when: periods.map(iso), values, said, order: "", assumed: false });
}

/** The first day of the period that a day lies in. */
function firstOf(every: "day" | "week" | "month"): (day: number) => number {
  if (every === "day") return (day) => day;
  if (every === "week") return (day) => day - ((((day + 3) % 7) + 7) % 7);
  return (day) => {
    const made = new Date(day * 86_400_000);
    return Date.UTC(made.getUTCFullYear(), made.getUTCMonth(), 1) / 86_400_000;
  };
}

function joined(group: number[] | undefined, how: Choice["how"]): number {
  if (!group) return NaN;
  if (how === "count") return group.length;
  const known = group.filter(isKnown);
  if (!known.length) return NaN;
  return how === "median" ? median(known) : known.reduce((sum, value) => sum + value, 0);
}

/** Dots where no date says when: in the order of the rows, or back where that is the order of time. */
function byRows(labels: string[], values: number[], numbered: boolean, { every, order }: Choice): Line {
  if (every !== "row") throw new NotRead(told("\"{time}\" holds no dates, so choose \"{every}\".", { time: WHEN, every: EVERY.row }));
  const turned = (back: boolean, names: string[], said: string, assumed: boolean, counts = false): Line => checked({
    when: back && !counts ? [...names].reverse() : names, values: back ? [...values].reverse() : values,
    said: [], order: said, assumed,
  });
  const asked = order ? told("{order}, as you said.", { order: ORDERS[order] }) : told("No date says which row is the oldest. We took the first row as the oldest.");
  const went = numbered ? null : comesRound(labels);
  if (went && (went.again || !went.order)) {
    const counts = labels.map((_, at) => String(at + 1));
    const [said, back, assumed] = went.order && !order
      ? [saidOf(went, labels), went.order < 0, went.order < 0] : [asked, order === "newest", !order];
    return turned(back, counts, `${told("\"{time}\" comes round again, so the dots are numbered.", { time: WHEN })} ${said}`, assumed, true);
  }
  if (went && !order) return turned(went.order < 0, labels, saidOf(went, labels), went.order < 0);
  if (numbered && !order && labels.length > 1) {
    const steps = labels.slice(1).map((one, at) => Number(one) - Number(labels[at]));
    const names = labels.map((one) => String(Number(one)));
    if (steps.every((step) => step > 0)) return turned(false, names, told("\"{time}\" goes up from row to row.", { time: WHEN }), false);
    if (steps.every((step) => step < 0)) return turned(true, names, told("\"{time}\" goes down from row to row. We put the lowest first.", { time: WHEN }), true);
  }
  const names = numbered ? labels.map((one) => String(Number(one))) : labels;
  return turned(order === "newest", names, asked, !order);
}

function saidOf(went: Round, labels: string[]): string {
  const [first, last] = [labels[0], labels[labels.length - 1]];
  if (went.order < 0) return told("The rows stood newest first, from \"{first}\" back to \"{last}\". We put the oldest first.", { first, last });
  if (went.again) return told("The rows go on in time, from \"{first}\" to \"{last}\", more than once round.", { first, last });
  if (went.turns && went.kind === "weekday") return told("The rows go on in time from \"{first}\" to \"{last}\", into the next week.", { first, last });
  if (went.turns) return told("The rows go on in time from \"{first}\" to \"{last}\", over the turn of the year.", { first, last });
  return told("The rows go on in time, from \"{first}\" to \"{last}\".", { first, last });
}
