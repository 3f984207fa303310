// The annotated run chart of the dots that a champion keeps, without Python: as `question.py` makes it.

import { type How } from "../charts/days";
import { altText, captionText, readChart } from "../charts/run_words";
import { CannotBeCharted, FEWEST_FROZEN, runChart, type RunChart } from "../charts/run_chart";
import { get, splitLines, strip, whole } from "../questions/base/python";
import { caseless } from "../questions/base/text";
import { told } from "../sentences/told";
import { oneDay } from "./dates";

export interface OwnChart {
  chart: RunChart;
  reading: string;
  alt: string;
  caption: string;
  /** Notes whose place is not read here: they stand on the chart that Python draws, or nowhere. */
  notPlaced: string[];
}

/** Rules that are judged here; with others, Python draws. */
export const RULES = "anhoej";

/** The chart of an answer. An error with a sentence, where it cannot be charted, or not here. */
export function ownChart(answer: unknown, rules: string): OwnChart {
  if (rules !== RULES) throw new CannotBeCharted(told("This chart opens with Python."));
  const { how, at } = timesOf(listIn(answer, "when").map(String));
  const values = listIn(answer, "values").map(numberIn);
  if (!values.length || values.length !== at.length) {
    throw new CannotBeCharted(told("There are no dots yet. Choose a file, or type a tally, first."));
  }
  const name = strip(textIn(answer, "what"));
  const first = get(answer, "first");
  const frozen = typeof first === "number" && Number.isInteger(first) && first >= FEWEST_FROZEN && first <= values.length;
  const better = get(answer, "better");
  const { notes, notPlaced } = notesIn(textIn(answer, "notes"), how, at);
  const chart = runChart({
    times: { how, at }, values, notes, title: name || told("My numbers"), name: inASentence(name), unit: strip(textIn(answer, "unit")),
    improvement: better === "up" || better === "down" ? better : "", freeze: frozen ? (first as number) : null,
  });
  const reading = readChart(chart);
  return { chart, reading, alt: altText(chart, reading), caption: captionText(chart, reading), notPlaced };
}

function listIn(answer: unknown, key: string): unknown[] {
  const list = get(answer, key);
  return Array.isArray(list) ? list : [];
}

function textIn(answer: unknown, key: string): string {
  const text = get(answer, key);
  return typeof text === "string" ? text : "";
}

function numberIn(value: unknown): number {
  if (value === null) return NaN;
  if (typeof value !== "number" || !Number.isFinite(value)) throw new CannotBeCharted(told("This chart opens with Python."));
  return value;
}

/** A title as it stands inside a sentence: "Days waited" becomes "days waited". */
function inASentence(name: string): string {
  const [first, second] = Array.from(name);
  const small = second !== undefined && second !== second.toUpperCase() && second === second.toLowerCase();
  return small ? first!.toLowerCase() + name.slice(first!.length) : name || told("numbers");
}

function timesOf(texts: string[]): { how: How; at: (number | string)[] } {
  if (texts.length && texts.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text))) {
    const days = texts.map(oneDay);
    const inOrder = days.every((day, at) => day !== null && (at === 0 || day > days[at - 1]!));
    if (!inOrder) throw new CannotBeCharted(told("This chart opens with Python."));
    return { how: "dates", at: days as number[] };
  }
  if (texts.length && texts.every((text) => /^\d{1,9}$/.test(text))) {
    const numbers = texts.map(Number);
    if (numbers.every((one, at) => at === 0 || one > numbers[at - 1]!)) return { how: "numbers", at: numbers };
  }
  const odd = new Set(texts).size < texts.length || texts.every((text) => /^\d{4}-\d{2}/.test(text));
  if (texts.length && (odd || texts.some((text) => /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text)))) {
    throw new CannotBeCharted(told("This chart opens with Python."));
  }
  return { how: "labels", at: texts };
}

/** Notes by the dot they stand at: the dot of that day, or the last one before it. */
function notesIn(text: string, how: How, at: (number | string)[]): { notes: Map<number, string>; notPlaced: string[] } {
  const notes = new Map<number, string>();
  const notPlaced: string[] = [];
  for (const line of splitLines(text).slice(0, 12)) {
    const [place, said] = [strip(line.split(":", 1)[0]!), strip(line.slice(line.indexOf(":") + 1))];
    if (!line.includes(":") || !said || !place) continue;
    const dot = dotFor(place, how, at);
    if (dot < 0) {
      notPlaced.push(line);
      continue;
    }
    const words = Array.from(said).slice(0, 40).join("");
    notes.set(dot, notes.has(dot) ? `${notes.get(dot)}, ${words}` : words);
  }
  return { notes, notPlaced };
}

function dotFor(place: string, how: How, at: (number | string)[]): number {
  if (how === "dates") {
    const days = at as number[];
    const year = new Date(days[days.length - 1]! * 86_400_000).getUTCFullYear();
    const day = oneDay(tidy(place)) ?? oneDay(tidy(`${place} ${year}`));
    return day === null ? -1 : days.filter((one) => one <= day).length - 1;
  }
  if (how === "numbers") {
    const number = /\p{Nd}+/u.exec(place);
    return number ? (at as number[]).indexOf(whole(number[0])!) : -1;
  }
  return at.findIndex((one) => caseless(String(one)) === caseless(place));
}

function tidy(text: string): string {
  return strip(text.replace(/[\s\u00a0\u2007\u202f\u200b\ufeff]+/g, " "));
}
