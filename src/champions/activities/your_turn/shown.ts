// What a form shows of one's turn: the words of the kind with what its variant tells put in. As `drawing.py` says it.

import { told } from "../../sentences/told";
import type { Question } from "../../questions/base/mark";
import { mixed } from "../../questions/base/text";
import { filled, YourTurn, type FileShown, type Held, type Judged, type TurnWords } from "./mark";

/** A chart or a table as it stands: what was placed and marked, and what is asked. */
export interface TurnShown {
  number: number;
  title: string;
  about: string[];
  /** The heads of its table, and the rows: what each dot is called, and its numbers. */
  heads: string[];
  rows: string[][];
  totals: string[][];
  /** What each dot or row is called, and how it is shown beside the chart. */
  names: string[];
  /** True where they are called by their weeks alone. */
  plain: boolean;
  ticks: string[];
  /** The heights of the dots, null where one has no number; null for a table. */
  values: (number | null)[] | null;
  /** The dots that were left out: they have no place in the chart. */
  left: number[];
  /** A file that is mended first: its heads, its words, and its rows with what stands there now; null for none. */
  file: FileShown | null;
  /** False where the dots have no order in time. */
  inOrder: boolean;
  /** The dot from which on something was tried; 0 where nothing was. */
  note: number;
  /** Lines that are drawn from the start: a height all along, or one for each dot. */
  levels: { name: string; heights: number | number[] }[];
  /** How many dots the line comes from; 0 where no line is placed. */
  baseline: number;
  numbers: { part: string; label: string }[];
  /** The numbers that were typed and read. */
  placed: { [part: string]: number };
  mark: string;
  nothing: string;
  marked: number[];
  choices: { part: "means" | "then"; ask: string; options: [string, string][] }[];
}

const LEVELS = ["upper", "lower", "centre"];

/** What stands on the form for an answer; it throws where the answer is of no variant. */
export function shown(turn: YourTurn, answer: unknown): TurnShown {
  const judged = turn.read(answer);
  return shownOf(turn, judged, turn.held(judged));
}

function shownOf(turn: YourTurn, judged: Judged, held: Held): TurnShown {
  const asked = turn.asked();
  const words = turn.words;
  const say = (sentence: unknown) => filled(String(sentence), story(words, held));
  const values = Array.isArray(held["values"]) ? (held["values"] as (number | null)[]) : null;
  const labels = held["labels"] as string[] | undefined;
  const cells = held["rows"] as unknown[][] | undefined;
  const names = (labels ?? values!).map((_, at) => labels?.[at] ?? weekOf(at + 1));
  const table = (words["table"] as string[]).map(say);
  const part = (name: "means" | "then") => ({
    part: name,
    ask: say(words[`${name}_ask`]),
    options: mixed(`${turn.pool}/${name}`, Object.keys(words[name])).map((key): [string, string] => [key, words[name][key]!]),
  });
  return {
    number: judged.variant,
    title: say(words["title"]),
    about: lines(words, held, asked).map(say),
    heads: table,
    rows: names.map((name, at) => [name, ...(cells ? cells[at]!.map(String) : [numberOf(values![at])])]),
    totals: ((held["totals"] as unknown[][]) ?? []).map((row) => row.map(String)),
    names,
    plain: labels === undefined,
    ticks: (held["ticks"] as string[]) ?? names.map((_, at) => String(at + 1)),
    values,
    left: (held["left"] as number[] | undefined) ?? [],
    file: turn.fileShown(judged),
    inOrder: !held["apart"],
    note: Number(held["note"] ?? 0),
    levels: LEVELS.filter((name) => held[name] !== undefined && !asked.includes(name)).map((name) => ({ name, heights: held[name] as number | number[] })),
    baseline: Number(held["baseline"] ?? 0),
    numbers: asked.map((one) => ({ part: one, label: say(words.numbers[one]!.label) })),
    placed: Object.fromEntries(judged.numbers),
    mark: String(words["mark"]),
    nothing: String(words["nothing"]),
    marked: [...(judged.marked ?? [])],
    choices: [part("means"), part("then")],
  };
}

/** A chart that is put away: with the right numbers and marks, and its reading. */
export function toldOf(turn: YourTurn, answer: unknown): { chart: TurnShown; reading: string[] } {
  const judged = turn.read(answer);
  const held = turn.putAway(judged);
  const { numbers, marked } = held.truth;
  return { chart: { ...shownOf(turn, judged, held), placed: numbers, marked }, reading: turn.reading(judged) };
}

function weekOf(n: number): string {
  return told("week {n}", { n });
}

function numberOf(value: number | null | undefined): string {
  return value === null || value === undefined ? told("no number") : String(value);
}

function lines(words: TurnWords, held: Held, asked: string[]): unknown[] {
  const noted = held["note"] === undefined ? words["unnoted"] : words["noted"];
  const given = (words["given"] ?? {}) as { [part: string]: string };
  return [words["about"], words["baseline"], noted, ...asked.map((one) => given[one])].filter(Boolean);
}

/** Of what the variant tells, with the numbers that its sentences name. */
function story(words: TurnWords, held: Held): { [name: string]: unknown } {
  const stories = words["stories"] as { [name: string]: string }[];
  const one = stories[held["story"] as number]!;
  const better = (words["better"] as { [way: string]: string } | undefined)?.[one["better"] ?? ""] ?? "";
  return { ...one, ...held, ...((held["told"] as object) ?? {}), better };
}

/** True for a question of such a kind. */
/** The turn that a question asks for, by the script of its kind. */
export function turnIn(script: unknown, question: Question): YourTurn {
  if (!(script instanceof YourTurn)) throw new Error(`The kind "${question.kind}" is no turn.`);
  return script;
}

