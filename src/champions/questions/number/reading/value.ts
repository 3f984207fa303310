// The one number that a text gives: alone, as a sum, a part, a range, or in several units. The same as `value.py`.

import { Unreadable } from "../../base/mark";
import { listed } from "../../base/text";
import { asksOf, type Quantity, say, sentence, unread } from "./amount";
import { type Token, bare, betweenNumbers, DIGIT, fills, isOutOf, JOINING, numbersIn, phrase, placesIn, split, stands } from "./tokens";
import { workedOut } from "./sums";
import words from "../words.json";

/** From one number to another was typed; a question may take it where both ends are near enough. */
export class Range extends Unreadable {
  constructor(readonly low: number, readonly high: number) {
    super(sentence("range", { low: say(low), high: say(high) }));
  }
}

/** More than one number was typed, and they are no sum. */
export class TwoNumbers extends Unreadable {
  constructor(tokens: Token[]) {
    super(sentence("two-numbers", { numbers: listed(numbersIn(tokens).slice(0, 4).map(bare)) }));
  }
}

/** The tokens without "at least", where the least is asked for, and so for the most. */
export function withoutBound(tokens: Token[], bound: string): Token[] {
  if (!bound || numbersIn(tokens).length !== 1) return tokens;
  const [befores, afters] = bound === "least" ? [words.least_before, words.least_after] : [words.most_before, words.most_after];
  const at = tokens.indexOf(numbersIn(tokens)[0]!);
  let [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const found = split(befores).find((one) => before.length >= one.length && stands(before, before.length - one.length, one));
  if (found) before = before.slice(0, before.length - found.length);
  if (bound === "least" && after[0]?.text === "+") after = after.slice(1);
  const unit = after.slice(0, 1).filter((one) => one.what === "unit");
  after = after.slice(unit.length);
  return [...before, tokens[at]!, ...unit, ...after.slice(phrase(after, 0, afters))];
}

export function isBound(tokens: Token[]): boolean {
  const sum = numbersIn(tokens).length > 1;
  const found = tokens.some((one, at) => {
    if (one.what !== "number") return false;
    const before = [1, 2, 3].some((back) =>
      at >= back && !tokens[at > back ? at - back - 1 : at]!.text.startsWith("add") && phrase(tokens, at - back, words.bounds_before) === back);
    const unit = tokens[at + 1]?.what === "unit" ? 1 : 0;
    const after = [0, unit].some((more) => phrase(tokens, at + 1 + more, words.bounds_after) > 0);
    return (at > 0 && before && !sum) || after;
  });
  const numbers = numbersIn(tokens);
  const last = numbers.length ? tokens.lastIndexOf(numbers[numbers.length - 1]!) : tokens.length;
  return found || tokens.slice(last).some((one) => one.text === "+");
}

/** The value, and the kind and the unit that it was given in, such as `time:weeks`; empty for none. */
export function valueOf(tokens: Token[], asked: Quantity): [number, string] {
  const numbers = numbersIn(tokens);
  const units = tokens.filter((one, at) => one.what === "unit" && !isRate(tokens, at) && !isFar(tokens, at, asked)).map((one) => one.kind);
  const given = units.find((one) => !one.startsWith("own")) ?? units[0] ?? "";
  const together = severalUnits(tokens, asked);
  if (together) return together;
  if (numbers.length === 1) return [signed(tokens, numbers[0]!), given];
  if (numbers.length === 2) {
    const [first, second] = numbers as [Token, Token];
    const between = betweenNumbers(tokens);
    const only = between.length === 1 ? between[0]! : "";
    if (wholeFirst(tokens, first, second)) return partOf(second, first.value, false, given, asked);
    if (only === "-" && isSaidTwice(first, second)) return [first.value, given];
    const per = asked.kind === "share" && (only === "each" || only === "every");
    if (per || isOutOf(between, mayStandBetween(asked)) || only === "/") {
      const counted = ["count", "amount"].includes(asked.kind) && !given.startsWith("share");
      // The weeks of "8 in the first 20 weeks" are of the 20.
      return partOf(first, second.value, only === "/", counted ? unitBetween(tokens) : given, asked);
    }
    if (fills(between, words.ranges) && (only !== "-" || first.value < second.value)) {
      if (only !== "and" || tokens.some((one) => one.text === "between")) throw new Range(first.value, second.value);
    }
    const alone = tokens.filter((one) => one.what === "word").length === 1;
    if (only === ":" && second.text === "00" && alone && ["count", "time"].includes(asked.kind)) return [first.value, given]; // a spoken six
    if (between.includes(":")) unread("clock");
  }
  const worked = workedOut(tokens);
  if (worked === null || isOneAfterAnother(tokens, asked)) throw new TwoNumbers(tokens);
  return [worked, given];
}

/** True for "11 and then 21" of a level or a share: people who come after others add up, and levels do not. */
function isOneAfterAnother(tokens: Token[], asked: Quantity): boolean {
  const then = tokens.some((one, at) => one.text === "and" && tokens[at + 1]?.text === "then");
  return then && ["amount", "share", "ratio"].includes(asked.kind);
}

function signed(tokens: Token[], number: Token): number {
  const at = tokens.indexOf(number);
  const sign = at > 0 ? tokens[at - 1]!.text : "";
  const minus = (sign === "-" || sign === "minus") && (at === 1 || !/[0-9]$/.test(tokens[at - 2]!.text)) && (at === 1 || tokens[at - 2]!.what !== "number");
  return minus ? -number.value : number.value;
}

/** True for "of 8 notes they agree on 3", where the whole is named before the part. */
function wholeFirst(tokens: Token[], first: Token, second: Token): boolean {
  let at = phrase(tokens, 0, words.out_of);
  while (at && words.before_the_whole.includes(tokens[at]!.text)) at += 1;
  if (!at || tokens[at] !== first || second.value > first.value) return false;
  const between = tokens.slice(at + 1, tokens.indexOf(second));
  const signs = between.filter((one) => one.what === "word" && JOINING.has(one.text)).map((one) => one.text);
  return (between.length > 0 || first.kind === "clause") && signs.every((one) => ["on", "of", "in"].includes(one));
}

/** Words between a part and its whole that say nothing else: of the question, or such as "were". */
function mayStandBetween(asked: Quantity): string[] {
  return [...asksOf(asked), ...words.beside_the_count, "would", "ones"];
}

/** The kind of the unit between the first two numbers; empty where there is none. */
function unitBetween(tokens: Token[]): string {
  const [first, second] = placesIn(tokens);
  return tokens.slice(first, second).find((one) => one.what === "unit")?.kind ?? "";
}

/** True for "8 - eight": once in figures and once in words. */
function isSaidTwice(one: Token, other: Token): boolean {
  return one.value === other.value && DIGIT.test(one.text) !== DIGIT.test(other.text);
}

/** True for the years of "5 altogether over both years", where no time is asked for: they are not counted. */
function isFar(tokens: Token[], at: number, asked: Quantity): boolean {
  if (!["count", "amount"].includes(asked.kind) || !tokens[at]!.kind.startsWith("time")) return false;
  const number = placesIn(tokens).filter((place) => place < at).pop() ?? -1;
  return number >= 0 && (at - number > 2 || tokens[number]!.ends === true);
}

/** True for the year of "300 in a year": it says how often, and not what the number counts. */
function isRate(tokens: Token[], at: number): boolean {
  if (at < 2 || !tokens[at]!.kind.startsWith("time")) return false;
  return words.for_one.includes(tokens[at - 1]!.text) && tokens[at - 2]!.kind !== "part";
}

function partOf(first: Token, b: number, slash: boolean, given: string, asked: Quantity): [number, string] {
  const a = first.value;
  if (b === 0) unread("cannot-be-worked-out");
  if (first.kind === "part" && a < 1 && !slash) { // half of 12
    return asked.kind === "share" ? [a * (asked.unit === "in 100" ? 100 : 1), "share:worked"] : [a * b, given];
  }
  if (asked.kind === "share") return [(a / b) * (asked.unit === "in 100" ? 100 : 1), "share:worked"];
  if (b === 100 && !slash && asked.kind && a <= b) return [a, "share:%"];
  let counted = a <= b && Number.isInteger(a) && (asked.kind === "count" || !slash);
  // 25 in the two largest, 0.36 of the 1.10
  if (!slash && (asked.kind === "amount" || (asked.kind === "count" && a > b))) counted = true;
  return [counted ? a : a / b, given.startsWith("share") ? "" : given];
}

/** 1 hour 30 minutes, or 5 pounds 20, in the unit that is asked for. */
function severalUnits(tokens: Token[], asked: Quantity): [number, string] | null {
  const pairs: [number, string][] = [];
  tokens.slice(1).forEach((unit, at) => {
    const number = tokens[at]!;
    if (number.what === "number" && unit.what === "unit" && /^(?:time|money)/.test(unit.kind)) {
      pairs.push([number.value, unit.kind.slice(unit.kind.indexOf(":") + 1)]);
    }
  });
  if (pairs.length < 2 || pairs.length !== numbersIn(tokens).length) return null;
  for (const [table, kind] of [[words.seconds_in, "time"], [words.pence_in, "money"]] as const) {
    const sizes = new Map(Object.entries(table));
    const order = pairs.map(([, unit]) => sizes.get(unit));
    const each = order.includes(undefined) ? [] : pairs.map(([value], at) => value * order[at]!);
    if (each.length && Math.max(...each) - Math.min(...each) < 1e-9 * Math.max(1, each[0]!)) {
      return [pairs[0]![0], `${kind}:${pairs[0]![1]}`]; // 6 hours (360 minutes)
    }
    if (order.includes(undefined) || !order.every((one, at) => !at || one! < order[at - 1]!)) continue;
    const into = sizes.has(asked.unit) ? asked.unit : pairs[0]![1];
    const total = pairs.reduce((sum, [value], at) => sum + value * order[at]!, 0);
    return [total / sizes.get(into)!, `${kind}:${into}`];
  }
  return null;
}
