// The practical of the Starter route: a run chart, judged by the Anhøj rules. As `question.py` judges it.

import { medianOf, Practical, type File, type Found, type PracticalWords } from "../practical/mark";
import shared from "../practical/words.json";
import { inWords } from "../../sentences/told";
import own from "./words.json";

const FEWEST = 10;

export class RunPractical extends Practical {
  readonly pool = "practical-run";
  readonly words: PracticalWords = inWords({ ...shared, ...own });

  judged(values: (number | null)[], left: number[], file: File): Found | null {
    const drawn = values.flatMap((value, at): [number, number][] => (value === null || left.includes(at + 1) ? [] : [[at + 1, value]]));
    const first = drawn.filter(([row]) => row <= file.baseline).map(([, value]) => value);
    if (!first.length) return null;
    const line = medianOf(first);
    const useful = drawn.filter(([, value]) => value !== line);
    const runs: { side: number; rows: number[] }[] = [];
    for (const [row, value] of useful) {
      const side = value > line ? 1 : -1;
      const last = runs[runs.length - 1];
      if (last?.side === side) last.rows.push(row);
      else runs.push({ side, rows: [row] });
    }
    const longest = Math.max(0, ...runs.map(({ rows }) => rows.length));
    const isJudged = useful.length >= FEWEST;
    const allowed = useful.length ? Math.round(Math.log2(useful.length)) + 3 : 0;
    const signals = runs.filter(({ rows }) => isJudged && rows.length > allowed);
    const means = signals.length ? (signals[0]!.side < 0 ? "lower" : "higher") : isJudged ? "none" : "short";
    const then = means === file.better ? "keep" : means === "none" ? "change" : means === "short" ? "wait" : "stop";
    const numbers = { line, useful: useful.length, longest, crossings: Math.max(runs.length - 1, 0) };
    return { truth: { numbers, marked: signals.flatMap(({ rows }) => rows), means, then } };
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "practical-run": RunPractical };
