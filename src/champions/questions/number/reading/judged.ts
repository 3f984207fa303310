// A number against what is asked for. The same as `judged.py`.

import { unitSaid } from "../../../sentences/told";
import { type Amount, type Quantity, amount, replaceAll, say, sentence, twelve } from "./amount";
import { type Token, joined, numbersIn } from "./tokens";
import { isOwn } from "./units";
import words from "../words.json";

export function judged(given: number, unit: string, tokens: Token[], asked: Quantity): Amount {
  let [kind, name] = [unit.split(":")[0]!, unit.slice(unit.indexOf(":") + 1)];
  const found = amount(asked.kind === "share" ? asShare(given, kind, name, asked) : given);
  if (asked.kind === "count" && isBarePart(tokens)) [kind, name] = ["share", "part"];
  found.told = wrongKind(kind, name, tokens, asked);
  found.apart = found.told !== "" && asked.kind === "count" && asked.unit in words.units.time && kind === "time";
  found.asAsked = asAsked(found.value, kind, name, asked);
  found.typed = givenIn(tokens);
  const numbers = numbersIn(tokens);
  const comma = numbers.find((one) => one.text.includes(",") && one.text[0] !== ".");
  if (comma && numbers.length === 1) aboutTheComma(found, comma.text);
  return found;
}

/** True for two thirds, where nothing is said of what. */
function isBarePart(tokens: Token[]): boolean {
  const numbers = numbersIn(tokens);
  const [only] = numbers;
  return numbers.length === 1 && only!.kind === "part" && only!.value < 1 && !tokens.some((one) => one.what === "unit");
}

/** A length of time or an amount of money in the unit that is asked for; null where it was given so. */
function asAsked(value: number, kind: string, name: string, asked: Quantity): number | null {
  const table: { [unit: string]: number } = kind === "time" ? words.seconds_in : kind === "money" ? words.pence_in : {};
  const [from, into] = [table[name], table[asked.unit]];
  if (kind !== asked.kind || name === asked.unit || !from || !into) return null;
  return twelve((value * from) / into);
}

/** A share as a part of one, or of 100 where that is asked. From 1 to 100 it is taken as per cent. */
function asShare(value: number, kind: string, name: string, asked: Quantity): number {
  if (name === "worked") return value;
  if (asked.unit === "in 100") return kind !== "share" && value > 0 && value < 1 ? value * 100 : value;
  return kind === "share" || (value > 1 && value <= 100) ? twelve(value / 100) : value;
}

function aboutTheComma(found: Amount, typed: string): void {
  if (typed.split(",").length !== 2 || typed.includes(".")) return;
  const asPoint = typed.replace(",", ".");
  if (/^[1-9][0-9]{0,2},[0-9]{3}$/.test(typed)) {
    const read = say(Number(typed.replace(",", "")));
    found.other = [Number(asPoint), sentence("comma-other", { typed, read, other: asPoint })];
  } else found.note = sentence("comma-read", { typed, read: asPoint });
}

/** True for "6 times" that is no comparison, for "11 a week", and for a short form of the unit itself. */
function isSoOften(kind: string, name: string, tokens: Token[], asked: Quantity): boolean {
  if (kind === "ratio") return !tokens.some((one) => words.compares.includes(one.text));
  const at = Math.max(tokens.findIndex((one) => one.what === "unit"), 0);
  return kind === "time" && (name === asked.unit || words.for_one.includes(tokens[at - 1]?.text ?? ""));
}

/** Two sentences when the quantity is of another kind or unit than is asked; else empty. */
function wrongKind(kind: string, name: string, tokens: Token[], asked: Quantity): string {
  if (!asked.kind || kind === "" || kind === "own" || name === "worked" || isOwn(tokens, asked)) return "";
  const alike = kind === asked.kind || (kind === "count" && asked.kind === "amount");
  if (alike && ((kind !== "time" && kind !== "money") || name === asked.unit)) return "";
  if (asked.kind === "ratio" && kind === "count") return "";
  if (["count", "amount"].includes(asked.kind) && isSoOften(kind, name, tokens, asked)) return "";
  if (asked.kind === "share" && asked.unit === "in 100" && kind === "count") return "";
  const given = givenIn(tokens);
  const isWhat = alike ? sentence("is-unit", { given, unit: unitSaid(name) }) : sentence(`is-${kind}`, { given });
  const key = asked.unit === "in 100" ? "ask-share-in-100" : `ask-${asked.kind}`;
  return `${isWhat} ${sentence(key, { unit: unitSaid(asked.unit) })}`;
}

function givenIn(tokens: Token[]): string {
  const shown = tokens.filter((one) => one.what === "number" || one.what === "unit").slice(0, 4);
  return replaceAll(joined(shown), " %", "%").replace(/([£€$]) /g, "$1");
}
