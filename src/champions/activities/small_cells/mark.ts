// Small counts hidden without Python: the table, what is hidden, and what a reader can work out. As `question.py`.

import { Unreadable, type Signs } from "../../questions/base/mark";
import { inGroups } from "../../questions/base/fair";
import { get, isTable, truth } from "../../questions/base/python";
import { Varied } from "../../questions/attempts";
import { dataOf, namedIn, OnlyPython, whole } from "../../questions/variants";
import { told } from "../../sentences/told";

const POOL = "small-cells";
export const ROWS = 4;
export const LANGUAGES = [told("Polish"), told("Bengali"), told("Romanian")];
/** Counts from 1 to one under this number are small, by the rule of this lesson's data owner. */
const LEAST_SHOWN = 5;
const MOST_SEEDS = 1_000_000;

/** The cells of the table by their place in it: row after row. */
const CELLS = Array.from({ length: ROWS * LANGUAGES.length }, (_, at) => at);
export const rowOf = (cell: number): number => Math.floor(cell / LANGUAGES.length);
export const columnOf = (cell: number): number => cell % LANGUAGES.length;

export interface Hidden {
  counts: number[];
  cells: Set<number>;
}

/** The cells whose counts are too small to publish. */
function small(counts: number[]): number[] {
  return CELLS.filter((cell) => counts[cell]! > 0 && counts[cell]! < LEAST_SHOWN);
}

/** The hidden cells that a reader can work out exactly from the other counts and the totals.
 *
 * A hidden cell joins its row with its column. Where another way leads from the one to the other, by hidden cells,
 * the numbers along both ways can change together and no total tells; where there is none, the totals give it away. */
export function workedOut(hidden: Iterable<number>): number[] {
  const all = [...hidden].sort((one, other) => one - other);
  return all.filter((cell) => {
    const rest = all.filter((other) => other !== cell);
    const [rows, columns] = [new Set([rowOf(cell)]), new Set<number>()];
    for (let before = -1; before !== rows.size + columns.size; ) {
      before = rows.size + columns.size;
      for (const other of rest) {
        if (rows.has(rowOf(other))) columns.add(columnOf(other));
        else if (columns.has(columnOf(other))) rows.add(rowOf(other));
      }
    }
    return !columns.has(columnOf(cell));
  });
}

/** Every choice of so many of these cells. */
function* some(cells: number[], many: number, from = 0): Generator<number[]> {
  if (!many) yield [];
  else for (let at = from; at <= cells.length - many; at += 1) for (const rest of some(cells, many - 1, at + 1)) yield [cells[at]!, ...rest];
}

const ways = new Map<string, Set<number>[]>();

/** Every smallest set of cells to hide, of which these are some, so that none can be worked out. */
function safeWays(must: number[]): Set<number>[] {
  const key = must.join();
  const others = CELLS.filter((cell) => !must.includes(cell));
  for (let more = 0; !ways.has(key); more += 1) {
    const found = [...some(others, more)].map((few) => new Set([...must, ...few])).filter((hidden) => !workedOut(hidden).length);
    if (found.length) ways.set(key, found);
  }
  return ways.get(key)!;
}

/** What is hidden and shown, by the cell, as groups are counted. */
function groups(hidden: Set<number>): Map<string, string> {
  return new Map(CELLS.map((cell) => [String(cell), hidden.has(cell) ? "hidden" : "shown"]));
}

function shownSmall({ counts, cells }: Hidden): number[] {
  return small(counts).filter((cell) => !cells.has(cell));
}

function tooMany({ counts, cells }: Hidden): number {
  return cells.size - safeWays(small(counts))[0]!.size;
}

/** Read an answer; it throws Unreadable when it is not of the form's kind. */
export function read(answer: unknown): Hidden {
  const fail = (): never => {
    throw new Unreadable(told("This table could not be read. Press Show all again."));
  };
  const hidden = get(answer, "hidden");
  if (!Array.isArray(hidden)) return fail();
  const cells = new Set<number>();
  for (const pair of hidden as unknown[]) {
    const [row, column] = Array.isArray(pair) && pair.length === 2 ? pair.map(whole) : [null, null];
    if (row == null || column == null || row < 0 || row >= ROWS || column < 0 || column >= LANGUAGES.length) return fail();
    cells.add(row * LANGUAGES.length + column);
  }
  const variant = namedIn(answer, fail);
  if (variant === null) {
    const seed = whole(get(answer, "seed"));
    if (seed === null || seed < 0 || seed >= MOST_SEEDS) fail();
    throw new OnlyPython(told("An answer of the first version is marked by Python."));
  }
  return { counts: (dataOf(POOL, variant) as { counts: number[][] }).counts.flat(), cells };
}

export class HideCells extends Varied<Hidden> {
  readonly pool = POOL;

  protected readonly signs: Signs<Hidden> = {
    shows_small: (wanted: boolean, answer) => Boolean(shownSmall(answer).length) === wanted,
    only_small: (wanted: boolean, { counts, cells }) => {
      const must = small(counts);
      return (cells.size === must.length && must.every((cell) => cells.has(cell))) === wanted;
    },
    gives_away: (wanted: boolean, { cells }) => Boolean(workedOut(cells).length) === wanted,
    all_hidden: (wanted: boolean, { cells }) => (cells.size === CELLS.length) === wanted,
    too_many: (wanted: boolean, answer) => (tooMany(answer) > 0) === wanted,
  };

  override blank(answer: unknown): boolean {
    return isTable(answer) ? !truth(get(answer, "hidden")) : super.blank(answer);
  }

  read(answer: unknown): Hidden {
    return read(answer);
  }

  protected override isRight(read: Hidden): boolean {
    return this.agrees(read);
  }

  agrees(answer: Hidden): boolean {
    return this.safe(answer) && tooMany(answer) === 0;
  }

  private safe(answer: Hidden): boolean {
    return !shownSmall(answer).length && !workedOut(answer.cells).length;
  }

  override share(read: Hidden): number {
    const now = groups(read.cells);
    return Math.max(...safeWays(small(read.counts)).map((safe) => inGroups(groups(safe), now)));
  }

  override partAtFirst(read: Hidden): number {
    return this.safe(read) ? this.points / 2 : 0;
  }

  override saidFirst(read: Hidden): string[] {
    const [first] = workedOut(read.cells);
    if (shownSmall(read).length || first === undefined) return [];
    return [told("A reader can still work out {cell}.", { cell: this.name(first) })];
  }

  /** A cell in words. */
  name(cell: number): string {
    return `${this.list<string>("places")[rowOf(cell)]}, ${LANGUAGES[columnOf(cell)]}`;
  }

  override generalHint(_read: Hidden): string {
    return told("Look along each row and down each column once more, and change what is hidden.");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "small-cells": HideCells };
