// One's turn: a chart or a table that nobody has read for the learner, judged by doing before its reading is shown.

import { bare, later, told } from "../../../sentences/told";
import { scriptOf } from "../engine/core";
import type { Lesson } from "../engine/types";
import { shown, toldOf, turnIn, type TurnShown } from "../../../activities/your_turn/shown";
import { deviceHere, changeWords, group, pressed, said, textsIn, type Changed, type Form, type Maker, type Tools } from "./form";
import type { YourTurn } from "../../../activities/your_turn/mark";
import { node, tell } from "./node";
import { at as near, joined, LETTERS, line, svg, WIDTH, words } from "./pictures";

/** What an answer has where somebody says that there is nothing to mark. */
const NONE = "none";
/** What stands for a row of a file that has no number, and for one that is left out. */
const [GAP, OUT] = ["gap", "out"];
const MOVES = [5, 1, 0.5, -0.5, -1, -5]; // a median of two dots may lie half way
const PARTS = ["hints", "mend", "numbers", "marked", "means", "then"];
const PLACED = ["line", "centre", "upper", "lower"];
const [HIGH, LEFT, RIGHT, TOP, BOTTOM] = [300, 36, 10, 20, 52];
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200];

type Given = { [part: string]: unknown };

export const turn: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Turn(lesson, id, changed, tools, place).open();
  return { body: [place] };
};

class Turn {
  private stamp: Given = {};
  private given: Given = {};
  private readonly told = node("p", { role: "status", "aria-live": "polite" });
  private readonly before = node("div", { role: "status" });
  private readonly about = node("div");
  private readonly picture = node("div");
  private cells: HTMLElement[] = [];
  private taker: HTMLElement | null = null; // there while the file can be taken without hints
  private readonly balance = node("p", { role: "status", "aria-live": "polite" });

  constructor(
    private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed,
    private readonly tools: Tools, private readonly place: HTMLElement,
  ) {}

  /** Bring the chart of this learner, and show it; or say that it cannot be had now. */
  async open(): Promise<void> {
    changeWords(this.told, told("Getting your chart."));
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    const begun = Boolean(kept && typeof kept === "object" && "variant" in kept);
    try {
      await this.take(begun ? (kept as Given) : this.lesson.next(this.id, deviceHere()));
    } catch {
      changeWords(this.told, told("The numbers of this step are not on this device yet. Go online, then try again."));
      this.place.replaceChildren(this.told, pressed(told("Try again"), () => void this.open()));
      return;
    }
    this.lay();
  }

  private async take(answer: Given): Promise<void> {
    const stamp = Object.fromEntries(Object.entries(answer).filter(([part]) => !PARTS.includes(part)));
    await this.tools.bring(this.lesson.filesFor(this.id, stamp));
    this.stamp = stamp;
    this.given = Object.fromEntries(Object.entries(answer).filter(([part]) => PARTS.includes(part)));
    shown(this.turn(), this.stamp); // it is one, or this fails
  }

  private now(): TurnShown {
    return shown(this.turn(), this.answer());
  }

  private turn(): YourTurn {
    const question = this.lesson.question(this.id);
    return turnIn(scriptOf(question), question);
  }

  private answer(): Given {
    const whole = Object.entries(this.given).filter(([, one]) => (Array.isArray(one) ? one.length : one));
    return { ...this.stamp, ...Object.fromEntries(whole) };
  }

  private give(part: string, value: unknown): void {
    if (this.wasTold()) return;
    this.given[part] = value;
    this.taker?.remove(); // a file that was begun stays as it is
    this.draw();
    this.changed(this.answer(), false);
  }

  /** A file whose reading was shown in another window of this browser is put away here too: with what it was before. */
  private wasTold(): boolean {
    const now = this.now();
    if (!now.file || !toldIn(this.key).includes(now.number)) return false;
    void this.putAway().catch(() => undefined);
    return true;
  }

  private async putAway(): Promise<void> {
    await this.tools.look(); // mostly the other window has another file by now, and then it comes here
    if (!this.place.isConnected) return;
    await this.take(this.lesson.next(this.id, deviceHere()));
    this.lay();
    changeWords(this.told, told("The reading of that file was shown in another window. So here is another file. What you had filled in is kept."));
    this.told.scrollIntoView({ block: "nearest" });
  }

