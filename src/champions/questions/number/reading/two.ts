// Which of two numbers is meant, where the words beside them tell: what is so later, lies where, or is better. The same as `two.py`.

import { asksOf, type Quantity } from "./amount";
import { assumed, numbersIn, placesIn, type Token } from "./tokens";
import { askedInNumbers, numbersAsked } from "./several";
import { TwoNumbers } from "./value";
import words from "../words.json";

/** The "12" of "12 but 15 is better", where the least is asked for: what lies beyond it is a remark. */
export function withoutBetter(tokens: Token[], asked: Quantity): Token[] {
  const [low, high] = numbersIn(tokens);
  const [first, second] = placesIn(tokens) as [number, number];
  if (!asked.bound || numbersIn(tokens).length !== 2) return tokens;
  const beyond = asked.bound === "least" ? low!.value < high!.value : low!.value > high!.value;
  if (!beyond || !has(tokens.slice(first + 1), words.better)) return tokens;
  let end = second;
  while (words.better.includes(tokens[end - 1]!.text) || words.before_better.includes(tokens[end - 1]!.text)) end -= 1;
  return tokens.slice(0, end);
}

/** The "4 dots" of "4 dots below 10", where the question has a line at 10: that says where they lie. */
export function withoutPlace(tokens: Token[], asked: Quantity): Token[] {
  const asks = askedInNumbers(asked);
  const lines = asks.filter((one, at) => one.what === "number" && asks[at - 1]?.text === "at").map((one) => one.value);
  const places = placesIn(tokens);
  for (const at of places.length === 2 ? places : []) {
    let begin = at - 1;
    while (begin > 0 && words.at_the_line.includes(tokens[begin]!.text)) begin -= 1;
    const lies = begin >= 0 && words.lies.includes(tokens[begin]!.text);
    if (lies && lines.includes(tokens[at]!.value)) return [...tokens.slice(0, begin), ...tokens.slice(at + 1)];
  }
  return tokens;
}

/** The 6 of "it went from 1 to 6", where a question asks how it is later; else all tokens. */
export function afterTheChange(tokens: Token[], asked: Quantity): Token[] {
  const [one, other] = placesIn(tokens) as [number, number];
  if (numbersIn(tokens).length !== 2 || !asksOfLater(asked)) return tokens;
  const between = tokens.slice(one + 1, other).map((each) => each.text).join(" ");
  const joined = tokens[one - 1]?.text === "from" && between === "to";
  return joined && has(tokens, words.changes) ? assumed(tokens.slice(other)) : tokens;
}

function asksOfLater(asked: Quantity): boolean {
  const asks = asksOf(asked);
  return asks.some((word) => words.asks_of_later.includes(word)) && !asks.some((word) => words.asks_of_earlier.includes(word));
}

/** The 6 of "it was 1 and now 6" and of "6 now, 1 before", where a question asks how it is later; else null.
 * It throws TwoNumbers where the words say that neither is the answer by itself. */
export function theLaterOne(tokens: Token[], asked: Quantity): Token[] | null {
  const places = placesIn(tokens);
  if (places.length !== 2) return null;
  const [one, other] = places as [number, number];
  if (takesSomeAway(tokens, one, other, asked) || areBothSides(tokens, one, other, asked)) throw new TwoNumbers(tokens);
  if (!asksOfLater(asked) || has(tokens, words.second_thoughts)) return null;
  const parts = [tokens.slice(0, one), tokens.slice(one + 1, other), tokens.slice(other + 1)];
  const [was, then, wasAfter] = parts.map((part) => has(part, words.said_of_earlier));
  const [isNow, andNow, nowAfter] = parts.map((part) => has(part, words.said_of_later));
  const second = (andNow && !isNow && !(wasAfter || nowAfter)) || (then && nowAfter);
  const first = (isNow && then && !andNow) || (andNow && wasAfter && !was);
  if (Boolean(second) === Boolean(first)) return null;
  const at = second ? other : one;
  return tokens[at + 1]?.what === "unit" ? tokens.slice(at, at + 2) : tokens.slice(at, at + 1);
}

function has(tokens: Token[], some: string[]): boolean {
  return tokens.some((one) => some.includes(one.text));
}

/** True for "21 with one empty", where the 21 stand in the question: whether one less is meant is not said. */
function takesSomeAway(tokens: Token[], one: number, other: number, asked: Quantity): boolean {
  return has(tokens.slice(other), words.takes_away) && numbersAsked(asked).has(tokens[one]!.value);
}

/** True for "57 english 30 another", where a question asks how many fewer: these are the two, and not the gap.
 * And for "11 before and 21 after", where it asks for neither time: whoever tells both has chosen none. */
function areBothSides(tokens: Token[], one: number, other: number, asked: Quantity): boolean {
  const gap = /\bhow (?:many|much) (?:more|fewer|less)\b/.test((asked.ask ?? "").toLowerCase());
  const times = !asksOfATime(asked) && !has(tokens, words.denies);
  const pairs = [...(gap ? words.opposites : []), ...(times ? [["before", "after"]] : [])];
  const between = tokens.slice(one + 1, other);
  const ends = tokens[tokens.length - 1]!.what === "number";
  const [left, right] = ends ? [tokens.slice(0, one), between] : [between, tokens.slice(other + 1)];
  return pairs.some((pair) => [pair, [...pair].reverse()].some(([mine, yours]) => has(left, [mine!]) && has(right, [yours!])));
}

/** Whether it is asked how something was before or is later; what the question tells first does not ask. */
function asksOfATime(asked: Quantity): boolean {
  const asks = (asked.ask?.match(/[^.?!]*\?/g) ?? []).join(" ") || asked.ask;
  return asksOf({ ...asked, ask: asks ?? "" }).some((word) => ["after", ...words.asks_of_earlier, ...words.asks_of_later].includes(word));
}
