// What a question asks for, and a number that was read. The same as `amount.py`.

import { Unreadable } from "../../base/mark";
import { numberText } from "../../base/python";
import { inWords, unitSaid } from "../../../sentences/told";
import words from "../words.json";

/** What a question asks for: its kind, its unit, more words that may stand beside the number, and whether it is a least or a most. */
export interface Quantity {
  kind: string;
  unit: string;
  units: string[];
  bound?: string;
  /** The question itself, in words; empty where it is not known. */
  ask?: string;
}

/** A number that was read. */
export interface Amount {
  value: number;
  /** Why it is no such quantity as was asked for; empty when it is one. */
  told: string;
  /** What is said beside it, such as that a comma was read as a point. */
  note: string;
  /** The number that a comma may stand for as well, and what to say then. */
  other: [number, string] | null;
  /** The same in the unit that is asked for, where it was given in another. */
  asAsked: number | null;
  /** The number with its unit, as they were typed. */
  typed: string;
  /** What is said where the words beside it say that something else is counted, such as "late" for "on time". */
  doubt: string;
  /** True for "3 months" where weeks are counted: no wrong number of weeks is like it. */
  apart: boolean;
}

const TOLD: { [key: string]: string } = inWords(words.told);

export const SMALL = new Map(Object.entries(words.small));

export const TENS = new Map(Object.entries(words.tens));

export const TIMES = new Map(Object.entries(words.times));

export function sentence(key: string, parts: { [name: string]: string } = {}): string {
  return TOLD[key]!.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
}

export function unread(key: string, parts: { [name: string]: string } = {}): never {
  throw new Unreadable(sentence(key, parts));
}

export function amount(value: number): Amount {
  return { value, told: "", note: "", other: null, asAsked: null, typed: "", doubt: "", apart: false };
}

export const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";

export function replaceAll(text: string, sign: string, meant: string): string {
  return text.split(sign).join(meant);
}

/** The sentence that asks about a minus sign. */
export function minusSaid(): string {
  return sentence("minus");
}

/** The words of the question. */
export function asksOf(asked: Quantity): string[] {
  return (asked.ask ?? "").toLowerCase().replace(/’/g, "'").match(/[a-z']+/g) ?? [];
}

export function twelve(value: number): number {
  return Number(value.toPrecision(12));
}

/** The sentence that says a number again in the unit that was asked for. */
export function asAskedSaid(read: Amount, unit: string): string {
  return sentence("as-asked", { given: read.typed, read: say(read.asAsked!), unit: unitSaid(unit) });
}

/** A number as Python's format `.12g` writes it. */
export function say(value: number): string {
  const short = twelve(value);
  const [digits, power] = short.toExponential().split("e") as [string, string];
  const tens = Number(power);
  if (!Number.isFinite(short) || (tens >= -4 && tens < 12)) return numberText(short);
  return `${digits}e${tens < 0 ? "-" : "+"}${String(Math.abs(tens)).padStart(2, "0")}`;
}
