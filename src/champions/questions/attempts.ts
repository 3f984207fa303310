// Answers to variants: another one may be tried as often as one likes, and the best attempt counts. As `attempts.py`.

import { told } from "../sentences/told";
import { Marked, type Asked, type Feedback } from "./base/mark";
import { get, isTable, pairsOf, tableOf, truth, type Table } from "./base/python";
import { scoreInWords } from "./page";
import { fileOf, numberFor, who, whole } from "./variants";

/** Earlier attempts that an answer keeps. When there are more, one that earned least goes. */
const MOST_EARLIER = 9;
/** What an attempt has before anything is done in it. */
const TAKEN = ["seed", "variant", "attempt", "id", "earlier", "hints"];
/** The longest id that is read, in characters. */
const LONGEST_ID = 40;

/** Whose attempts they are: the lesson, the learner's code (or empty), and the id of the device. */
export interface Owner {
  lesson: string;
  code: string;
  device: string;
}

function alone(answer: Table): Table {
  return tableOf(pairsOf(answer).filter(([key]) => key !== "earlier"));
}

/** The earlier attempts of an answer. */
export function earlierIn(answer: unknown): Table[] {
  const kept = get(answer, "earlier");
  return Array.isArray(kept) ? kept.slice(0, MOST_EARLIER).filter(isTable).map(alone) : [];
}

/** Each attempt of an answer, the earlier ones first. */
export function attemptsIn(answer: unknown): Table[] {
  return isTable(answer) ? [...earlierIn(answer), answer] : [];
}

/** The id of the device, as the first of these answers that has one says it; else empty. */
export function deviceIn(answers: Iterable<unknown>): string {
  for (const answer of answers) {
    for (const one of attemptsIn(answer)) {
      const name = get(one, "id");
      const known = typeof name === "string" && Array.from(name).length <= LONGEST_ID ? who(name) : "";
      if (known) return known;
    }
  }
  return "";
}

/** What the next attempt begins with: its variant, its number, and the id; that counts where no code does, or apart. */
export function nextStamp(owner: Owner, question: string, answer: unknown, apart = false): Table {
  const before = attemptsIn(answer);
  const used = before.map((one) => whole(get(one, "variant")));
  const counted = before.map((one) => {
    const number = whole(get(one, "attempt"));
    return number !== null && number > 0 && number < 10_000 ? number : 0;
  });
  const code = who(owner.code);
  let attempt = Math.max(0, ...counted) + 1;
  const named = apart || !code;
  const number = (): number => numberFor(named ? code + owner.device : code, owner.lesson, question, attempt);
  while (used.includes(number())) attempt += 1;
  const stamp = { variant: number(), attempt };
  return named ? { ...stamp, id: owner.device } : stamp;
}

/** What says which attempt is next, with those before it; also with one that cannot be read. */
export function nextOne(script: Asked, owner: Owner, answer: unknown): Table {
  const before = earlierIn(answer);
  if (isTable(answer) && !script.blank(answer)) before.push(alone(answer));
  while (before.length > MOST_EARLIER) {
    const points = before.map((one) => script.mark(one, []).points);
    before.splice(points.indexOf(Math.min(...points)), 1);
  }
  const stamp = nextStamp(owner, script.data.id, answer, script.practical);
  return before.length ? { ...stamp, earlier: before } : stamp;
}

/** An answer with the attempts of another one at data that it has none of. As `joined` of `attempts.py`. */
export function joined(answer: unknown, other: unknown): unknown {
  if (!isTable(answer) || dataOf(answer) === null) return answer;
  const kept = earlierIn(answer);
  const known = [answer, ...kept].map(dataOf);
  const more = attemptsIn(other).filter((one) => dataOf(one) !== null && !known.includes(dataOf(one)) && isBegun(one)).map(alone);
  if (!more.length) return answer;
  return tableOf([...pairsOf(alone(answer)), ["earlier", [...kept, ...more].slice(0, MOST_EARLIER)]]);
}

/** Which data an attempt is at; null where it says of none. */
function dataOf(attempt: Table): string | null {
  const [key, number] = ["variant", "seed"].map((name): [string, number | null] => [name, whole(get(attempt, name))]).find(([, one]) => one !== null) ?? ["", null];
  return number === null ? null : `${key} ${number}`;
}

/** Whether something was done in an attempt, beside taking it. */
function isBegun(attempt: Table): boolean {
  return pairsOf(attempt).some(([key, value]) => !TAKEN.includes(key) && truth(value));
}

/** A question with a pool of variants. Each attempt is marked by its own; the best counts. */
export abstract class Varied<Read> extends Marked<Read> {
  abstract readonly pool: string;

  /** The files of variants that an answer names: the page brings them before it is marked. */
  override filesFor(answer: unknown): string[] {
    const numbers = attemptsIn(answer).map((one) => whole(get(one, "variant")));
    return [...new Set(numbers)].filter((one) => one !== null).map((one) => fileOf(this.pool, one));
  }

  /** An attempt by itself, while it is at hand. */
  protected markOne(answer: unknown, history: string[] = []): Feedback {
    return super.mark(answer, history);
  }

  /** An attempt by itself, once another one is at hand. */
  protected markPutAway(attempt: unknown): Feedback {
    return this.markOne(attempt);
  }

  override mark(answer: unknown, history: string[] = []): Feedback {
    const now = this.markOne(answer, history);
    let best = now;
    let attempt: Table | null = null;
    for (const one of earlierIn(answer)) {
      const marked = this.markPutAway(one);
      if (marked.points > best.points) [best, attempt] = [marked, one];
    }
    if (!attempt) return now;
    const counted = told("With number {number} you earned {points}. Your best attempt counts.", {
      number: numberShown(attempt), points: scoreInWords(best.points, this.points),
    });
    const said = told("Now, with number {number}: {heading}.", { number: numberShown(answer), heading: now.heading });
    return { ...best, messages: [counted, said, ...now.messages], outcome: now.outcome, counted };
  }
}

/** The number that an attempt shows: its variant's, or in the first version its seed. */
function numberShown(answer: unknown): string {
  const variant = get(answer, "variant");
  const number = whole(variant === undefined ? get(answer, "seed") : variant);
  return number === null ? "?" : String(number);
}
