// Points in time: days counted from 1970, numbers or labels, and how a person says them; as `spacing.py` has it.

import { later, told } from "../sentences/told";
import { fixed, general, median } from "./sums";

export const MONTHS = [
  later("January"), later("February"), later("March"), later("April"), later("May"), later("June"),
  later("July"), later("August"), later("September"), later("October"), later("November"), later("December"),
];

export type How = "dates" | "numbers" | "labels";

/** The times of a series. Days are whole numbers from 1 January 1970; labels are text. */
export interface Times {
  how: How;
  at: (number | string)[];
}

/** The number of a day; null where there is no such day. */
export function dayOf(year: number, month: number, day: number): number | null {
  if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 ? made.getTime() / 86_400_000 : null;
}

/** Year, month (from 1) and day of the month. */
export function partsOf(day: number): [number, number, number] {
  const made = new Date(day * 86_400_000);
  return [made.getUTCFullYear(), made.getUTCMonth() + 1, made.getUTCDate()];
}

export function iso(day: number): string {
  const [year, month, date] = partsOf(day);
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** "6 May 2025". */
export function sayDay(day: number, year = true): string {
  const [of, month, date] = partsOf(day);
  const parts = { day: date, month: told(MONTHS[month - 1]!), year: of };
  return year ? told("{day} {month} {year}", parts) : told("{day} {month}", parts);
}

const SKIPS = 1.8;
const USUAL = 1.2;
const EVEN = 0.7;
const STEPS: [number, number, string][] = [
  [0.99, 1.01, later("days")], [6.9, 7.1, later("weeks")], [28, 31, later("months")], [89, 93, later("quarters")],
  [364, 367, later("years")],
];

export interface Spacing {
  word: string;
  even: boolean;
  skips: number[];
  days: [number, number] | null;
}

export function spacing({ how, at }: Times): Spacing {
  if (how === "numbers" && areYears(at as number[])) {
    const steps = stepsOf(at as number[]);
    if (steps.filter((one) => one === 1).length / steps.length >= EVEN) return { word: "years", even: true, skips: [], days: null };
  }
  if (how !== "dates" || at.length < 2) return { word: later("points"), even: true, skips: [], days: null };
  const days = at as number[];
  let steps = stepsOf(days);
  const usual = median(steps);
  const ends: [number, number] = [Math.min(...steps), Math.max(...steps)];
  if (usual <= 0) return { word: "points", even: true, skips: [], days: ends };
  let skips = steps.map((step) => step > SKIPS * usual);
  const weekday = days.map((day) => (((day + 3) % 7) + 7) % 7);
  if (usual >= 0.99 && usual <= 1.01 && weekday.every((day) => day < 5)) {
    // Over a weekend nothing is missing where no day of the chart is a Saturday or a Sunday.
    const weekend = skips.map((skip, one) => skip && weekday[one] === 4 && weekday[one + 1] === 0 && steps[one]! < 3.5);
    skips = skips.map((skip, one) => skip && !weekend[one]);
    steps = steps.map((step, one) => (weekend[one] ? usual : step));
  }
  const even = steps.filter((step) => Math.abs(step - usual) <= (USUAL - 1) * usual).length / steps.length >= EVEN;
  const word = STEPS.find(([low, high]) => low <= usual && usual <= high)?.[2] ?? "points";
  if (!even) return { word: "points", even: false, skips: [], days: ends };
  return { word, even: true, skips: skips.flatMap((skip, one) => (skip ? [one] : [])), days: ends };
}

function stepsOf(numbers: number[]): number[] {
  return numbers.slice(1).map((one, at) => one - numbers[at]!);
}

export function areYears(time: number[]): boolean {
  return time.length > 1 && time.every(Number.isInteger) && time[0]! >= 1800 && time[time.length - 1]! <= 2200;
}

/** Whether each time stands for a month: all on its first day, or all on its last. */
function areMonths({ how, at }: Times): boolean {
  if (how !== "dates" || at.length < 2) return false;
  const parts = (at as number[]).map(partsOf);
  const first = parts.every(([, , day]) => day === 1);
  const last = (at as number[]).every((day) => partsOf(day + 1)[2] === 1);
  const months = stepsOf(parts.map(([year, month]) => year * 12 + month));
  return (first || last) && months.every((step) => step >= 1);
}

/** The time of a point as a person says it: a month, a day, a year, a label, or its number. */
export function sayPoint(times: Times, at: number, year = true): string {
  const when = times.at[at]!;
  if (typeof when === "string") return when;
  if (times.how === "numbers") {
    if (areYears(times.at as number[])) return fixed(when, 0);
    const counted = times.at.every((one, place) => one === place + 1);
    return counted ? told("point {number}", { number: fixed(when, 0) }) : told("time {number}", { number: general(when, 10) });
  }
  if (!areMonths(times)) return sayDay(when, year);
  const [of, month] = partsOf(when);
  const named = told(MONTHS[month - 1]!);
  return year ? told("{month} {year}", { month: named, year: of }) : named;
}
