// Which of the numbered variants is whose, and the data of each: as `variants.py`. The page brings the files.

import { get, isTable, readJson } from "./base/python";
import { sha256 } from "./base/sha256";

const HOW_MANY = 200;
const FOLDER = "datasets/variants";
const FORMAT = 1;

/** The file of a variant is not here: the page has to bring it first. */
export class NotHere extends Error {
  constructor(readonly file: string) {
    super(`${file} is not here yet.`);
  }
}

/** An answer of the first version of the course, which only Python can mark. */
export class OnlyPython extends Error {}

/** A learner's code as it is counted: capitals, spaces and signs make no difference. */
export function who(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The number of the variant of one attempt. */
export function numberFor(owner: string, lesson: string, question: string, attempt: number): number {
  const digest = sha256(`${owner}|${lesson}|${question}|${attempt}`).slice(0, 8);
  return (Number.parseInt(digest, 16) % HOW_MANY) + 1;
}

/** A whole number, also where it came as text; null for all else. */
export function whole(value: unknown): number | null {
  if (typeof value === "string" && /^[0-9]{1,9}$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/** The number of the variant that an answer names; null in an answer of the first version.
 * What `otherwise` gives or throws where it is no number of a variant. */
export function namedIn(answer: unknown, otherwise: () => number | null): number | null {
  const named = get(answer, "variant");
  if (named === undefined) return null;
  const number = whole(named);
  if (number === null || number < 1 || number > HOW_MANY) return otherwise();
  return number;
}

export function fileOf(pool: string, number: number): string {
  return `${FOLDER}/${pool}/${String(number).padStart(3, "0")}.json`;
}

const HERE = new Map<string, unknown>();

/** Bring the text of a variant's file. False where it is none. */
export function bringVariant(file: string, text: string): boolean {
  let found: unknown;
  try {
    found = readJson(text);
  } catch {
    return false;
  }
  const sound = isTable(found) && get(found, "format") === FORMAT;
  if (sound) HERE.set(file, found);
  return sound;
}

export function isHere(file: string): boolean {
  return HERE.has(file);
}

/** The data of a variant; it throws NotHere where its file was not brought. */
export function dataOf(pool: string, number: number): unknown {
  const file = fileOf(pool, number);
  if (!HERE.has(file)) throw new NotHere(file);
  return HERE.get(file);
}
