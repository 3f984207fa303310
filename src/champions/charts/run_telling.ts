// Which signals of a run chart are told, in what order, and which of them carry what is said of chance: as `telling.py`.

import { chanceAlone, needsOf, RARE, weightOf } from "./run_chances";
import type { Group, RunChart, Signal, Told } from "./run_chart";
import { isKnown, median } from "./sums";

/** Which groups carry what is said of chance: each alone if any does, else the fewest together. */
export function toldOf(chart: RunChart): Told {
  const grouped = groupsOf(chart);
  const needs = needsOf(chart);
  const groups = needs ? grouped.map((group) => ({ ...group, rate: rateOf(chart, group) })) : grouped;
  const several = groups.filter(({ signals }) => signals[0]!.rule !== "crossings").length > 1;
  const none: Told = { groups, carry: [], alone: true, level: "", isList: several };
  if (!needs) return none;
  const reach = (some: Group[], need: number) => {
    const rate = some.length === 1 ? some[0]!.rate : null;
    if (rate !== null && (isRare(rate) || rate >= RARE)) return rate < RARE;
    const weight = weightOf(some.flatMap(everyOf));
    return weight > 0 && weight >= need;
  };
  const at = groups.map((_, place) => place);
  const carry = at.filter((place) => reach([groups[place]!], needs.five));
  if (carry.length) {
    const rare = carry.every((place) => reach([groups[place]!], needs.one));
    return { ...none, carry, level: rare ? "one in 100" : "one in 20", isList: several || carry.length < groups.length };
  }
  const pairs = at.flatMap((one) => at.slice(one + 1).map((other) => [one, other]));
  for (const level of ["one in 100", "one in 20"] as const) {
    const need = level === "one in 100" ? needs.one : needs.five;
    const found = [...pairs, at].find((some) => reach(some.map((place) => groups[place]!), need));
    if (found) return { ...none, carry: found, alone: false, level };
  }
  return none;
}

/**
 * What comes less often than this by itself is unlikely to be chance, whatever else the rules look for. What comes 1 time
 * in 20 or more is not, however much it weighs.
 */
const RARE_ALONE = 0.005;

function isRare(rate: number | null): boolean {
  return rate !== null && rate < RARE_ALONE;
}

/** All signals that one sentence tells. */
export function everyOf({ signals, before }: Group): Signal[] {
  return before ? [before, ...signals] : signals;
}

/** How often a stable service shows the like: of several it is known only that it is no more often. */
function rateOf(chart: RunChart, group: Group): number | null {
  const every = everyOf(group);
  const rate = chanceAlone(chart, every);
  return every.length > 1 && !isRare(rate) ? null : rate;
}

/** Signals of one rule and one way together, the most important first. */
function groupsOf(chart: RunChart): Group[] {
  const halves = otherHalves(chart);
  const leftOut = new Set(halves.values());
  const groups = new Map<string, Signal[]>();
  for (const signal of chart.signals) {
    if (leftOut.has(signal)) continue;
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
  const ordered = [...groups.values()].sort((one, other) => {
    const [a, b] = [place(one), place(other)];
    return a.map((part, at) => part - b[at]!).find((apart) => apart !== 0) ?? 0;
  });
  return ordered.map((signals) => ({ signals, before: halves.get(signals[signals.length - 1]!) ?? null, rate: null }));
}

/** Useful points between two runs that still make them two halves of one change. */
const BETWEEN = 2;

/** Shifts, each with the one before it that only tells the same from the other side of the line. */
function otherHalves(chart: RunChart): Map<Signal, Signal> {
  const found = new Map<Signal, Signal>();
  const shifts = chart.signals.filter(({ rule }) => rule === "shift");
  const last = new Map(shifts.map((signal) => [signal.way, signal]));
  for (let at = shifts.length - 2; at >= 0; at -= 1) {
    const [a, b] = [shifts[at]!, shifts[at + 1]!];
    if (b !== last.get(b.way) || [...found.values()].includes(b) || b.way !== -a.way) continue;
    const between = chart.sides.slice(a.points[a.points.length - 1]!, b.points[0]! - 1);
    if (atStart(chart, a) || between.filter((one) => Math.abs(one) === 1).length <= BETWEEN) found.set(b, a);
  }
  return found;
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

