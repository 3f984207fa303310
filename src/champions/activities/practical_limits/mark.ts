// The practical of the full course: an XmR chart, judged by two of the Making Data Count rules. As `question.py` does it.

import { Practical, type File, type Found, type PracticalWords } from "../practical/mark";
import shared from "../practical/words.json";
import { inWords } from "../../sentences/told";
import own from "./words.json";

const ROW = 7;
const FAR = 2.66;

export class LimitsPractical extends Practical {
  readonly pool = "practical-limits";
  readonly words: PracticalWords = inWords({ ...shared, ...own });

  judged(values: (number | null)[], left: number[], file: File): Found | null {
    const rows = values.map((value, at): [number, number | null] => [at + 1, value]).filter(([row]) => !left.includes(row));
    const first = rows.filter(([row]) => row <= file.baseline).map(([, value]) => value);
    const known = first.filter((value): value is number => value !== null);
    const ranges = first.slice(1).flatMap((value, at) => {
      const before = first[at]!;
      return value === null || before === null ? [] : [Math.abs(before - value)]; // no step goes across a gap
    });
    if (!ranges.length) return null;
    const mean = tenth(sum(known) / known.length);
    const spread = tenth(sum(ranges) / ranges.length);
    const [upper, lower] = [tenth(mean + FAR * spread), tenth(mean - FAR * spread)];
    const outside = rows.filter(([, value]) => value !== null && !(lower <= value && value <= upper)).map(([row]) => row);
    const runs: number[][] = [];
    let side = 0;
    for (const [row, value] of rows) {
      const now = value === null ? 0 : Number(value > mean) - Number(value < mean);
      if (now && now === side) runs[runs.length - 1]!.push(row);
      else if (now) runs.push([row]);
      side = now; // a dot on the mean, and a gap, end a row
    }
    const long = runs.filter((run) => run.length >= ROW);
    const means = long.length ? "moved" : outside.length ? "odd" : "none";
    const marked = [...new Set([...outside, ...long.flat()])].sort((one, other) => one - other);
    const numbers = { upper, lower, outside: outside.length, longest: Math.max(0, ...runs.map((run) => run.length)) };
    const then = { none: "work", odd: "ask", moved: "since" }[means]!;
    const told = { ...(file["told"] as object), mean, mean_range: spread };
    return { centre: mean, upper, lower, told, truth: { numbers, marked, means, then } };
  }
}

/** A number to one place, the same in Python and in a browser: a half goes up. */
function tenth(value: number): number {
  return (value >= 0 ? Math.floor(value * 10 + 0.5) : -Math.floor(-value * 10 + 0.5)) / 10;
}

function sum(values: number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "practical-limits": LimitsPractical };
