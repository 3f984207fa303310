// A chart or a table of one's own: boxes for the numbers, a button for each dot, two choices. What `form.py` shows.

import { NONE, type TurnShown } from "../../../activities/your_turn/mark";
import { mixed } from "../../../questions/base/text";
import type { Lesson } from "../engine/types";
import { changeWords, group, pressed, said, textsIn, type Changed, type Form, type Maker, type Texts, type Tools } from "./form";
import { node } from "./node";
import { at as near, joined, line, svg, WIDTH, words } from "./pictures";

const [LEFT, RIGHT, TOP, BOTTOM, HIGH] = [36, 10, 20, 52, 300];
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200];
const PLACED = ["line", "centre", "upper", "lower"];
const MOVES = [5, 1, -1, -5];
type Answer = { [part: string]: unknown };

/** Eight hexadecimal digits by chance: they stand for a learner's code where none is typed. */
function chance(): string {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

export const turn: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Turn(lesson, id, changed, tools, place).open();
  return { body: [place] };
};

class Turn {
  private answer: Answer = {};
  private typed: Texts = {};
  private readonly before = node("div", { role: "status" }); // the chart before this one, with its reading
  private readonly told = node("p", { role: "status", "aria-live": "polite" });
  private readonly balance = node("p", { role: "status", "aria-live": "polite" });
  private readonly picture = node("div");
  private readonly boxes = new Map<string, HTMLInputElement>();

  constructor(
    private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed,
    private readonly tools: Tools, private readonly place: HTMLElement,
  ) {}

  /** Bring this learner's chart and show it; or say that it cannot be had now. */
  async open(): Promise<void> {
    changeWords(this.told, "Getting your chart.");
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    try {
      await this.take(kept && typeof kept === "object" && "variant" in kept ? (kept as Answer) : this.lesson.next(this.id, chance()));
    } catch {
      changeWords(this.told, "Your chart is not on this device yet. Go online, then try again.");
      this.place.replaceChildren(this.told, pressed("Try again", () => void this.open()));
    }
  }

  /** Take the chart that an answer names, with what was answered of it so far. */
  private async take(answer: Answer): Promise<void> {
    await this.tools.bring(this.lesson.filesFor(this.id, answer));
    this.lesson.turn(this.id, answer); // it throws where the answer cannot be read: then nothing of it was taken
    this.answer = { ...answer };
    this.typed = textsIn(answer["numbers"]);
    this.lay();
  }

  private now(): TurnShown {
    return this.lesson.turn(this.id, this.answer);
  }

  private lay(): void {
    const { about } = this.now();
    changeWords(this.told, "");
    this.place.replaceChildren(
      this.before,
      ...[`Chart number ${String(this.answer["variant"])}.`, ...about].map((one) => node("p", {}, one)),
      this.picture, this.balance, this.numbers(), this.dots(), this.choice("means"), this.choice("then"),
      node("p", { class: "moves" }, pressed("Check my answer", () => this.tell(true), "check")),
      pressed("Show its reading, and give me another one", () => void this.another()), this.told,
    );
    this.show();
  }

  private numbers(): HTMLElement {
    const { asked, asks } = this.now();
    this.boxes.clear();
    const rows = asked.flatMap((part) => {
      const box = node("input", { type: "text", autocomplete: "off" }) as HTMLInputElement;
      box.value = String(this.typed[part] ?? "");
      box.addEventListener("change", () => this.type(part, box.value));
      this.boxes.set(part, box);
      const row = node("label", { class: "row" }, node("span", {}, asks[part]!), box);
      return part === "line" ? [row, this.moves(box)] : [row];
    });
    return group("Count and place", ...rows);
  }

  /** Buttons that move the line, for who would rather not type. */
  private moves(box: HTMLInputElement): HTMLElement {
    const buttons = MOVES.map((by) => pressed(by > 0 ? `Line up ${by}` : `Line down ${-by}`, () => {
      box.value = said(Math.max(0, (this.now().judged.numbers.get("line") ?? 0) + by));
      this.type("line", box.value);
    }));
    return node("p", { class: "moves" }, ...buttons);
  }

  private type(part: string, text: string): void {
    this.typed = { ...this.typed, [part]: text.trim() };
    const typed = Object.fromEntries(Object.entries(this.typed).filter(([, one]) => one !== ""));
    this.give("numbers", typed);
  }

