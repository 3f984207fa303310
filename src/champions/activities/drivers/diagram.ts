// Driver diagrams: what `diagram.py` reads from the builder's boxes, and says. The page draws them.

import { cut, splitLines, stripStart, wordsOf } from "../../questions/base/python";
import { tableIn, textIn } from "../../questions/words/mark";
import { told } from "../../sentences/told";

/** The most drivers that the builder asks for, and the most ideas that are drawn under one. */
const DRIVERS = 3;
const IDEAS = 6;
const EMPTY = told("Write your aim in the first box. The picture grows here.");

/** An aim, its drivers in order, and the ideas that may move each. */
export interface Diagram {
  aim: string;
  drivers: { name: string; ideas: string[] }[];
}

/** The diagram in the boxes `aim`, `driver-1`, `ideas-1` (one a line), and so on. */
export function readDiagram(answer: unknown): Diagram {
  const texts = tableIn(answer);
  const drivers: Diagram["drivers"] = [];
  for (let number = 1; number <= DRIVERS; number += 1) {
    const name = oneLine(textIn(texts, `driver-${number}`));
    const lines = splitLines(textIn(texts, `ideas-${number}`));
    const ideas = lines.map((line) => oneLine(stripStart(line, "-*•· "))).filter(Boolean);
    if (name || ideas.length) drivers.push({ name: name || told("Driver {number}", { number }), ideas: ideas.slice(0, IDEAS) });
  }
  return { aim: oneLine(textIn(texts, "aim")), drivers };
}

function oneLine(text: string): string {
  return cut(wordsOf(text).join(" "), 160);
}

/** The diagram as text: a line for the aim, one for each driver, one for each idea. */
export function inWords(diagram: Diagram): string {
  if (!diagram.aim && !diagram.drivers.length) return EMPTY;
  const lines = [told("Aim: {aim}", { aim: diagram.aim || told("(not written yet)") })];
  diagram.drivers.forEach((driver, at) => {
    lines.push(`  ${told("Driver {number}: {name}", { number: at + 1, name: driver.name })}`,
      ...driver.ideas.map((idea) => `    ${told("Idea: {idea}", { idea })}`));
  });
  return lines.join("\n");
}