  /** Where this browser keeps whose files had their reading shown. */
  private get key(): string {
    return `champions-told:${new URL("../", location.href).pathname}:${this.lesson.module}:${this.id}:${this.lesson.learner()}`;
  }

  private lay(): void {
    const now = this.now();
    changeWords(this.told, "");
    this.place.replaceChildren(
      this.before, node("p", {}, told(now.file ? "File number {number}." : "Chart number {number}.", { number: now.number })),
      ...(now.file ? [...this.hints(now.file), this.file(now.file)] : []), this.about, this.picture, this.balance,
      this.numbers(now), this.dots(now), ...now.choices.map((one) => this.choice(one)),
      node("p", { class: "moves" }, pressed(told("Check my answer"), () => this.wasTold() || this.changed(this.answer(), true), "check"),
        pressed(now.file ? told("Show how it should be, and give me another file") : told("Show its reading, and give me another one"), () => void this.another())),
      this.told,
    );
    this.draw();
  }

  /** Before anything is changed, a file can be taken without hints; and it says so from then on. */
  private hints({ hints }: NonNullable<TurnShown["file"]>): HTMLElement[] {
    if (this.given["hints"] === NONE) return [node("p", {}, hints.without)];
    if (Object.keys(this.given).length) return [];
    this.taker = pressed(hints.take, () => {
      this.give("hints", NONE);
      this.lay();
      this.place.querySelector<HTMLElement>("input")?.focus();
    }, "quiet");
    return [this.taker];
  }

  /** A box for each row of the file, and a button that leaves the row out. */
  private file({ ask, about, rows }: NonNullable<TurnShown["file"]>): HTMLElement {
    const mend = textsIn(this.given["mend"]);
    const lines = rows.map(({ name, written, note }, at) => {
      const row = String(at + 1);
      const done = mend[row];
      const box = node("input", { type: "text", autocomplete: "off" }) as HTMLInputElement;
      box.value = done === undefined || done === OUT ? written : done === GAP ? "" : String(done);
      const out = pressed(told("Leave out"), () => {
        out.setAttribute("aria-pressed", String(out.getAttribute("aria-pressed") !== "true"));
        tell();
      }, "cell");
      out.setAttribute("aria-label", bare(told("Leave out: {name}", { name })));
      out.setAttribute("aria-pressed", String(done === OUT));
      const tell = () => {
        const text = box.value.trim();
        delete mend[row];
        if (out.getAttribute("aria-pressed") === "true") mend[row] = OUT;
        else if (text !== written) mend[row] = text || GAP;
        this.give("mend", { ...mend });
      };
      box.addEventListener("change", tell);
      const label = node("label", { class: "row" }, node("span", {}, note ? `${name} (${note})` : name), box);
      return node("div", { class: "file-row" }, label, out);
    });
    return group(ask, ...about.map((one) => node("p", {}, one)), ...lines);
  }

  private numbers(now: TurnShown): HTMLElement {
    const typed = textsIn(this.given["numbers"]);
    const rows = now.numbers.flatMap(({ part, label }) => {
      const box = node("input", { type: "text", autocomplete: "off", inputmode: "decimal" }) as HTMLInputElement;
      box.value = String(typed[part] ?? "");
      const tell = () => {
        typed[part] = box.value.trim();
        this.give("numbers", Object.fromEntries(Object.entries(typed).filter(([, text]) => String(text))));
      };
      box.addEventListener("change", tell);
      const row = node("label", { class: "row" }, node("span", {}, label), box);
      if (part !== "line") return [row];
      const moves = MOVES.map((by) => pressed(by > 0 ? told("Line up {by:g}", { by }) : told("Line down {by:g}", { by: -by }), () => {
        box.value = said(Math.max(0, (this.now().placed["line"] ?? 0) + by));
        tell();
      }));
      return [row, node("p", { class: "moves" }, ...moves)];
    });
    return group(told("Count and place"), ...rows);
  }