  private dots(): HTMLElement {
    const { words: all, held, judged } = this.now();
    const count = names(held).length;
    const buttons: HTMLButtonElement[] = [];
    const turned = (button: HTMLButtonElement, on: boolean): void => button.setAttribute("aria-pressed", String(on));
    const isOn = (button: HTMLButtonElement): boolean => button.getAttribute("aria-pressed") === "true";
    const nothing = pressed(String(all["nothing"]), () => {
      turned(nothing, !isOn(nothing));
      if (isOn(nothing)) buttons.forEach((button) => turned(button, false));
      keep();
    });
    const keep = (): void => {
      const dots = buttons.flatMap((button, at) => (isOn(button) ? [at + 1] : []));
      this.give("marked", isOn(nothing) ? NONE : dots);
    };
    for (let at = 1; at <= count; at += 1) {
      const shown = "labels" in held ? names(held)[at - 1]! : String(at);
      const button = pressed(shown, () => {
        turned(button, !isOn(button));
        if (isOn(button)) turned(nothing, false);
        keep();
      });
      if (!("labels" in held)) button.setAttribute("aria-label", names(held)[at - 1]!);
      turned(button, judged.marked?.has(at) ?? false);
      buttons.push(button);
    }
    turned(nothing, judged.marked !== null && judged.marked.size === 0);
    return group(String(all["mark"]), node("p", { class: "moves toggles" }, ...buttons, nothing));
  }

  private choice(part: "means" | "then"): HTMLElement {
    const { words: all, asks, pool, judged } = this.now();
    const rows = mixed(`${pool}/${part}`, Object.keys(all[part])).map((key) => {
      const input = node("input", { type: "radio", name: `${this.id}-${part}`, value: key }) as HTMLInputElement;
      input.checked = judged[part] === key;
      input.addEventListener("change", () => this.give(part, key));
      return node("label", { class: "choice" }, input, node("span", {}, all[part][key]!));
    });
    return group(asks[part]!, ...rows);
  }

  private give(part: string, value: unknown): void {
    this.answer = { ...this.answer, [part]: value };
    this.show();
    this.tell(false);
  }

  private async another(): Promise<void> {
    const over = this.now();
    const number = String(this.answer["variant"]);
    try {
      this.tell(false);
      await this.take(this.lesson.next(this.id, chance()));
    } catch {
      changeWords(this.told, "Another one is not on this device yet. Go online, then try again. What you have stays.");
      return;
    }
    const { numbers, marked } = over.held.truth;
    const shown = node("div");
    shown.innerHTML = drawn(over, new Map(Object.entries(numbers)), new Set(marked), false);
    this.before.replaceChildren(
      node("p", { class: "part" }, `Chart number ${number}, with its reading`), shown,
      ...over.reading.map((one) => node("p", {}, one)),
    );
    this.tell(false);
    this.before.scrollIntoView({ block: "nearest" });
  }

  private tell(checked: boolean): void {
    this.changed({ ...this.answer }, checked);
  }

  private show(): void {
    const now = this.now();
    const { held, judged } = now;
    this.picture.innerHTML = drawn(now, judged.numbers, judged.marked ?? new Set(), true);
    const height = judged.numbers.get("line");
    const some = typeof held["baseline"] === "number" ? (held["values"] as number[]).slice(0, held["baseline"]) : [];
    if (height === undefined || !some.length) {
      changeWords(this.balance, "");
      return;
    }
    const [above, below] = [some.filter((one) => one > height).length, some.filter((one) => one < height).length];
    const on = some.length - above - below;
    changeWords(this.balance, `Of the first ${some.length} dots, ${above} are above your line, ${below} below, ${on} on it.`);
  }
}

type Held = TurnShown["held"];

/** What each dot or row is called. */
function names(held: Held): string[] {
  const labels = held["labels"];
  return Array.isArray(labels) ? labels.map(String) : (held["values"] as number[]).map((_, at) => `week ${at + 1}`);
}

/** The chart with its numbers as a table; the table alone where there is no chart. What is to be found is left out. */
function drawn(turn: TurnShown, placed: Map<string, number>, marked: Set<number>, asking: boolean): string {
  const held = Object.fromEntries(Object.entries(turn.held).filter(([name]) => !asking || !turn.asked.includes(name))) as Held;
  const rows = table(turn, marked);
  if (!("values" in held)) return rows;
  const told = `${turn.title}. The dots in their order: ${(held["values"] as number[]).map(said).join(", ")}.`;
  const figure = `<figure class="champions-dots">${svg(HIGH, told, chart(held, placed, marked))}</figure>`;
  const caption = node("p", {}, turn.title).outerHTML;
  return `${figure}${caption}<details><summary>Show the numbers as a table</summary>${rows}</details>`;
}

