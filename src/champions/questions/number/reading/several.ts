// Which of several numbers is meant. The same as `several.py`.

import { bare as bareText, unitSaid } from "../../../sentences/told";
import { type Quantity, asksOf } from "./amount";
import { type Token, betweenNumbers, isOutOf, JOINING, numbersIn, placesIn, WORD } from "./tokens";
import { clean, pieces } from "./pieces";
import { numbersInWords } from "./in_words";
import { countsTheOthers } from "./doubt";
import words from "../words.json";

/** The tokens of the number that is meant, where what the others are can be told for sure; else null. */
export function meantOfSeveral(tokens: Token[], withBrackets: Token[], asked: Quantity): Token[] | null {
  const loose = words.second_thoughts.filter((one) => !words.beside_a_result.includes(one) && one !== "mean" && one !== "from");
  if (withBrackets.some((one) => loose.includes(one.text))) return null;
  const raw = withBrackets.filter((one) => one.text !== "(" && one.text !== ")");
  const last = toldLast(raw, asked);
  if (last) return last;
  const own = withoutEchoes(tokens, asked);
  if (numbersIn(own).length === 1) return own;
  const second = ofThem(raw, asked);
  if (second) return second;
  for (const each of [own, tokens]) {
    if (numbersIn(each).length < 3) continue;
    const found =
      sumAtTheEnd(each) ?? countAndItsList(each) ?? partAtTheEnd(each) ?? withoutFromTo(each) ??
      namedAtTheEnd(each, asked) ?? partAndTheOthers(each, asked);
    if (found) return found;
  }
  return null;
}

/** The 6 of "there are 11 links and 6 of them join two sectors": the second says again what is asked. */
function ofThem(tokens: Token[], asked: Quantity): Token[] | null {
  const kept = withoutEchoes(tokens, asked);
  const places = placesIn(kept);
  if (places.length !== 2) return null;
  const behind = kept.slice(places[1]! + 1).map((one) => one.text);
  const said = behind.slice(2).flatMap((one) => one.split(" "));
  const asks = asksOf(asked);
  const them = words.part_of_these.includes(behind.slice(0, 2).join(" "));
  return them && said.length && said.every((one) => asks.includes(one)) ? kept.slice(places[1], places[1]! + 1) : null;
}

/** The 4 of "10 in 100 is 4 in 40": all others stand in the question, and so do all words. */
export function theNewOne(tokens: Token[], asked: Quantity): Token[] | null {
  const given = numbersAsked(asked);
  const fresh = numbersIn(tokens).filter((one) => !given.has(one.value) && one.kind !== "part");
  const makes = tokens.map((one) => ["is", "are", "so", "="].includes(one.text)).lastIndexOf(true);
  if (fresh.length !== 1 || numbersIn(tokens).length < 3 || makes < 0) return null;
  const at = tokens.indexOf(fresh[0]!);
  const said = tokens.filter((one) => one.what === "word" && WORD.test(one.text)).map((one) => one.text);
  const asks = asksOf(asked);
  const known = (one: string): boolean =>
    asks.includes(one) || (JOINING.has(one) && !words.ranges.includes(one)) || ["is", "are", "so", "double", "each"].includes(one);
  if (at < makes || !said.every(known)) return null;
  return tokens[at + 1]?.what === "unit" ? tokens.slice(at, at + 2) : fresh;
}

/** The words of the question, with its numbers read. */
export function askedInNumbers(asked: Quantity): Token[] {
  return asked.ask ? numbersInWords(pieces(clean(asked.ask)), false) : [];
}

export function numbersAsked(asked: Quantity): Set<number> {
  return new Set(numbersIn(askedInNumbers(asked)).map((one) => one.value));
}

/** Words between the numbers of a list, a range or a sum. */
const LISTING = new Set(
  [words.ranges, words.plus, words.minus, words.multiplied, words.divided].flatMap((phrases) => phrases.flatMap((one) => one.split(" "))),
);

/** Words that name something; none that join numbers, as in a list of them. */
function labels(tokens: Token[]): string[] {
  return tokens.filter((one) => one.what !== "number" && WORD.test(one.text) && !LISTING.has(one.text)).map((one) => one.text);
}

/** The tokens without numbers that only say the question again: "in the first 20 weeks", "two sectors". */
export function withoutEchoes(tokens: Token[], asked: Quantity): Token[] {
  if (asked.kind === "share" || !asked.ask) return tokens;
  const asks = askedInNumbers(asked);
  const beside = new Set<string>();
  for (const at of placesIn(asks)) for (const word of nextTo(asks, at)) beside.add(`${asks[at]!.value} ${word}`);
  const [first] = placesIn(tokens);
  const mayBeOne = placesIn(tokens).filter((at) => at > first! || tokens[at - 1]?.text === "the");
  const echoes = mayBeOne.filter((at) => nextTo(tokens, at).some((word) => beside.has(`${tokens[at]!.value} ${word}`)));
  const kept = tokens.filter((_, at) => !echoes.includes(at));
  return numbersIn(kept).length ? kept : tokens;
}

/** The words right beside a number that tell what it is a number of. */
function nextTo(tokens: Token[], at: number): string[] {
  const near = [...tokens.slice(Math.max(0, at - 1), at), ...tokens.slice(at + 1, at + 2)];
  return near.filter((one) => one.what !== "number" && Array.from(one.text).length > 4).map((one) => one.text);
}