  private dots(now: TurnShown): HTMLElement {
    const plain = now.values !== null && now.plain;
    const buttons = now.names.map((name, at) => {
      const button = pressed(plain ? now.ticks[at]! : name, () => turned(button), "cell");
      if (plain) button.setAttribute("aria-label", name);
      return button;
    });
    const nothing = pressed(now.nothing, () => turned(nothing), "cell");
    const set = (button: HTMLElement, on: boolean) => button.setAttribute("aria-pressed", String(on));
    const isOn = (button: HTMLElement) => button.getAttribute("aria-pressed") === "true";
    buttons.forEach((button, at) => set(button, now.marked.includes(at + 1)));
    this.cells = buttons;
    set(nothing, this.given["marked"] === NONE);
    const turned = (one: HTMLElement) => {
      set(one, !isOn(one));
      if (isOn(one)) for (const other of one === nothing ? buttons : [nothing]) set(other, false);
      this.give("marked", isOn(nothing) ? NONE : buttons.flatMap((button, at) => (isOn(button) ? [at + 1] : [])));
    };
    return group(now.mark, node("p", { class: "moves" }, ...buttons, nothing));
  }

  private choice({ part, ask, options }: TurnShown["choices"][number]): HTMLElement {
    const rows = options.map(([key, words]) => {
      const input = node("input", { type: "radio", name: `${this.id}-${part}`, value: key }) as HTMLInputElement;
      input.checked = this.given[part] === key;
      input.addEventListener("change", () => this.give(part, key));
      return node("label", { class: "choice" }, input, node("span", {}, words));
    });
    return group(ask, ...rows);
  }

  private async another(): Promise<void> {
    const now = this.now();
    const { chart, reading } = toldOf(this.turn(), this.answer());
    const answer = this.lesson.next(this.id, deviceHere());
    try {
      await this.take(answer);
    } catch {
      changeWords(this.told, told("Another chart is not on this device yet. Go online, then try again. What you have stays."));
      return;
    }
    if (now.file) keepTold(this.key, now.number);
    const head = node("p", { class: "part" }, told(now.file ? "File number {number}, with its reading" : "Chart number {number}, with its reading", { number: now.number }));
    tell(this.before, head, ...pictured(chart), ...reading.map((one) => node("p", {}, one)));
    this.lay();
    this.changed(this.answer(), false);
  }

  private draw(): void {
    const now = this.now();
    this.about.replaceChildren(...now.about.map((one) => node("p", {}, one)));
    this.picture.replaceChildren(...pictured(now));
    this.cells.forEach((cell, at) => (cell.hidden = now.left.includes(at + 1)));
    const height = now.placed["line"];
    changeWords(this.balance, height !== undefined && now.values && now.baseline ? lies(now, height, later("Of the first {n} dots, {above} are above your line, {below} below, {on} on it.")) : "");
  }
}

/** The numbers of the files whose reading was shown in this browser. */
function toldIn(key: string): number[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]") as number[];
  } catch {
    return [];
  }
}

function keepTold(key: string, number: number): void {
  try {
    localStorage.setItem(key, JSON.stringify([...toldIn(key), number]));
  } catch {
    // this browser keeps nothing, so no other window has this file either
  }
}

/** How the dots lie about the line that was placed. */
function lies({ values, baseline, left }: TurnShown, height: number, sentence: string): string {
  const some = values!.slice(0, baseline).filter((one, at): one is number => one !== null && !left.includes(at + 1));
  const over = some.filter((one) => one > height).length;
  const below = some.filter((one) => one < height).length;
  return told(sentence, { n: some.length, above: over, below, on: some.length - over - below });
}

/** The chart with its numbers as a table; or the table alone. */
function pictured(now: TurnShown): HTMLElement[] {
  const table = tableOf(now);
  if (!now.values) return [table];
  const box = node("div");
  const height = now.placed["line"];
  const line = height !== undefined && now.baseline ? ` ${told("Your line is at {height}.", { height: said(height) })} ${lies(now, height, later("Of the first {n} dots, {above} are above it, {below} below, {on} on it."))}` : "";
  box.innerHTML = svg(HIGH, `${told("{title}. The dots in their order: {values}.", { title: now.title, values: places(now).map((dot) => numberOf(now.values![dot - 1]!)).join(", ") })}${line}`, drawing(now, now.values));
  const figure = node("figure", { class: "champions-dots" }, box, node("figcaption", {}, now.title));
  return [figure, node("details", {}, node("summary", {}, told("Show the numbers as a table")), table)];
}