function table(turn: TurnShown, marked: Set<number>): string {
  const { held } = turn;
  const head = turn.heads.map((name) => node("th", { scope: "col" }, name));
  const rows = names(held).map((name, at) => {
    const cells = Array.isArray(held["rows"]) ? (held["rows"] as unknown[][])[at]!.map(String) : [said((held["values"] as number[])[at]!)];
    const said_ = cells.map((cell) => node("td", {}, cell));
    if (marked.has(at + 1)) said_[said_.length - 1]!.append(" ", node("strong", {}, "marked"));
    return node("tr", {}, node("th", { scope: "row" }, name), ...said_);
  });
  const totals = ((held["totals"] ?? []) as unknown[][]).map(([name, ...cells]) =>
    node("tr", {}, node("th", { scope: "row" }, String(name)), ...cells.map((cell) => node("td", {}, String(cell)))));
  const made = node("table", { class: "champions-counts" }, node("thead", {}, node("tr", {}, ...head)), node("tbody", {}, ...rows, ...totals));
  const box = { class: "champions-lab champions-table", tabindex: "0", role: "region", "aria-label": "The numbers as a table" };
  return node("div", box, made).outerHTML;
}

function chart(held: Held, placed: Map<string, number>, marked: Set<number>): string {
  const values = held["values"] as number[];
  const levels = (name: string): number[] => {
    const one = held[name];
    return Array.isArray(one) ? (one as number[]) : typeof one === "number" ? values.map(() => one) : [];
  };
  const lines = PLACED.map((name) => placed.get(name)).filter((one): one is number => one !== undefined);
  const seen = Math.max(1, ...values, ...levels("upper"));
  const highest = Math.max(seen, ...lines.map((one) => Math.min(one, 1.5 * seen)));
  const step = STEPS.find((one) => highest / one <= 8) ?? 200;
  const top = step * (Math.floor(highest / step) + 1);
  const across = (at: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * (at + 0.5)) / values.length;
  const up = (value: number): number => HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * Math.min(Math.max(value, 0), top)) / top;
  let made = "";
  for (let value = 0; value <= top; value += step) {
    made += line(value ? "square" : "grid", LEFT, up(value), WIDTH - RIGHT, up(value));
    made += words(String(value), LEFT - 6, up(value) + 5, 15, ' text-anchor="end"');
  }
  const ticks = held["ticks"];
  values.forEach((_, at) => {
    const number = at + 1;
    if (number !== 1 && number !== values.length && (number % 5 || values.length - number < 2)) return;
    made += words(Array.isArray(ticks) ? String(ticks[at]) : String(number), across(at), HIGH - 34, 15, ' text-anchor="middle"');
  });
  if (typeof held["note"] === "number") {
    const x = (across(held["note"] - 1) + across(held["note"] - 2)) / 2;
    made += line("edge", x, TOP, x, up(0), ' stroke-dasharray="3 4"');
  }
  const half = (WIDTH - LEFT - RIGHT) / values.length / 2;
  for (const name of ["upper", "lower", "centre"]) {
    const dashes = name === "centre" ? "" : ' stroke-dasharray="6 4"';
    levels(name).forEach((one, at, all) => {
      made += line("middle", across(at) - half, up(one), across(at) + half, up(one), dashes);
      if (at && all[at - 1] !== one) made += line("middle", across(at) - half, up(all[at - 1]!), across(at) - half, up(one), dashes);
    });
  }
  for (const one of lines) made += line("middle", LEFT, up(one), WIDTH - RIGHT, up(one), ' stroke-dasharray="8 5"');
  const spots = values.map((value, at): [number, number] => [across(at), up(value)]);
  made += held["apart"] ? spots.map((one) => joined([one], 4.5)).join("") : joined(spots, 4.5);
  for (const at of marked) {
    const spot = spots[at - 1];
    if (spot) made += `<rect class="p-mark" x="${near(spot[0] - 8)}" y="${near(spot[1] - 8)}" width="16" height="16"/>`;
  }
  return made;
}
