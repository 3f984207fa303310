// Whether the words beside a number say that something else is counted. The same as `doubt.py`.

import { type Quantity, asksOf, sentence } from "./amount";
import { type Token, joined, numbersIn, placesIn } from "./tokens";
import { clean } from "./pieces";
import { ownOf, UNIT_WORDS } from "./units";
import words from "../words.json";

/** What is said where the words beside a number say that it is no number of these; else empty. */
export function doubtOf(tokens: Token[], asked: Quantity): string {
  if (countsTheOthers(tokens, asked)) return sentence("the-others");
  if (isForOneOfThem(tokens, asked)) return sentence("for-each");
  return saysWhichOne(tokens, asked) ? sentence("which-one") : "";
}

/** True for "6 hours each", "5 in each year", and "6 hours a week" where the question asks for a month. */
function isForOneOfThem(tokens: Token[], asked: Quantity): boolean {
  if (!["count", "time", "money"].includes(asked.kind) || numbersIn(tokens).length !== 1) return false;
  let at = placesIn(tokens)[0]! + 1;
  if (tokens[at]?.what === "unit") at += 1;
  let said = tokens.slice(at).map((one) => one.text);
  if (said[0] === "in") said = said.slice(1);
  if (said.length === 1 && said[0] === "each") return true;
  if (said.length !== 2 || !words.for_one.includes(said[0]!) || !tokens[tokens.length - 1]!.kind.startsWith("time")) return false;
  const rates = Array.from((asked.ask ?? "").toLowerCase().matchAll(new RegExp(`\\b(?:${words.for_one.join("|")}) ([a-z]+)`, "g")), (one) => one[1]!);
  return !rates.includes(said[1]!) && (said[0] === "each" || rates.some((one) => UNIT_WORDS.has(one)));
}

/** True for "week 3" where weeks are counted, and for "3rd": that is no number of weeks. */
function saysWhichOne(tokens: Token[], asked: Quantity): boolean {
  const numbers = numbersIn(tokens);
  if (!asked.kind || numbers.length !== 1) return false;
  const at = tokens.indexOf(numbers[0]!);
  const after = tokens.slice(at + 1).map((one) => one.text);
  if (/[0-9]$/.test(numbers[0]!.text) && words.places.includes(after[0] ?? "")) return true;
  const oneOf = ownOf(asked).map(clean).filter((own) => own.endsWith("s")).map(singular);
  return at > 0 && oneOf.includes(tokens[at - 1]!.text) && !after.length;
}

function singular(word: string): string {
  return word.replace(/s$/, "");
}

/**
 * True for "6 were late", "late 6" and "6 were not", where the question is how many were on time. Nothing else
 * may be said beside it, so that "6, the others were late" is 6.
 */
export function countsTheOthers(tokens: Token[], asked: Quantity): boolean {
  const asks = asksOf(asked);
  const first = Math.max(0, tokens.findIndex((one) => one.what === "number"));
  if (!asks.length || tokens[first]?.kind === "part") return false;
  const ours = [...ownOf(asked).map(clean), ...words.beside_the_count];
  const said = (part: Token[]): string[] => joined(part).split(" ").filter(Boolean);
  const [before, after] = [said(tokens.slice(0, first)), said(tokens.slice(first + 1))];
  const mayDeny = !/\b(?:no|without) [a-z]/.test((asked.ask ?? "").toLowerCase()); // "no, missed, no" says no more
  const otherUnits: { [unit: string]: string[] } = words.other_units;
  if (after.length && otherUnits[asked.unit]?.includes(after[0]!)) return true;
  if (before.length && after.every((one) => ours.includes(one))) {
    const left = before.filter((one) => !ours.includes(one));
    return isOpposite(left, asks) || (mayDeny && left.length > 0 && isDenied(left, asks));
  }
  for (let at = 0; at < after.length; at += 1) {
    if (isOpposite(after.slice(at), asks) || (mayDeny && isDenied(after.slice(at), asks))) return true;
    const unit = tokens.some((one) => one.what === "unit" && one.text.split(" ").includes(after[at]!));
    if (words.denies.includes(after[at]!) || (!ours.includes(after[at]!) && !asks.includes(after[at]!) && !unit)) return false;
  }
  return false;
}

/** True for "late" where a question asks what was on time, with words of the question behind it. */
function isOpposite(typed: string[], asks: string[]): boolean {
  const askedIn = ` ${asks.join(" ")} `;
  const pairs = words.opposites.flatMap(([one, other]) => [[one!, other!], [other!, one!]] as [string, string][]);
  const found = pairs.find(([one, other]) =>
    `${typed.join(" ")} `.startsWith(`${one} `) && askedIn.includes(` ${other} `) && !askedIn.includes(` ${one} `));
  return found !== undefined && areOfTheQuestion(typed.slice(found[0].split(" ").length), asks);
}

/** True for "not" and "didn't agree" where the question itself says no "not". */
function isDenied(typed: string[], asks: string[]): boolean {
  const [denies, ...after] = typed as [string, ...string[]];
  return words.denies.includes(denies) && !["no", "without"].includes(denies)
    && !asks.some((one) => words.denies.includes(one) && !["no", "without"].includes(one))
    && !after.some((one) => ["it", "they", "that"].includes(one)) && areOfTheQuestion(after, asks);
}

function areOfTheQuestion(typed: string[], asks: string[]): boolean {
  const same = words.same_verbs.filter((forms) => forms.some((one) => asks.includes(one))).flat();
  const known = ["the", "thing", ...asks.map(singular), ...same.map(singular)];
  return typed.every((one) => known.includes(singular(one)));
}