/** The dots that have a place in the chart, from 1. */
function places(now: TurnShown): number[] {
  return now.names.map((_, index) => index + 1).filter((dot) => !now.left.includes(dot));
}

function numberOf(value: number | null): string {
  return value === null ? told("no number") : said(value);
}

function tableOf(now: TurnShown): HTMLElement {
  const { heads, rows, totals, marked } = now;
  const row = (cells: string[], more: (HTMLElement | string)[] = []) =>
    node("tr", {}, ...cells.map((cell, at) => {
      const last = at === cells.length - 1 ? more : [];
      return at ? node("td", {}, cell, ...last) : node("th", { scope: "row" }, cell);
    }));
  const body = places(now).map((dot) => row(rows[dot - 1]!, marked.includes(dot) ? [" ", node("strong", {}, told("marked"))] : []));
  const head = node("tr", {}, ...heads.map((one) => node("th", { scope: "col" }, one)));
  const table = node("table", {}, node("thead", {}, head), node("tbody", {}, ...body, ...totals.map((cells) => row(cells))));
  return node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": told("The numbers as a table") }, table);
}

function drawing(now: TurnShown, values: (number | null)[]): string {
  const placed = PLACED.flatMap((name) => (now.placed[name] === undefined ? [] : [now.placed[name]!]));
  const heights = now.levels.flatMap((level) => (Array.isArray(level.heights) ? level.heights : [level.heights]));
  const known = values.filter((one): one is number => one !== null);
  const seen = Math.max(1, ...known, ...heights);
  const highest = Math.max(seen, ...placed.map((height) => Math.min(height, 1.5 * seen)));
  const step = STEPS.find((one) => highest / one <= 8) ?? STEPS[STEPS.length - 1]!;
  const top = step * (Math.floor(highest / step) + 1);
  const left = top < 1000 ? LEFT : 50;
  const room = WIDTH - left - RIGHT;
  const dots = places(now);
  const x = (place: number) => left + (room * (place - 0.5)) / dots.length;
  const y = (value: number) => HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * Math.max(value, 0)) / top;
  let drawn = "";
  for (let value = 0; value <= top; value += step) {
    drawn += line(value ? "square" : "grid", left, y(value), WIDTH - RIGHT, y(value));
    drawn += words(value, left - 6, y(value) + 5, LETTERS, ' text-anchor="end"');
  }
  dots.forEach((dot, index) => {
    const count = index + 1;
    const shown = count === 1 || count === dots.length || (count % 5 === 0 && dots.length - count > 1);
    if (shown) drawn += words(now.ticks[dot - 1]!, x(count), HIGH - 34, LETTERS, ' text-anchor="middle"');
  });
  if (now.note) {
    const edge = x(dots.filter((dot) => dot < now.note).length + 0.5);
    drawn += line("edge", edge, TOP, edge, y(0), ' stroke-dasharray="3 4"');
  }
  for (const { name, heights: all } of now.levels) {
    const levels = Array.isArray(all) ? all : dots.map(() => all);
    const path = levels.map((one, index) => `${near(x(index + 0.5))},${near(y(one))} ${near(x(index + 1.5))},${near(y(one))}`).join(" ");
    drawn += `<polyline class="p-level" points="${path}"${name === "centre" ? "" : ' stroke-dasharray="6 4"'}/>`;
  }
  for (const height of placed) {
    drawn += line("middle", left, y(Math.min(height, top)), WIDTH - RIGHT, y(Math.min(height, top)), ' stroke-dasharray="8 5"');
  }
  const spots = dots.map((dot, index): [number, [number, number]] | null => {
    const value = values[dot - 1]!;
    return value === null ? null : [dot, [x(index + 1), y(value)]];
  });
  // Where a number is missing, nothing is joined.
  let stretch: [number, number][] = [];
  for (const spot of [...spots, null]) {
    if (spot) stretch.push(spot[1]);
    else if (stretch.length) {
      drawn += joined(stretch, 4.5, now.inOrder);
      stretch = [];
    }
  }
  for (const spot of spots) {
    if (!spot || !now.marked.includes(spot[0])) continue;
    const [across, up] = spot[1];
    drawn += `<rect class="p-mark" x="${near(across - 8)}" y="${near(up - 8)}" width="16" height="16"/>`;
  }
  return drawn;
}
