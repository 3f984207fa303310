// One's turn: a chart or a table that nobody has read for the learner, judged by doing before its reading is shown.

import { engine } from "../engine/index";
import type { Lesson } from "../engine/types";
import type { TurnShown } from "../../../activities/your_turn/shown";
import { chance, changeWords, group, pressed, said, textsIn, type Changed, type Form, type Maker, type Tools } from "./form";
import { node } from "./node";
import { at as near, joined, line, svg, WIDTH, words } from "./pictures";

/** What an answer has where somebody says that there is nothing to mark. */
const NONE = "none";
const MOVES = [5, 1, -1, -5];
const PARTS = ["numbers", "marked", "means", "then"];
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
  private readonly picture = node("div");
  private readonly balance = node("p", { role: "status", "aria-live": "polite" });

  constructor(
    private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed,
    private readonly tools: Tools, private readonly place: HTMLElement,
  ) {}

  /** Bring the chart of this learner, and show it; or say that it cannot be had now. */
  async open(): Promise<void> {
    changeWords(this.told, "Getting your chart.");
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    const begun = Boolean(kept && typeof kept === "object" && "variant" in kept);
    try {
      await this.take(begun ? (kept as Given) : this.lesson.next(this.id, chance()));
    } catch {
      changeWords(this.told, "The numbers of this step are not on this device yet. Go online, then try again.");
      this.place.replaceChildren(this.told, pressed("Try again", () => void this.open()));
      return;
    }
    this.lay();
  }

  private async take(answer: Given): Promise<void> {
    const stamp = Object.fromEntries(Object.entries(answer).filter(([part]) => !PARTS.includes(part)));
    await this.tools.bring(this.lesson.filesFor(this.id, stamp));
    this.stamp = stamp;
    this.given = Object.fromEntries(Object.entries(answer).filter(([part]) => PARTS.includes(part)));
    engine.beside.turn(this.lesson.question(this.id), this.stamp); // it is one, or this fails
  }

  private now(): TurnShown {
    return engine.beside.turn(this.lesson.question(this.id), this.answer());
  }

  private answer(): Given {
    const whole = Object.entries(this.given).filter(([, one]) => (Array.isArray(one) ? one.length : one));
    return { ...this.stamp, ...Object.fromEntries(whole) };
  }

  private give(part: string, value: unknown): void {
    this.given[part] = value;
    this.draw();
    this.changed(this.answer(), false);
  }

  private lay(): void {
    const now = this.now();
    changeWords(this.told, "");
    const about = now.about.map((one) => node("p", {}, one));
    this.place.replaceChildren(
      this.before, node("p", {}, `Chart number ${now.number}.`), ...about, this.picture, this.balance,
      this.numbers(now), this.dots(now), ...now.choices.map((one) => this.choice(one)),
      node("p", { class: "moves" }, pressed("Check my answer", () => this.changed(this.answer(), true), "check"),
        pressed("Show its reading, and give me another one", () => void this.another())),
      this.told,
    );
    this.draw();
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
      const moves = MOVES.map((by) => pressed(by > 0 ? `Line up ${by}` : `Line down ${-by}`, () => {
        box.value = said(Math.max(0, (this.now().placed["line"] ?? 0) + by));
        tell();
      }));
      return [row, node("p", { class: "moves" }, ...moves)];
    });
    return group("Count and place", ...rows);
  }

  private dots(now: TurnShown): HTMLElement {
    const plain = now.values !== null && now.names[0] === "week 1";
    const buttons = now.names.map((name, at) => {
      const button = pressed(plain ? String(at + 1) : name, () => turned(button), "cell");
      if (plain) button.setAttribute("aria-label", name);
      return button;
    });
    const nothing = pressed(now.nothing, () => turned(nothing), "cell");
    const set = (button: HTMLElement, on: boolean) => button.setAttribute("aria-pressed", String(on));
    const isOn = (button: HTMLElement) => button.getAttribute("aria-pressed") === "true";
    buttons.forEach((button, at) => set(button, now.marked.includes(at + 1)));
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
    const { placed, marked, reading } = engine.beside.turnTold(this.lesson.question(this.id), this.answer());
    const answer = this.lesson.next(this.id, chance());
    try {
      await this.take(answer);
    } catch {
      changeWords(this.told, "Another chart is not on this device yet. Go online, then try again. What you have stays.");
      return;
    }
    const head = node("p", { class: "part" }, `Chart number ${now.number}, with its reading`);
    this.before.replaceChildren(head, ...pictured({ ...now, placed, marked }), ...reading.map((one) => node("p", {}, one)));
    this.lay();
    this.changed(this.answer(), false);
  }

  private draw(): void {
    const now = this.now();
    this.picture.replaceChildren(...pictured(now));
    const height = now.placed["line"];
    changeWords(this.balance, height !== undefined && now.values && now.baseline ? lies(now, height, "above your line") : "");
  }
}

