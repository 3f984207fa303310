// Draw a run chart by hand: the answer is {"dots": [a height or null, …], "line": a height or null}.

import { told } from "../../sentences/told";
import { isTable, Marked, Unreadable, type Signs } from "../base/mark";
import { aboveGuessing } from "../base/fair";
import { get } from "../base/python";
import { counted } from "../base/text";
import { readNumber } from "../number/reading";

interface Drawn {
  dots: (number | null)[];
  line: number | null;
}

export class Dots extends Marked<Drawn> {
  override readonly way = told("Draw a chart by hand");
  protected readonly signs: Signs<Drawn> = {
    // Nearest of all the heights that a line is put at for a reason, and of the right one.
    line_near: ([height, within]: [number, number], answer: Drawn) => {
      const off = Math.abs(answer.line! - height);
      const others = this.heights().filter((one) => one !== height);
      return !this.misplaced(answer).length && off < within && others.every((one) => off < Math.abs(answer.line! - one));
    },
    weeks_late: (late: number, answer: Drawn) => {
      const moved = this.values.slice(0, this.values.length - late);
      return moved.every((value, at) => answer.dots[at + late] === value) && this.misplaced(answer).length > 0;
    },
  };

  private readonly labels = this.list<string>("labels");
  private readonly values = this.list<number>("values");

  override blank(answer: unknown): boolean {
    const dots = get(answer, "dots");
    const placed = Array.isArray(dots) && dots.some((dot) => dot !== null);
    return !isTable(answer) || (!placed && (get(answer, "line") ?? null) === null);
  }

  read(answer: unknown): Drawn {
    const dots = get(answer, "dots");
    if (!Array.isArray(dots) || dots.length > this.labels.length) {
      throw new Unreadable(told("Place one dot for each week, then the middle line."));
    }
    const height = (value: unknown): number | null =>
      (value ?? null) === null ? null : readNumber(value, { kind: "", unit: "", units: [this.text("unit")] }).value;
    const read = this.labels.map((_, at) => height(dots[at]));
    return { dots: read, line: height(get(answer, "line")) };
  }

  override unfinished(answer: Drawn): string {
    const left = answer.dots.filter((dot) => dot === null).length;
    if (left) {
      const placed = this.labels.length - left;
      return counted(placed, "1 dot placed, {left} to go.", "{n} dots placed, {left} to go.", { left });
    }
    return answer.line === null ? told("All dots are placed. Move the middle line, then press Place it here.") : "";
  }

  override rightAnswer(): unknown {
    return { dots: this.values, line: super.rightAnswer() };
  }

  agrees(answer: Drawn, wanted: Drawn): boolean {
    return !this.misplaced(answer).length && answer.line === wanted.line;
  }

  /** The heights that hints name for the line, and the right one. */
  private heights(): number[] {
    const named = this.list<{ when: unknown }>("misses").flatMap((miss) => {
      const near = get(miss.when, "line_near");
      return Array.isArray(near) ? [near[0] as number] : [];
    });
    return [...named, super.rightAnswer() as number];
  }

  private misplaced(read: Drawn): string[] {
    return this.labels.filter((_, at) => read.dots[at] !== this.values[at]);
  }

  /** The dots are worth half. The line counts as much as the dots that it goes through. */
  override share(read: Drawn): number {
    const values = this.values;
    const level = Math.max(...values.map((one) => values.filter((other) => other === one).length)) / values.length;
    const dots = aboveGuessing(1 - this.misplaced(read).length / values.length, level);
    return dots * (read.line === super.rightAnswer() ? 1 : 0.5);
  }

  /** The dots are worth half and the line is worth half. */
  override partAtFirst(read: Drawn): number {
    const half = this.points / 2;
    const line = read.line === super.rightAnswer();
    return half * Number(!this.misplaced(read).length) + half * Number(line);
  }

  override moreHelp(read: Drawn): boolean {
    return !this.misplaced(read).length; // both are about the middle line
  }

  override generalHint(read: Drawn): string {
    const wrong = this.misplaced(read);
    if (wrong.length === 1) return told("Look again at the dot for {label}.", { label: wrong[0] });
    if (wrong.length) return told("Look again at these dots: {labels}.", { labels: wrong.join(", ") });
    const above = this.values.filter((value) => value > read.line!).length;
    const below = this.values.filter((value) => value < read.line!).length;
    return counted(
      above,
      "Your dots are all in place. 1 dot is above your line, and {below} are below it. Move the line, and count again.",
      "Your dots are all in place. {n} dots are above your line, and {below} are below it. Move the line, and count again.",
      { below },
    );
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { dots: Dots };
