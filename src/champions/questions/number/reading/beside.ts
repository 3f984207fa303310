// What stands beside the number that is meant: a share, a part, a remark, the other side of an equals sign. The same as `beside.py`.

import { Unreadable } from "../../base/mark";
import { asksOf, type Quantity } from "./amount";
import { type Token, assumed, bareTokens, betweenNumbers, DIGIT, isOutOf, JOINING, numbersIn, phrase, WORD } from "./tokens";
import { clean } from "./pieces";
import { ownOf } from "./units";
import { countsTheOthers } from "./doubt";
import { outsideBrackets } from "./sums";
import { TwoNumbers, valueOf } from "./value";
import { numbersAsked, theNewOne } from "./several";
import { theLaterOne } from "./two";
import words from "../words.json";

/** The tokens of the number that is meant, where others stand in a remark beside it. */
export function withoutRemark(tokens: Token[], withBrackets: Token[], asked: Quantity): Token[] {
  const all = tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
  if (all.length === 2 && tokens[all[1]! - 1]!.text === "not") return tokens.slice(0, all[1]! - 1); // 6, not 7
  const outside = bareTokens(outsideBrackets(withBrackets));
  if (numbersIn(outside).length === 1) return outside;
  const reason = Math.max(0, tokens.findIndex((one) => words.reasons.includes(one.text)));
  if (numbersIn(tokens.slice(0, reason)).length === 1) return tokens.slice(0, reason);
  const later = theLaterOne(tokens, asked);
  if (later) return assumed(later);
  const places = all as [number, number, ...number[]];
  const [first, ...others] = places.map((at) => tokens[at]!) as [Token, ...Token[]];
  const between = tokens.slice(places[0] + 1, places[1]).map((one) => one.text);
  const same = others.every((one) => one.value === first.value);
  const inWords = DIGIT.test(first.text) && !others.some((one) => DIGIT.test(one.text));
  if (!between.some((word) => JOINING.has(word)) && (same || (inWords && (between.length || first.kind === "clause" || isEach(tokens, places[1]))))) {
    return tokens.slice(0, places[1]);
  }
  if (saysMoreAfterIt(tokens, places)) return assumed(tokens.slice(0, first.ends ? places[0] + 1 : places[1]));
  const own = ofTheUnitAskedFor(tokens, places, asked);
  if (own !== null) return assumed(tokens.slice(own, own + 2));
  const apart = besideAPart(tokens, asked) ?? besideTheOthers(tokens, places, asked);
  if (apart) return assumed(apart);
  const fresh = theNewOne(tokens, asked);
  if (fresh) return assumed(fresh);
  throw new TwoNumbers(tokens);
}

/** True at the "one" of "21 one for each week". */
function isEach(tokens: Token[], at: number): boolean {
  return tokens[at]!.value === 1 && (phrase(tokens, at + 1, words.for_each) > 0 || tokens[at + 1]?.text === "per");
}

/** Where the 20 of "20 dots and one gap" stands, where dots are asked for. Each other number has to name a thing. */
function ofTheUnitAskedFor(tokens: Token[], places: number[], asked: Quantity): number | null {
  if (tokens.some((one) => words.second_thoughts.includes(one.text))) return null;
  const ours = ownOf(asked).map(clean);
  const own = places.filter((at) => ours.includes(tokens[at + 1]?.text ?? ""));
  const others = places.flatMap((at) => tokens[at + 1] ?? []).filter((one) => one.what === "word" && WORD.test(one.text));
  const apart = others.every((one) => !JOINING.has(one.text));
  return own.length === 1 && others.length === places.length - 1 && apart ? own[0]! : null;
}

/** The number of "about a quarter, 24" and of "a bit more than a third: 0.36", which say about the same twice. */
function besideAPart(tokens: Token[], asked: Quantity): Token[] | null {
  const numbers = numbersIn(tokens);
  const parts = numbers.filter((one) => one.kind === "part" && one.value < 1);
  const others = numbers.filter((one) => !parts.includes(one));
  if (numbers.length !== 2 || parts.length !== 1 || !WORD.test(parts[0]!.text.replace(/ /g, ""))) return null;
  if (betweenNumbers(tokens).some((word) => JOINING.has(word))) return null;
  const [part, other] = [parts[0]!.value, others[0]!.value];
  const near = Math.min(Math.abs(part - other), Math.abs(part - other / 100)) <= 0.05;
  const counted = asked.kind === "count" && other >= 1; // more than half, 32
  return near || counted ? others : null;
}