/** How the dots lie about the line that was placed. */
function lies({ values, baseline }: TurnShown, height: number, above: string): string {
  const some = values!.slice(0, baseline);
  const over = some.filter((one) => one > height).length;
  const below = some.filter((one) => one < height).length;
  return `Of the first ${some.length} dots, ${over} are ${above}, ${below} below, ${some.length - over - below} on it.`;
}

/** The chart with its numbers as a table; or the table alone. */
function pictured(now: TurnShown): HTMLElement[] {
  const table = tableOf(now);
  if (!now.values) return [table];
  const box = node("div");
  const height = now.placed["line"];
  const line = height !== undefined && now.baseline ? ` Your line is at ${said(height)}. ${lies(now, height, "above it")}` : "";
  box.innerHTML = svg(HIGH, `${now.title}. The dots in their order: ${now.values.map(said).join(", ")}.${line}`, drawing(now, now.values));
  const figure = node("figure", { class: "champions-dots" }, box, node("figcaption", {}, now.title));
  return [figure, node("details", {}, node("summary", {}, "Show the numbers as a table"), table)];
}

function tableOf({ heads, rows, totals, marked }: TurnShown): HTMLElement {
  const row = (cells: string[], more: HTMLElement[] = []) =>
    node("tr", {}, ...cells.map((cell, at) => {
      const last = at === cells.length - 1 ? more : [];
      return at ? node("td", {}, cell, ...last) : node("th", { scope: "row" }, cell);
    }));
  const body = rows.map((cells, at) => row(cells, marked.includes(at + 1) ? [node("strong", {}, " marked")] : []));
  const head = node("tr", {}, ...heads.map((one) => node("th", { scope: "col" }, one)));
  const table = node("table", {}, node("thead", {}, head), node("tbody", {}, ...body, ...totals.map((cells) => row(cells))));
  return node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": "The numbers as a table" }, table);
}

function drawing(now: TurnShown, values: number[]): string {
  const placed = PLACED.flatMap((name) => (now.placed[name] === undefined ? [] : [now.placed[name]!]));
  const heights = now.levels.flatMap((level) => (Array.isArray(level.heights) ? level.heights : [level.heights]));
  const seen = Math.max(1, ...values, ...heights);
  const highest = Math.max(seen, ...placed.map((height) => Math.min(height, 1.5 * seen)));
  const step = STEPS.find((one) => highest / one <= 8) ?? STEPS[STEPS.length - 1]!;
  const top = step * (Math.floor(highest / step) + 1);
  const room = WIDTH - LEFT - RIGHT;
  const x = (at: number) => LEFT + (room * (at - 0.5)) / values.length;
  const y = (value: number) => HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * Math.max(value, 0)) / top;
  let drawn = "";
  for (let value = 0; value <= top; value += step) {
    drawn += line(value ? "square" : "grid", LEFT, y(value), WIDTH - RIGHT, y(value));
    drawn += words(String(value), LEFT - 6, y(value) + 5, 15, ' text-anchor="end"');
  }
  values.forEach((_, index) => {
    const at = index + 1;
    const shown = at === 1 || at === values.length || (at % 5 === 0 && values.length - at > 1);
    if (shown) drawn += words(now.ticks[index]!, x(at), HIGH - 34, 15, ' text-anchor="middle"');
  });
  if (now.note) drawn += line("edge", (x(now.note) + x(now.note - 1)) / 2, TOP, (x(now.note) + x(now.note - 1)) / 2, y(0), ' stroke-dasharray="3 4"');
  for (const { name, heights: all } of now.levels) {
    const levels = Array.isArray(all) ? all : values.map(() => all);
    const path = levels.map((one, index) => `${near(x(index + 0.5))},${near(y(one))} ${near(x(index + 1.5))},${near(y(one))}`).join(" ");
    drawn += `<polyline class="p-level" points="${path}"${name === "centre" ? "" : ' stroke-dasharray="6 4"'}/>`;
  }
  for (const height of placed) {
    drawn += line("middle", LEFT, y(Math.min(height, top)), WIDTH - RIGHT, y(Math.min(height, top)), ' stroke-dasharray="8 5"');
  }
  const spots = values.map((value, index): [number, number] => [x(index + 1), y(value)]);
  drawn += joined(spots, 4.5, now.inOrder);
  for (const at of now.marked) {
    const [left, up] = spots[at - 1] ?? [0, 0];
    drawn += `<rect class="p-mark" x="${near(left - 8)}" y="${near(up - 8)}" width="16" height="16"/>`;
  }
  return drawn;
}
