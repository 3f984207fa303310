// A run chart as a picture that a phone shows well: dots, the middle line, runs that are signals, notes by number.

import type { RunChart } from "../../../charts/run_chart";
import { isKnown } from "../../../charts/sums";
import { at as near, LETTERS, line, WIDTH, words } from "./pictures";

const HIGH = 320;
/** How high one line of the title is. */
const LINE = 20;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 46, 40];

/** Heights at which a number stands, from below the lowest dot to above the highest. */
function scale(low: number, high: number): number[] {
  const reach = high - low || Math.abs(high) || 1;
  const rough = reach / 4;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * ten).find((one) => one >= rough)!;
  const from = low >= 0 && low < 0.6 * high ? 0 : Math.floor(low / step) * step;
  const marks = [];
  for (let at = 0; at < 30; at += 1) {
    marks.push(Number((from + at * step).toPrecision(12)));
    if (marks[at]! > high) break;
  }
  return marks;
}

/** How high the picture is, and what stands inside it. It grows with its title. */
export function drawing(chart: RunChart): { high: number; inside: string } {
  const { title, unit } = chart;
  const lines = inLines(unit ? `${title} (${unit})` : title);
  const drawn = lines.map((one, at) => words(one, 8, LINE * (at + 1), LETTERS, ' font-weight="600"'));
  const lower = LINE * Math.max(lines.length - 1, 0);
  return { high: HIGH + lower, inside: `${drawn.join("")}<g transform="translate(0 ${lower})">${plot(chart)}</g>` };
}

/** The words of a title in lines; a word that is longer than a line goes on in the next. */
function inLines(text: string): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `600 ${LETTERS}px ${getComputedStyle(document.body).fontFamily}`;
  const fits = (one: string) => (pen?.measureText(one).width ?? 0.7 * LETTERS * one.length) <= WIDTH - 16;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line && fits(`${line} ${word}`)) {
      line = `${line} ${word}`;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    for (const letter of word) {
      if (line && !fits(line + letter)) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line ? [...lines, line] : lines;
}

function plot(chart: RunChart): string {
  const { values, centre, freeze, signals, notes, saidTimes } = chart;
  const known = values.filter(isKnown);
  const marks = scale(Math.min(...known, centre), Math.max(...known, centre));
  const [bottom, top] = [marks[0]!, marks[marks.length - 1]!];
  const x = (at: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (at + 0.5)) / values.length;
  const y = (value: number) => HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * (value - bottom)) / (top - bottom);
  const [start, end] = [x(0) - 4, x(values.length - 1) + 4];
  let drawn = "";
  for (const mark of marks) {
    drawn += line("grid", LEFT, y(mark), WIDTH - RIGHT, y(mark));
    drawn += words(mark, LEFT - 6, y(mark) + 5, LETTERS, ' text-anchor="end"');
  }
  const until = freeze ? x(freeze - 1) + 4 : end;
  drawn += line("middle", start, y(centre), Math.min(until, end), y(centre));
  if (until < end) drawn += line("middle", until, y(centre), end, y(centre), ' stroke-dasharray="8 5"');
  drawn += pathOf(values.map((value, at): [number, number] => [x(at), y(value)]));
  const inRuns = new Set(signals.filter(({ rule }) => rule === "shift").flatMap(({ points }) => points.map((point) => point - 1)));
  const size = values.length > 60 ? 2.5 : values.length > 30 ? 3.5 : 4.5;
  values.forEach((value, at) => {
    if (!isKnown(value)) return;
    const [left, up] = [x(at), y(value)];
    // A shape as well as a colour.
    drawn += inRuns.has(at)
      ? `<rect class="p-run" x="${near(left - size)}" y="${near(up - size)}" width="${2 * size}" height="${2 * size}"/>`
      : `<circle class="p-dot" cx="${near(left)}" cy="${near(up)}" r="${size}"/>`;
  });
  [...notes.keys()].sort((a, b) => a - b).forEach((at, number) => {
    drawn += line("edge", x(at), TOP - 4, x(at), y(bottom), ' stroke-dasharray="3 4"');
    drawn += words(number + 1, x(at), TOP - 8, LETTERS, ' text-anchor="middle"');
  });
  const last = values.length - 1;
  drawn += words(shortened(saidTimes[0]!, 22), LEFT, HIGH - 12, LETTERS);
  if (last) drawn += words(shortened(saidTimes[last]!, 22), WIDTH - RIGHT, HIGH - 12, LETTERS, ' text-anchor="end"');
  return drawn;
}

/** From dot to dot; a gap stays a gap. */
function pathOf(spots: [number, number][]): string {
  const parts: string[][] = [[]];
  for (const [left, up] of spots) {
    if (isKnown(up)) parts[parts.length - 1]!.push(`${near(left)},${near(up)}`);
    else parts.push([]);
  }
  return parts.filter((part) => part.length > 1).map((part) => `<polyline class="p-path" points="${part.join(" ")}"/>`).join("");
}

function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
