// A chart drawn by hand: dot after dot on squared paper, then the middle line.

import { counted, told, unitSaid } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { changeWords, choice, pressed, said, type Maker } from "./form";
import { node } from "./node";
import { joined, LETTERS, line, svg, WIDTH, words } from "./pictures";

const [HIGH, LEFT, RIGHT, TOP, BOTTOM] = [300, 36, 10, 20, 52];

interface Drawn {
  dots: (number | null)[];
  line: number | null;
}

interface Paper {
  labels: string[];
  top: number;
  unit: string;
}

export const dots: Maker = (lesson, id, changed) => {
  const paper = paperOf(lesson, id);
  const kept = drawnIn(lesson.kept(id), paper.labels.length);
  const count = paper.labels.length;
  const names = [...paper.labels.map((label) => told("Dot for {label}", { label })), told("The middle line")];
  const [row, list] = choice(told("Now placing"), names.map((name, at): [string, string] => [String(at), name]));
  const height = node("input", { type: "number", min: "0", max: said(paper.top), step: "1", inputmode: "numeric" }) as HTMLInputElement;
  const picture = node("div");
  const caption = node("figcaption", { "aria-live": "polite" });
  const now = () => Math.min(paper.top, Math.max(0, Number(height.value) || 0));
  const placed = (at: number) => (at === count ? kept.line : kept.dots[at]!);
  const nextOpen = () => names.findIndex((_, at) => placed(at) === null);
  const draw = () => {
    const at = Number(list.value);
    changeWords(caption, inWords(paper, kept, now(), at));
    picture.innerHTML = drawing(paper, kept, now(), at, caption.textContent!);
  };
  const turn = () => {
    const there = placed(Number(list.value));
    if (there !== null) height.value = said(there);
    draw();
  };
  const step = (by: number) => pressed(by > 0 ? told("Up {by:g}", { by }) : told("Down {by:g}", { by: -by }), () => {
    height.value = said(Math.min(paper.top, Math.max(0, now() + by)));
    draw();
  });
  const place = pressed(told("Place it here"), () => {
    const at = Number(list.value);
    if (at === count) kept.line = now();
    else kept.dots[at] = now();
    changed({ dots: [...kept.dots], line: kept.line }, false);
    const open = nextOpen();
    if (open >= 0) list.value = String(open);
    turn();
  }, "main");
  list.addEventListener("change", turn);
  height.addEventListener("input", draw);
  height.value = "0";
  list.value = String(nextOpen() < 0 ? count : nextOpen());
  turn();
  const check = pressed(told("Check my chart"), () => changed({ dots: [...kept.dots], line: kept.line }, true), "check");
  const figure = node("figure", { class: "champions-dots" }, picture, caption);
  const box = node("label", { class: "row" }, node("span", {}, told("Height ({unit})", { unit: paper.unit })), height);
  return { body: [figure, row, box, node("p", { class: "moves" }, step(5), step(1), step(-1), step(-5)), node("p", { class: "moves" }, place), check] };
};

function paperOf(lesson: Lesson, id: string): Paper {
  const { labels, top, unit } = lesson.question(id);
  return { labels: labels as string[], top: top as number, unit: unitSaid(String(unit ?? "")) };
}

function drawnIn(kept: unknown, count: number): Drawn {
  const given = (kept && typeof kept === "object" ? kept : {}) as { dots?: unknown; line?: unknown };
  const height = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);
  const dots = Array.isArray(given.dots) ? given.dots : [];
  return { dots: Array.from({ length: count }, (_, at) => height(dots[at])), line: height(given.line) };
}

function across(count: number, at: number): number {
  return LEFT + ((WIDTH - LEFT - RIGHT) * (at + 0.5)) / count;
}

function up(value: number, top: number): number {
  return HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * value) / top;
}

function drawing(paper: Paper, kept: Drawn, moving: number, position: number, told: string): string {
  const count = paper.labels.length;
  let inside = squares(paper);
  const placed = kept.dots.flatMap((dot, at): [number, number][] => (dot === null ? [] : [[across(count, at), up(dot, paper.top)]]));
  inside += joined(placed, 6);
  if (position === count) {
    inside += line("middle", LEFT, up(moving, paper.top), WIDTH - RIGHT, up(moving, paper.top), ' stroke-dasharray="8 5"');
  } else {
    if (kept.line !== null) inside += line("middle", LEFT, up(kept.line, paper.top), WIDTH - RIGHT, up(kept.line, paper.top));
    inside += `<circle class="p-hand" cx="${across(count, position)}" cy="${up(moving, paper.top)}" r="8"/>`;
  }
  return svg(HIGH, told, inside);
}

/** Squared paper: a line every unit, a stronger one with its number every five; one for each dot. */
function squares({ labels, top }: Paper): string {
  let drawn = "";
  labels.forEach((_, at) => {
    const x = across(labels.length, at);
    drawn += line("square", x, up(top, top), x, up(0, top));
    drawn += words(at + 1, x, HIGH - 34, LETTERS, ' text-anchor="middle"');
  });
  for (let value = 0; value <= Math.trunc(top); value += 1) {
    const y = up(value, top);
    drawn += line(value % 5 ? "square" : "grid", LEFT, y, WIDTH - RIGHT, y);
    if (value % 5 === 0) drawn += words(value, LEFT - 8, y + 5, LETTERS, ' text-anchor="end"');
  }
  return drawn + words(told("Week"), (WIDTH + LEFT) / 2, HIGH - 10, LETTERS, ' text-anchor="middle"');
}

function inWords({ labels, unit }: Paper, kept: Drawn, moving: number, position: number): string {
  const placed = kept.dots.filter((dot): dot is number => dot !== null);
  if (position < labels.length) {
    return told("{placed} of {dots} dots placed. In hand: the dot for {label}, at {height:g} {unit}.", { placed: placed.length, dots: labels.length, label: labels[position], height: said(moving), unit });
  }
  const above = placed.filter((dot) => dot > moving).length;
  const below = placed.filter((dot) => dot < moving).length;
  const on = placed.length - above - below;
  return counted(
    above,
    "The middle line is at {height:g} {unit}: 1 dot above it, {below} below, {on} on it.",
    "The middle line is at {height:g} {unit}: {n} dots above it, {below} below, {on} on it.",
    { height: said(moving), unit, below, on },
  );
}
