// What others changed in a lesson's answers while a page had it open: what the page takes, and what it asks about.

import { get, pairsOf, readJson, tableOf, writeJson } from "../../../questions/base/python";
import type { Store } from "./store";

/** What a page does when the work was changed elsewhere. */
export interface Meeting {
  /** The record of the page as it is now. */
  mine(): string;
  /** Take these answers from there: on the page they were not changed. */
  take(record: string, questions: string[]): void;
  /** The same step was answered differently here and there: ask which of the two to keep. */
  ask(record: string, questions: string[]): void;
  /** The learner's code was changed there, and not on the page. */
  name(code: string): void;
  /** A line of code was changed there; and here too, where `both` is true. */
  line(question: string, line: string, both: boolean): void;
}

/** Work that others write to as well: other windows, or the notebook. */
export interface Followed extends Store {
  /** A sentence on the work from before; else empty. */
  said: string;
  /** From now on, tell the page what was changed elsewhere. */
  meet(meeting: Meeting): Promise<void>;
  /** Look whether something was changed elsewhere. */
  look(): Promise<void>;
  /** One of two answers was chosen: keep it. */
  settled(question: string): void;
}

type Answers = Map<string, unknown>;

/** The answers of a record, each with its history. */
function answersIn(record: string): Answers {
  return new Map(record ? pairsOf(get(readJson(record), "answers")) : []);
}

function withAnswers(record: string, answers: Answers): string {
  const rest = pairsOf(readJson(record)).filter(([name]) => name !== "answers");
  return writeJson(tableOf([...rest, ["answers", tableOf(answers)]]));
}

function edits(one: unknown): number {
  const count = get(one, "edits");
  return typeof count === "number" ? count : 0;
}

/** What was changed there alone, and what was changed on both sides since both had the same. */
export function compared(base: string, mine: string, theirs: string): { take: string[]; ask: string[] } {
  const [before, here] = [answersIn(base), answersIn(mine)];
  const [take, ask]: [string[], string[]] = [[], []];
  for (const [question, other] of answersIn(theirs)) {
    const [there, own, was] = [other, here.get(question), before.get(question)].map((one) => writeJson(one ?? null));
    if (there === own || there === was) continue;
    if (own === was) take.push(question);
    else if (writeJson(get(here.get(question), "answer")) !== writeJson(get(other, "answer"))) ask.push(question);
    else if (edits(other) > edits(here.get(question))) take.push(question);
  }
  return { take, ask };
}

/** A record with these of its answers alone, changed more often than where they are to go. */
export function only(record: string, questions: string[], where: string): string {
  const there = answersIn(where);
  const wanted = [...answersIn(record)].filter(([question]) => questions.includes(question));
  const more = wanted.map(([question, one]): [string, unknown] => {
    const count = Math.max(edits(one), edits(there.get(question)) + 1);
    return [question, tableOf([...pairsOf(one).filter(([name]) => name !== "edits"), ["edits", count]])];
  });
  return withAnswers(record, new Map(more));
}

/** A record with the answers of these questions as they are there. */
function left(mine: string, theirs: string, questions: Set<string>): string {
  if (!questions.size) return mine;
  const there = answersIn(theirs);
  const all = [...answersIn(mine)].map(([question, one]): [string, unknown] =>
    [question, questions.has(question) ? there.get(question) ?? one : one]);
  return withAnswers(mine, new Map(all));
}

function learner(record: string): string {
  const code = record ? get(readJson(record), "learner") : "";
  return typeof code === "string" ? code : "";
}

/** Tells a page what was changed elsewhere, and knows what it still asks about. */
export class Told {
  private readonly asking = new Set<string>();
  meeting: Meeting | null = null;

  get isAsking(): boolean {
    return this.asking.size > 0;
  }

  settled(question: string): void {
    this.asking.delete(question);
  }

  /** The record of the page, but for answers that are asked about: these stay as they are there. */
  unasked(mine: string, there: string): string {
    return left(mine, there, this.asking);
  }

  /** Somebody else wrote `there`, where `before` was what both had. */
  tell(there: string, before: string): void {
    const mine = this.meeting?.mine() ?? before;
    const code = learner(there);
    if (code !== learner(before) && learner(mine) === learner(before)) this.meeting?.name(code);
    const { take, ask } = compared(before, mine, there);
    if (take.length) this.meeting?.take(only(there, take, mine), take);
    for (const question of ask) this.asking.add(question);
    if (ask.length) this.meeting?.ask(there, ask);
  }
}