/** The 6 of "3 below 3 above, 6" and the 25 of "bus 14, cost 11: 25": what the others make together. */
function sumAtTheEnd(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  const last = places[places.length - 1]!;
  if (places.length < 3 || !labels(tokens.slice(places[0]! + 1, last)).length) return null;
  const others = places.slice(0, -1).reduce((sum, at) => sum + tokens[at]!.value, 0);
  return Math.abs(others - tokens[last]!.value) < 1e-9 ? tokens.slice(last) : null;
}

/** The four of "the four dots 9, 7, 8 and 6": as many as are named. The 5 of "weeks 13, 14, 15, 16 and 17: 5" too. */
function countAndItsList(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  const [others, more] = [places.length - 1, labels(tokens).length > 0];
  const [first, last] = [tokens[places[0]!]!, tokens[places[others]!]!];
  const sums = tokens.some((one) => ["+", "-", "*", "/", "="].includes(one.text));
  const named = labels(tokens.slice(places[0], places[1])).length > 0;
  if (others > 1 && named && first.value === others && !sums) return tokens.slice(0, first.ends ? places[0]! + 1 : places[1]);
  const ended = tokens[places[others - 1]!]!.kind === "clause";
  return others > 2 && more && ended && last.value === others ? tokens.slice(places[others]) : null;
}

/** The "52 in 200" of "26 in 100 so 52 in 200": one part of a whole, behind what it follows from. */
function partAtTheEnd(tokens: Token[]): Token[] | null {
  const at = Math.max(0, tokens.map((one) => ["so", "=", "are"].includes(one.text)).lastIndexOf(true));
  const [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const [part, whole] = numbersIn(after);
  if (numbersIn(before).length < 2 || numbersIn(after).length !== 2) return null;
  if (tokens[at]!.text === "are" && isOutOf(betweenNumbers(before))) return null;
  return isOutOf(betweenNumbers(after)) && part!.value <= whole!.value ? after : null;
}

/** The 5 of "5, from week 13 to week 17": the two that say from where to where count nothing. */
function withoutFromTo(tokens: Token[]): Token[] | null {
  const places = placesIn(tokens);
  if (places.length !== 3) return null;
  const said = tokens.slice(places[0]! + 1).filter((one) => one.what === "word").map((one) => one.text);
  const tail = said.filter((one) => !["week", "weeks", "dot", "dots"].includes(one));
  const froms = words.from_to.includes(tail.slice(-2).join(" "));
  return froms && !tail.slice(0, -2).some((one) => JOINING.has(one)) ? tokens.slice(0, places[0]! + 1) : null;
}

/** The end of "21 weeks, 1 gap, 20 dots", of "90 min a week, 4 weeks, 6 hours" and of "3 on the line, 17 useful". */
function namedAtTheEnd(tokens: Token[], asked: Quantity): Token[] | null {
  const places = placesIn(tokens);
  const last = places[places.length - 1]!;
  const ends = [...places.slice(1), tokens.length];
  const behind = places.map((at, one) => tokens.slice(at + 1, ends[one]).flatMap((each) => each.text.split(" ")));
  const lastBehind = behind[behind.length - 1]!;
  if (tokens[places[places.length - 2]!]!.kind !== "clause" || !lastBehind.length) return null;
  const onlyLast = (is: boolean[]): boolean => is.every((one, at) => one === (at === is.length - 1));
  const unit = [clean(bareText(unitSaid(asked.unit))), clean(asked.unit)];
  if (onlyLast(behind.map((each) => each.length > 0 && unit.includes(each[0]!)))) {
    return lastBehind.length === 1 && labels(tokens.slice(0, last)).length ? tokens.slice(last) : null;
  }
  const asks = asksOf(asked);
  if (!behind.every((each) => each.length)) return null;
  return onlyLast(behind.map((each) => each.every((one) => asks.includes(one)))) ? tokens.slice(last, last + 1) : null;
}

/** The "11 of the 19" of "11 of the 19, 8 did not"; else null. */
function partAndTheOthers(tokens: Token[], asked: Quantity): Token[] | null {
  const places = placesIn(tokens);
  if (places.length !== 3 || tokens[places[1]!]!.kind !== "clause") return null;
  const [part, rest] = [tokens.slice(0, places[2]), tokens.slice(places[2])];
  return isOutOf(betweenNumbers(part)) && countsTheOthers(rest, asked) ? part : null;
}

/** The end of "steps 3, 4 and 5, mean 4" and of "6+24=30, 10+90=100, 30%": what was found; else null.
 * Behind it may stand words of the question: "120/200 = 60, 20/50 = 40, 20 more". */
function toldLast(tokens: Token[], asked: Quantity): Token[] | null {
  const places = tokens.flatMap((one, at) => (one.what === "number" ? [at] : []));
  const [before, last] = places.slice(-2) as [number, number];
  if (places.length < 3 || tokens[before]!.kind !== "clause") return null;
  const lead = tokens.slice(before + 1, last).filter((one) => one.what !== "unit").map((one) => one.text);
  const named = lead.some((one) => words.results.includes(one));
  const worked = !lead.length && tokens.slice(0, last).filter((one) => one.text === "=").length > 1;
  const alone = lead.every((one) => words.results.includes(one) || words.beside_a_result.includes(one));
  const asks = asksOf(asked);
  const ends = tokens.slice(last + 1).every((one) => one.what === "unit" || asks.includes(one.text));
  return (named || worked) && alone && ends ? tokens.slice(last) : null;
}
