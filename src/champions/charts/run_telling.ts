// Which signals of a run chart are told, in what order, and which of them carry what is said of chance: as `telling.py`.

import { chanceByOrder, needsOf, weightOf } from "./run_chances";
import type { RunChart, Signal, Told } from "./run_chart";
import { isKnown, median } from "./sums";

/** Both halves of one change are told only where both together carry what is said. */
export function toldOf(chart: RunChart): Told {
  const once = carried(chart, groupsOf(chart, otherHalves(chart)));
  if (once.carry.length) return once;
  const every = carried(chart, groupsOf(chart, new Set()));
  return every.carry.length ? every : once;
}

/** Which groups carry what is said of chance: each alone if any does, else the fewest together. */
function carried(chart: RunChart, groups: Signal[][]): Told {
  const needs = needsOf(chart);
  const isList = groups.filter(([one]) => one!.rule !== "crossings").length > 1;
  const none: Told = { groups, carry: [], alone: true, level: "", isList };
  if (!needs) return none;
  const reach = (some: Signal[][], need: number) => {
    if (some.length === 1 && isRareOrder(chart, some[0]!)) return true;
    const weight = weightOf(some.flat());
    return weight > 0 && weight >= need;
  };
  const at = groups.map((_, place) => place);
  const carry = at.filter((place) => reach([groups[place]!], needs.five));
  if (carry.length) {
    const rare = carry.every((place) => reach([groups[place]!], needs.one));
    return { ...none, carry, level: rare ? "one in 100" : "one in 20" };
  }
  const pairs = at.flatMap((one) => at.slice(one + 1).map((other) => [one, other]));
  for (const level of ["one in 100", "one in 20"] as const) {
    const need = level === "one in 100" ? needs.one : needs.five;
    const found = [...pairs, at].find((some) => reach(some.map((place) => groups[place]!), need));
    if (found) return { ...none, carry: found, alone: false, level };
  }
  return none;
}

/** An order of points that comes less often than this is rare, whatever else the rules look for. */
const RARE_ORDER = 0.01;

function isRareOrder(chart: RunChart, signals: Signal[]): boolean {
  const chance = chanceByOrder(chart, signals);
  return chance !== null && chance < RARE_ORDER;
}

/** Signals of one rule and one way together, the most important first. */
function groupsOf(chart: RunChart, same: Set<Signal>): Signal[][] {
  const groups = new Map<string, Signal[]>();
  for (const signal of chart.signals) {
    if (same.has(signal)) continue;
    const name = `${signal.rule} ${signal.way}`;
    groups.set(name, [...(groups.get(name) ?? []), signal]);
  }
  const place = (group: Signal[]): number[] => {
    const last = group[group.length - 1]!;
    const end = last.points[last.points.length - 1]!;
    const now = last.rule === "shift" && shiftPattern(chart, last).now;
    const known = chart.values.reduce((found, value, at) => (isKnown(value) ? at : found), 0);
    const weight = group.reduce((sum, one) => sum + weightOf([one]), 0);
    return [last.rule === "crossings" ? 1 : 0, now || end - 1 >= known ? 0 : 1, -weight, -end];
  };
  return [...groups.values()].sort((one, other) => {
    const [a, b] = [place(one), place(other)];
    return a.map((part, at) => part - b[at]!).find((apart) => apart !== 0) ?? 0;
  });
}

/** Useful points between two runs that still make them two halves of one change. */
const BETWEEN = 2;

/** The shifts that only tell again of the shift after them, from the other side of the line. */
function otherHalves(chart: RunChart): Set<Signal> {
  const same = new Set<Signal>();
  const shifts = chart.signals.filter(({ rule }) => rule === "shift");
  for (let at = shifts.length - 2; at >= 0; at -= 1) {
    const [a, b] = [shifts[at]!, shifts[at + 1]!];
    if (same.has(b) || b.way !== -a.way) continue;
    const between = chart.sides.slice(a.points[a.points.length - 1]!, b.points[0]! - 1);
    if (atStart(chart, a) || between.filter((one) => Math.abs(one) === 1).length <= BETWEEN) same.add(a);
  }
  return same;
}

/** Whether a pattern begins with the chart and ends before it does. */
function atStart(chart: RunChart, { points }: Signal): boolean {
  return points[0]! <= 2 && points[points.length - 1]! < chart.values.length;
}

/** Only a run that reaches the end, and lies on the other side of what came before it, rose or fell. */
export function shiftPattern(chart: RunChart, signal: Signal): { pattern: string; now: boolean } {
  const up = signal.way > 0;
  const word = up ? "high" : "low";
  const last = signal.points[signal.points.length - 1]!;
  const reaches = !chart.sides.slice(last).some((one) => isKnown(one) && one !== 0);
  if (!reaches) return { pattern: atStart(chart, signal) ? `${word} at first` : word, now: false };
  const before = chart.values.slice(0, signal.points[0]! - 1).filter(isKnown);
  const run = signal.points.map((point) => chart.values[point - 1]!);
  const moved = before.length > 0 && (median(run) - median(before)) * signal.way > 0;
  if (moved) return { pattern: up ? "rose" : "fell", now: true };
  return { pattern: word, now: true };
}

