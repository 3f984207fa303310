// A practical: a file that is mended, then what one's turn asks of the chart that it gives. As `question.py` marks it.

import { get, isTable, pairsOf, strip, type Table } from "../../questions/base/python";
import { several, Unreadable, type Feedback, type Signs } from "../../questions/base/mark";
import { counted, fold, listed } from "../../questions/base/text";
import { readNumber } from "../../questions/number/reading";
import { dataOf, whole } from "../../questions/variants";
import { filled, YourTurn, type FileShown, type Held, type Judged, type TurnWords } from "../your_turn/mark";
import { told } from "../../sentences/told";

/** What stands for a row that has no number, and for one that is left out. */
export const GAP = "gap";
export const OUT = "out";
/** The judgement; and of the file so much has to be mended for more than this share of the points. */
const JUDGED = ["means", "then"];
const MENDED_AT_LEAST = 0.6;
const NEAR = 0.7;
const NO_NUMBER = ["gap", "no number", "not known", "nobody knows", "none", "-", "?", "n/a", "na"];

/** What stands in an attempt without hints. */
const NO_HINTS = "none";

export interface PracticalWords extends TurnWords {
  units: string[];
  slips: { [kind: string]: string };
  hints: { take: string; without: string; silent: string };
  file: { heads: string[]; ask: string; about: string[]; mended: string };
}

/** The file of a variant: its rows, what is right of them, and what is true of its chart. */
export interface File extends Held {
  file: [string, string, string][];
  weeks: number[];
  mended: (number | null)[];
  slips: { [row: string]: [string, string] };
  labels: string[];
  baseline: number;
  better: string;
}

export interface Mended extends Judged {
  mend: Map<number, string>;
  puzzling: number[];
  byOwn: boolean;
}

type Truth = Held["truth"];
/** What the rule of a kind makes of the numbers of a file. */
export type Found = { truth: Pick<Truth, "numbers" | "marked" | "means" | "then">; [more: string]: unknown };

export abstract class Practical extends YourTurn {
  override readonly way = told("A practical on a file of your own");
  override readonly practical = true;
  abstract override readonly words: PracticalWords;

  constructor(...given: ConstructorParameters<typeof YourTurn>) {
    super(...given);
    (this.signs as Signs<Judged>)["mended"] = (wanted: Table, answer: Judged) =>
      pairsOf(wanted).some(([slip, some]) =>
        this.doneWith(answer as Mended).some(([kind, done]) => kind === slip && several(some).includes(done)),
      );
  }

  /** What the rule of the kind makes of the numbers of a file; null where they are too few. */
  abstract judged(values: (number | null)[], left: number[], file: File): Found | null;

  protected override markOne(answer: unknown, history: string[] = []): Feedback {
    const found = super.markOne(answer, history);
    if (!withoutHints(answer) || !["nearly", "not yet", "started"].includes(found.state)) return found;
    const { silent } = this.words.hints;
    // The points count, and are not told: so there is no "out of".
    if (found.state === "started") return { ...found, outOf: 0, messages: [found.messages[0]!, silent] };
    return { ...found, state: "kept", outOf: 0, heading: told("Kept"), messages: [silent], outcome: "kept" };
  }

  protected override markPutAway(attempt: unknown): Feedback {
    return super.markOne(attempt);
  }

  file(answer: Judged): File {
    return dataOf(this.pool, answer.variant) as File;
  }

  override blank(answer: unknown): boolean {
    const mend = isTable(answer) ? get(answer, "mend") : null;
    return super.blank(answer) && !(isTable(mend) && pairsOf(mend).length);
  }

  override read(answer: unknown): Mended {
    const judged = super.read(answer);
    const typed = get(answer, "mend");
    const mend = new Map<number, string>();
    const puzzling: number[] = [];
    const { file, slips } = this.file(judged);
    for (const [key, said] of (isTable(typed) ? pairsOf(typed) : []).slice(0, 2 * file.length)) {
      const row = whole(key);
      if (row === null || row < 1 || row > file.length) continue;
      const text = typeof said === "string" || typeof said === "number" ? strip(String(said)) : "";
      if (!text || fold(text) === fold(file[row - 1]![1])) continue; // as it stood
      if (text === OUT || NO_NUMBER.includes(fold(text))) {
        mend.set(row, text === OUT ? OUT : GAP);
        continue;
      }
      try {
        mend.set(row, String(readNumber(text, { kind: "", unit: "", units: this.words.units }).value));
      } catch (trouble) {
        if (!(trouble instanceof Unreadable)) throw trouble;
        puzzling.push(row);
      }
    }
    for (const [key, [kind]] of Object.entries(slips)) {
      const lower = Number(key); // of two rows that are the same, either may be left out
      if (kind === "twice" && !mend.has(lower) && mend.get(lower - 1) === OUT) {
        mend.delete(lower - 1);
        mend.set(lower, OUT);
      }
    }
    const [own, mended] = both({ ...judged, mend, puzzling, byOwn: true });
    return super.notRight(mended).length < super.notRight(own).length ? mended : own; // and hints are about the same
  }

  /** The rows that do not stand as they should. */
  private amiss(read: Mended): number[] {
    const { file, slips } = this.file(read);
    return file.map((_, at) => at + 1).filter((row) => {
      const done = read.mend.get(row);
      const slip = slips[String(row)];
      if (!slip) return !(done === undefined || numberIn(done) === numberIn(file[row - 1]![1]));
      const wanted = slip[1];
      if (done === undefined || [done, wanted].includes(OUT) || [done, wanted].includes(GAP)) return done !== wanted;
      return numberIn(done) !== numberIn(wanted);
    });
  }

