// Units, and the question's own words for what it counts. The same as `units.py`.

import { bare as bareText, unitSaid } from "../../../sentences/told";
import { type Quantity } from "./amount";
import { type Token, split, stands, token } from "./tokens";
import { clean } from "./pieces";
import words from "../words.json";

/** Units that are one word of four letters or more: such a word may be typed onto a number. */
export const UNIT_WORDS = new Set(
  Object.values(words.units)
    .flatMap((names) => Object.values(names).flatMap((forms) => forms as string[]))
    .filter((form) => form.length >= 4 && /^[a-z]+$/.test(form)),
);

/** Each word or sign for a unit, with its kind and its name, the longest first. */
const UNITS: [string[], string][] = Object.entries(words.units)
  .flatMap(([kind, names]) =>
    Object.entries(names).flatMap(([name, forms]) =>
      split(forms as string[]).map((one): [string[], string] => [one, `${kind}:${name}`])))
  .sort(([one], [other]) => other.length - one.length);

/** Words that stand for the unit that is asked for: those of the question, and the unit as it is shown. */
export function ownOf(asked: Quantity): string[] {
  return [...asked.units, asked.unit, bareText(unitSaid(asked.unit))].filter(Boolean);
}

export function withUnits(tokens: Token[], asked: Quantity): Token[] {
  const out: Token[] = [];
  const own = split(ownOf(asked).map(clean));
  for (let at = 0; at < tokens.length; ) {
    const mine = own.find((one) => stands(tokens, at, one));
    const known = UNITS.find(([one]) => stands(tokens, at, one));
    const word = tokens[at]!.what === "word";
    const first = known?.[0][0] ?? "";
    const numberBefore = out[out.length - 1]?.what === "number";
    if (word && known && (Array.from(first).length > 1 || numberBefore || "£€$%".includes(first))) {
      out.push(token("unit", known[0].join(" "), 0, known[1]));
      at += known[0].length;
    } else if (word && mine) {
      out.push(token("unit", mine.join(" "), 0, "own:"));
      at += mine.length;
    } else {
      out.push(tokens[at]!);
      at += 1;
    }
  }
  return out;
}

export function isOwn(tokens: Token[], asked: Quantity): boolean {
  const own = ownOf(asked).map(clean);
  const all = new Set([...own, ...own.map((one) => one.replace(/s$/, ""))]);
  return tokens.some((one) => one.what === "unit" && all.has(one.text));
}