/** The side of "17 useful points and 3 on the line" that says how many are meant; null where it is not clear. */
function besideTheOthers(tokens: Token[], places: number[], asked: Quantity): Token[] | null {
  if (places.length !== 2 || tokens.some((one) => words.second_thoughts.includes(one.text))) return null;
  const kept = new Map<number, Token[]>();
  const [from, to] = cuts(tokens, places);
  for (let cut = from; cut <= to; cut += 1) {
    const begin = cut + (["and", "but", "while"].includes(tokens[cut]!.text) ? 1 : 0);
    const sides = [tokens.slice(0, cut), tokens.slice(begin)];
    const others = sides.map((side) => countsTheOthers(side, asked));
    const at = others.indexOf(false);
    if (others[0] !== others[1]) kept.set(at, sides[at]!);
  }
  return kept.size === 1 ? [...kept.values()][0]! : null;
}

/** Where the sides of "agree 3 disagree 5" and of "3 agree 5 disagree" part: what begins one side begins both. */
function cuts(tokens: Token[], places: number[]): [number, number] {
  const [begins, ends] = [tokens[0]!.what === "number", tokens[tokens.length - 1]!.what === "number"];
  if (ends && !begins) return [places[0]! + 1, places[0]! + 1];
  const joined = places[1]! - (["and", "but", "while"].includes(tokens[places[1]! - 1]!.text) ? 1 : 0);
  return begins && !ends ? [joined, joined] : [places[0]! + 1, places[1]!];
}

/** True for "6 were on time, 4 late", "17, 3 are on the line" and "11 went up and 8 did not"; not for "3, 4 or 5". */
function saysMoreAfterIt(tokens: Token[], [first, second]: [number, number, ...number[]]): boolean {
  const between = tokens.slice(first + 1, second).map((one) => one.text);
  const said = tokens.slice(first + 1).filter((one) => one.what === "word" && WORD.test(one.text)).map((one) => one.text);
  const toldOf = new Set(said.filter((one) => !JOINING.has(one) && one !== "the"));
  const last = between[between.length - 1] ?? "";
  const joined = ["and", "but", "while"].includes(last) && between.length > 1 && tokens[second + 1]?.what === "word";
  const another = joined && tokens.slice(second).some((one) => words.denies.includes(one.text));
  const listedOn = tokens[second]!.kind === "clause";
  const ended = tokens[first]!.kind === "clause" && (between.length > 0 || (toldOf.size > 1 && !listedOn));
  return (ended || another) && !["no", "not"].includes(last)
    && !between.some((one) => words.for_one.includes(one)) // 6 a week, 300 a year
    && !tokens.some((one) => words.second_thoughts.includes(one.text)) && toldOf.size > 0;
}

/** The last side of 12/50 = 24/100, and of "12 of 50 is 24 of 100", where all come to the same; else null. */
export function sideOfEquals(tokens: Token[], asked: Quantity): Token[] | null {
  const at = [-1, ...tokens.flatMap((one, place) => (one.text === "=" || one.text === "is" ? [place] : [])), tokens.length];
  const sides = at.slice(1).map((end, side) => tokens.slice(at[side]! + 1, end));
  if (sides.length < 2 || !sides.every((side) => numbersIn(side).length)) return null;
  try {
    const values = sides.map((side) => valueOf(side, asked)[0]);
    const same = Math.max(...values) - Math.min(...values) < 1e-9 * Math.max(1, Math.abs(values[0]!));
    return same ? sides[sides.length - 1]! : null;
  } catch (trouble) {
    if (trouble instanceof Unreadable) return null;
    throw trouble;
  }
}