  /** The chart as the learner drew it, with what the rule of the kind makes of it. */
  override held(answer: Judged): Held {
    const read = answer as Mended;
    const file = this.file(read);
    const now = file.file.map(([, written], at) => numberIn(read.mend.get(at + 1) ?? written));
    const left = [...read.mend].filter(([, said]) => said === OUT).map(([row]) => row);
    if (!this.amiss(read).length) return { ...file, left, values: file.mended };
    const found = this.judged(now, left, file);
    const drawn = { ...file, left, values: now };
    return found ? { ...drawn, ...found, truth: { ...file.truth, ...found.truth } } : drawn;
  }

  /** What is true of the chart as it was drawn, or of the mended file. */
  override truth(answer: Judged): Truth {
    return (this.isOwn(answer as Mended) ? this.held(answer) : this.file(answer)).truth;
  }

  /** The numbers of known slips are known of the mended file alone. */
  protected override near(answer: Judged): Held["near"] {
    const read = answer as Mended;
    return this.isOwn(read) && this.amiss(read).length ? {} : this.file(read).near;
  }

  private isOwn(read: Mended): boolean {
    return read.byOwn && this.amiss(read).length <= Object.keys(this.file(read).slips).length;
  }

  /** The chart of the mended file. */
  override putAway(read: Judged): Held {
    const file = this.file(read);
    const left = Object.entries(file.slips).filter(([, [, wanted]]) => wanted === OUT).map(([row]) => Number(row));
    return { ...file, left, values: file.mended };
  }

  override fileShown(answer: Judged): FileShown {
    const { mend } = answer as Mended;
    const { ask, about } = this.words.file;
    const rows = this.file(answer).file.map(([name, written, note], at) => ({ name, written, note, now: mend.get(at + 1) ?? null }));
    return { ask, about, rows, hints: this.words.hints };
  }

  override unfinished(answer: Judged): string {
    const { puzzling, mend } = answer as Mended;
    if (puzzling.length) {
      const { labels } = this.file(answer);
      return told("Type a number here, or empty the box: {names}.", { names: listed(puzzling.map((row) => labels[row - 1]!)) });
    }
    return mend.size ? super.unfinished(answer) : told("Still open: the file. Look at each row, and mend what is not right.");
  }

  protected override notRight(answer: Judged): string[] {
    const read = answer as Mended;
    return [...(this.amiss(read).length ? ["mend"] : []), ...super.notRight(read)];
  }

  /** Two fifths are for the file, the rest for what was made of it; near at most where it is not judged right. */
  override share(answer: Judged): number {
    const read = answer as Mended;
    const rest = Math.max(...both(read).map((one) => super.share(one)));
    const share = (2 * this.mendedShare(read) + 3 * rest) / 5;
    const judged = both(read).some((one) => !super.notRight(one).some((part) => JUDGED.includes(part)));
    return judged && this.mendedShare(read) > MENDED_AT_LEAST ? share : Math.min(share, NEAR);
  }

  private mendedShare(read: Mended): number {
    const { slips } = this.file(read);
    const many = Object.keys(slips).length;
    const amiss = this.amiss(read);
    return Math.max(0, many - amiss.length) / many;
  }

  private doneWith(read: Mended): [string, string][] {
    const { slips } = this.file(read);
    return this.amiss(read).map((row): [string, string] => {
      const kind = slips[String(row)]?.[0] ?? "sound";
      const done = read.mend.get(row);
      if (done === undefined) return [kind, "kept"];
      return [kind, done === OUT || done === GAP ? done : numberIn(done) === 0 ? "nought" : "number"];
    });
  }

  override saidFirst(answer: Judged): string[] {
    const read = answer as Mended;
    const many = this.asked().length + 4;
    const parts = told("{right} of {all} parts are right.", { right: many - this.notRight(read).length, all: many });
    const amiss = this.amiss(read);
    if (!amiss.length) return [parts];
    const { slips } = this.file(read);
    const right = Object.keys(slips).filter((row) => !amiss.includes(Number(row))).length;
    const rows = counted(right, "In the file, 1 row is mended.", "In the file, {n} rows are mended.");
    const more = counted(amiss.length, "1 row is not as it should be.", "{n} rows are not as they should be.");
    return [parts, `${rows} ${more}`];
  }

  override reading(answer: Judged): string[] {
    const { slips, labels, truth } = this.file(answer);
    const said = Object.entries(slips).map(([row, [kind, wanted]]) =>
      filled(this.words.slips[kind]!, { row: labels[Number(row) - 1], value: wanted }),
    );
    return [
      told("The file: {slips}.", { slips: listed(said) }),
      filled(this.words.reading[truth.means]!, truth.said),
      filled(this.words.behind[truth.behind]!, truth.said),
    ];
  }
}

/** Whether an attempt was taken without hints. */
export function withoutHints(answer: unknown): boolean {
  return get(answer, "hints") === NO_HINTS;
}

/** An answer as it is marked on the chart that was drawn, and on the mended file. */
function both(read: Mended): [Mended, Mended] {
  return [{ ...read, byOwn: true }, { ...read, byOwn: false }];
}

/** The number that stands in a row; null for one without, such as "?" or "gap". */
export function numberIn(said: string): number | null {
  const number = strip(said) === "" ? NaN : Number(said);
  return Number.isFinite(number) ? number : null;
}

/** The middle of some numbers. */
export function medianOf(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}
