// What a run chart says of each pattern: whole sentences, as `patterns.py` has them, which says what their parts are.

import { counted, later, laterN, told } from "../sentences/told";

/** What is said of points in a row: first with the time of the first alone, then with that of the last as well. */
export const PATTERNS: { [pattern: string]: [string, string] } = {
  rose: [later("{name} rose: {run} in a row above the {line}, from {first}{meaning}{more}."), ""],
  fell: [later("{name} fell: {run} in a row below the {line}, from {first}{meaning}{more}."), ""],
  high: [
    later("{name} stayed high: {run} in a row above the {line}, from {first}{meaning}{more}."),
    later("{name} stayed high: {run} in a row above the {line}, from {first} to {last}{meaning}{more}."),
  ],
  low: [
    later("{name} stayed low: {run} in a row below the {line}, from {first}{meaning}{more}."),
    later("{name} stayed low: {run} in a row below the {line}, from {first} to {last}{meaning}{more}."),
  ],
  "high at first":
    ["", later("{name} stayed high at first: {run} in a row above the {line}, from {first} to {last}{meaning}{more}.")],
  "low at first":
    ["", later("{name} stayed low at first: {run} in a row below the {line}, from {first} to {last}{meaning}{more}.")],
};

/** The same where a name would not go with them: nobody says that the falls fell. */
export const WENT: { [pattern: string]: [string, string] } = {
  rose: [later("{name} went up: {run} in a row above the {line}, from {first}{meaning}{more}."), ""],
  fell: [later("{name} went down: {run} in a row below the {line}, from {first}{meaning}{more}."), ""],
};

/** What follows a run whose other half was right before it: where that lay above the line, and where below. */
export const BEFORE = {
  above: later("Before that, {run} in a row lay above the {line}, from {first} to {last}."),
  below: later("Before that, {run} in a row lay below the {line}, from {first} to {last}."),
} as const;

const MEANINGS = {
  change: [later(", for the better", "the end of a sentence"), later(", for the worse", "the end of a sentence")],
  side: [later(", on the better side", "the end of a sentence"), later(", on the worse side", "the end of a sentence")],
} as const;

/** What the way of something means, with the comma before it: of a change, or of a level; nothing where no wish is known. */
export function meaning(of: keyof typeof MEANINGS, better: number): string {
  return better ? told(MEANINGS[of][better > 0 ? 0 : 1], null, "the end of a sentence") : "";
}

const SO_MANY: { [word: string]: [string, string] } = {
  points: laterN("1 point", "{n} points", "so many points"),
  days: laterN("1 day", "{n} days", "so many points"),
  weeks: laterN("1 week", "{n} weeks", "so many points"),
  months: laterN("1 month", "{n} months", "so many points"),
  quarters: laterN("1 quarter", "{n} quarters", "so many points"),
  years: laterN("1 year", "{n} years", "so many points"),
};

/** So many points, by what a point stands for. */
export function soMany(word: string, n: number): string {
  const [one, many] = SO_MANY[word]!;
  return counted(n, one, many, {}, "so many points");
}