/** What stands before the sign of "6 out of 10 = 60%", where a count is asked for and the share is the same. */
export function withoutItsShare(tokens: Token[], asked: Quantity): Token[] {
  const rest = besideItsShare(tokens, asked);
  if (rest) return rest;
  const at = tokens.findIndex((one) => one.text === "=" || one.text === "is");
  if (asked.kind !== "count" || at < 0 || tokens[tokens.length - 1]!.kind !== "share:%") return tokens;
  const [before, share] = [tokens.slice(0, at), numbersIn(tokens.slice(at))];
  const [part, whole] = numbersIn(before);
  if (share.length !== 1 || numbersIn(before).length !== 2 || whole!.value === 0) return tokens;
  const between = betweenNumbers(before);
  const isPart = (between.length === 1 && between[0] === "/") || isOutOf(between);
  return isPart && Math.abs(part!.value / whole!.value - share[0]!.value / 100) < 0.005 ? before : tokens;
}

/** The 32 of "32, that's 53%", where a count is asked for; else null. */
function besideItsShare(tokens: Token[], asked: Quantity): Token[] | null {
  const numbers = numbersIn(tokens);
  if (asked.kind !== "count" || numbers.length !== 2 || tokens[tokens.length - 1]!.kind !== "share:%") return null;
  const clause = words.says_again.includes(betweenNumbers(tokens).join(" "));
  const first = tokens.indexOf(numbers[0]!);
  const withUnit = tokens[first + 1]!.what === "unit" && tokens[first + 1]!.kind.startsWith("share");
  return clause && !withUnit ? tokens.slice(0, Math.min(tokens.indexOf(numbers[1]!), first + 2)) : null;
}

/** What follows the last sign or word for "is", where one number follows; before it for "32 = 19 + 13". */
export function fromTheEnd(tokens: Token[], asked: Quantity): Token[] {
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const equals = tokens[at]!.text === "=";
    const taken = equals ? 0 : phrase(tokens, at, words.makes);
    if (!equals && !taken) continue;
    const is = taken === 1 && ["is", "are"].includes(tokens[at]!.text);
    if (is && (phrase(tokens, at + 1, words.out_of) || tellsOfAnother(tokens.slice(0, at), asked))) continue; // 32 comments are in the two
    const [after, before] = [tokens.slice(at + 1), tokens.slice(0, at)];
    const [manyAfter, manyBefore] = [numbersIn(after).length, numbersIn(before).length];
    if (manyAfter === 1 && manyBefore) return missingPart(before, after, asked) ?? after;
    if (equals && manyBefore === 1 && manyAfter > 1) return before;
  }
  return tokens;
}

/** True for the "11 days. The long one" of "11 days. The long one is 15": a new clause, on another thing. */
function tellsOfAnother(before: Token[], asked: Quantity): boolean {
  const last = before.map((one) => one.what).lastIndexOf("number");
  if (last < 0 || before[last]!.kind !== "clause") return false;
  const begin = before[last + 1]?.what === "unit" ? last + 2 : last + 1;
  const said = before.slice(begin).flatMap((one) => one.text.split(" "));
  const known = new Set([...words.results, ...words.beside_a_result, ...asksOf(asked)]);
  return said.some((one) => !known.has(one));
}

/** The 4 of "21 + 15 + 4 = 40", where the question gives all others; else null. */
function missingPart(before: Token[], after: Token[], asked: Quantity): Token[] | null {
  const given = numbersAsked(asked);
  const numbers = numbersIn(before);
  const fresh = numbers.filter((one) => !given.has(one.value));
  const said = before.filter((one) => one.what === "word");
  const adds = said.length > 0 && said.every((one) => one.text === "+");
  if (!adds || numbers.length < 2 || !given.has(numbersIn(after)[0]!.value)) return null;
  if (numbers.length === 2 && !asksOf(asked).some((one) => words.says_the_whole.includes(one))) return null;
  const all = [...given];
  const isSum = (value: number): boolean => all.some((one, at) => all.slice(at + 1).some((other) => one + other === value));
  const left = numbers.length === 2 ? fresh.filter((one) => !isSum(one.value)) : fresh; // 36 + 4 = 40, where the 36 are 21 and 15
  return left.length === 1 ? left : null;
}
