// Pictures that change as a person works, as SVG. Their colours stand in live.css, by class.

import { bare, inFigures } from "../../../sentences/told";
import { escaped } from "../../../questions/page";

export const WIDTH = 440;
/** No smaller: on a phone 390 pixels wide these letters are 11 pixels high. */
export const LETTERS = 15;

export function line(kind: string, x1: number, y1: number, x2: number, y2: number, more = ""): string {
  return `<line class="p-${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"${more}/>`;
}

/** Words at a place of a picture; a number as the language writes it. */
export function words(text: string | number, x: number, y: number, size: number, more = ""): string {
  return `<text class="p-ink" x="${at(x)}" y="${at(y)}" font-size="${size}"${more}>${escaped(typeof text === "number" ? inFigures(String(text)) : bare(text))}</text>`;
}

export function joined(points: [number, number][], radius: number, inOrder = true): string {
  const path = points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ");
  const drawn = points.map(([x, y]) => `<circle class="p-dot" cx="${at(x)}" cy="${at(y)}" r="${radius}"/>`);
  return `${inOrder ? `<polyline class="p-path" points="${path}"/>` : ""}${drawn.join("")}`;
}

/** A picture on white paper, named by its words. */
export function svg(high: number, said: string, inside: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${high}" role="img" aria-label="${escaped(bare(said))}" xmlns="http://www.w3.org/2000/svg"><rect class="p-paper" width="${WIDTH}" height="${high}"/>${inside}</svg>`;
}

export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
