// A champion's own numbers, typed: read, put to them, described, and drawn as a run chart with its reading.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { ownChart, type OwnChart } from "../../../own_data/chart";
import { EVERY, HOW, ORDERS, propose, type Choice, type Proposal } from "../../../own_data/typed";
import { choice, group, pressed, said, type Changed, type Form, type Maker } from "./form";
import { node, tell } from "./node";
import { drawing } from "./run_picture";
import { svg } from "./pictures";

const BETTER: [string, string][] = [["down", told("Lower is better")], ["up", told("Higher is better")], ["", told("Neither is better")]];
const DATES: [string, string][] = [["", told("Choose")], ["uk", told("3 April, as in the UK")], ["us", told("4 March, as in the USA")]];
const FILE_NEEDS_PYTHON = told("A file is read in the notebook: it needs Python. Here you can type your numbers.");
const NOT_YET = told("This is not your chart yet. Is it right? Then press the button. If not, change a list.");
const KEPT_BEFORE = told("Your chart from before is kept until you press the button.");
const DRAWN = told("Your chart is drawn below. You can change a list and press again.");

type Kept = { [part: string]: unknown };

export const own: Maker = (lesson, id, changed): Form => new Own(lesson, id, changed);

class Own implements Form {
  readonly body: HTMLElement[];
  private readonly kept: Kept;
  private proposal: Proposal | null = null;
  private readonly way: HTMLSelectElement;
  private readonly typed: HTMLElement;
  private readonly tally = node("textarea", { rows: "6" }) as HTMLTextAreaElement;
  private readonly news = node("div", { role: "status", "aria-live": "polite" });
  private readonly lists: { [name: string]: [HTMLElement, HTMLSelectElement] };
  private readonly taken = node("div", { class: "champions-lab" });
  private readonly preview = node("div", { class: "champions-lab", role: "status", "aria-live": "polite" });
  private readonly confirm = pressed(told("Yes, this is right. Draw my chart"), () => this.take(), "check");
  private readonly right: HTMLElement;
  private readonly about: HTMLElement;
  private readonly boxes = new Map<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>();
  private readonly picture = node("div");

  constructor(private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed) {
    const question = lesson.question(id);
    const kept = lesson.kept(id);
    this.kept = kept && typeof kept === "object" && !Array.isArray(kept) ? { ...(kept as Kept) } : {};
    const ways: [string, string][] = [["", told("Choose")], ["file", told("A file: CSV or Excel")], ["tally", told("I type a tally")]];
    if (question["example"]) ways.push(["example", String(question["example_name"])]);
    const [row, way] = choice(told("Where are your numbers?"), ways);
    this.way = way;
    way.addEventListener("change", () => this.turn());
    const label = told("Your tally: numbers in a row, or one line for each day or week");
    const hint = node("p", { id: `${id}-shape` }, told("For example: 6 January 2025: 4"));
    this.tally.setAttribute("aria-describedby", `${id}-shape`);
    this.typed = group(told("From a tally"), node("label", { class: "row" }, node("span", {}, label), this.tally), hint,
      pressed(told("Read my tally"), () => this.read(true), "main"));
    this.lists = {
      dayFirst: choice(told("In your tally, 3/4 means"), DATES),
      order: choice(told("Which row is the oldest?"), Object.entries(ORDERS)),
      every: choice(told("How many dots?"), Object.entries(EVERY), "row"),
      how: choice(told("More than one row for a dot?"), Object.entries(HOW), "sum"),
    };
    for (const [, list] of Object.values(this.lists)) list.addEventListener("change", () => this.read(false));
    this.right = group(told("Is this right?"), this.taken, ...Object.values(this.lists).map(([one]) => one), this.preview, this.confirm);
    this.about = group(told("What the chart should say"), ...this.describing());
    this.body = [row, this.typed, this.news, this.right, this.about, this.picture];
    const dots = Array.isArray(this.kept["values"]) ? this.kept["values"].filter((one) => one !== null).length : 0;
    if (dots) this.news.append(node("p", {}, told("{n} dots are kept from before. Choose a way above to bring others.", { n: dots })));
    this.typed.hidden = this.right.hidden = true;
    this.about.hidden = !dots;
    this.draw();
  }

  private describing(): HTMLElement[] {
    const text = (key: string, words: string, rows = 0): HTMLElement => {
      const box = rows ? node("textarea", { rows: String(rows) }) : node("input", { type: "text", autocomplete: "off" });
      return this.box(key, words, box as HTMLInputElement);
    };
    const before = node("input", { type: "number", min: "0", max: "1000", inputmode: "numeric" }) as HTMLInputElement;
    const [row, list] = choice(told("Which way is better?"), BETTER);
    this.boxes.set("better", list);
    list.addEventListener("change", () => this.keep());
    const rows = [
      text("what", told("What do the numbers count?")), text("unit", told("In what unit? For example: days, people")), row,
      this.box("first", told("How many dots came before your first change? If fewer than 12, or you do not know, type 0."), before),
      text("notes", told("Notes on the chart, one a line: when, colon, what. For example, 26 May: phone round"), 3),
    ];
    this.describe();
    return rows;
  }

  private box(key: string, words: string, box: HTMLInputElement | HTMLTextAreaElement): HTMLElement {
    this.boxes.set(key, box);
    box.addEventListener("change", () => this.keep());
    return node("label", { class: "row" }, node("span", {}, words), box);
  }

  /** Put what is kept into the boxes. */
  private describe(): void {
    for (const [key, box] of this.boxes) box.value = String(this.kept[key] ?? (key === "first" ? 0 : ""));
  }

  private turn(): void {
    const way = this.way.value;
    this.typed.hidden = way !== "tally";
    this.right.hidden = true;
    this.about.hidden = !this.kept["values"];
    this.news.replaceChildren();
    if (way === "file") this.news.append(node("p", {}, FILE_NEEDS_PYTHON));
    if (way === "example") {
      const example = this.lesson.question(this.id)["example"] as Kept;
      for (const key of Object.keys(this.kept)) delete this.kept[key];
      Object.assign(this.kept, example);
      this.describe();
      this.news.append(node("p", {}, told("{name}: {n} dots.", { name: this.lesson.question(this.id)["example_name"], n: (example["values"] as unknown[]).length })));
      this.keep();
    }
    this.draw();
  }

  private list(name: string): string {
    return this.lists[name]![1].value;
  }

  /** Read the tally, say what was understood, and put it to them. It is neither kept nor drawn before they say yes. */
  private read(fresh: boolean): void {
    if (fresh) Object.entries({ dayFirst: "", order: "", every: "row", how: "sum" }).forEach(([name, value]) => (this.lists[name]![1].value = value));
    const day = this.list("dayFirst");
    const chosen: Choice = {
      dayFirst: day ? day === "uk" : null, every: this.list("every") as Choice["every"],
      how: this.list("how") as Choice["how"], order: this.list("order") as Choice["order"],
    };
    try {
      this.proposal = propose(this.tally.value, chosen);
    } catch (trouble) {
      this.proposal = null;
      this.right.hidden = true;
      this.news.replaceChildren(node("p", {}, (trouble as Error).message));
      return;
    }
    this.show(this.proposal, day !== "");
  }

  private show(made: Proposal, dayGiven: boolean): void {
    const mend = made.wrong ? [made.wrong, ...made.mend] : made.mend;
    tell(this.news, listed(told("What we understood"), made.understood), ...(mend.length ? [listed(told("To mend, if you can"), mend)] : []));
    this.taken.replaceChildren(node("p", {}, told("We took your columns so:")),
      node("ul", {}, ...made.columns.map(({ name, role, why }) => node("li", {}, node("strong", {}, name), told(": {role}. {why}", { role, why }, "what a column is")))));
    this.lists["dayFirst"]![0].hidden = !(made.doubtful || dayGiven);
    this.lists["order"]![0].hidden = made.dated;
    this.lists["how"]![0].hidden = this.list("every") === "row";
    const parts = [node("ul", {}, ...[made.number, made.span, made.order].filter(Boolean).map((one) => node("li", {}, one)))];
    if (made.asks.length) parts.push(listed(told("⚠ Look at this before you say yes"), made.asks));
    if (made.values.length) parts.push(...small(made.values), node("p", {}, NOT_YET));
    if (this.kept["values"]) parts.push(node("p", {}, KEPT_BEFORE));
    tell(this.preview, ...parts);
    this.confirm.hidden = !made.values.length;
    this.right.hidden = false;
    this.about.hidden = true;
    this.picture.replaceChildren();
  }

  /** They have looked, and say that it is right: the dots are kept and drawn. */
  private take(): void {
    if (!this.proposal?.values.length) return;
    this.kept["when"] = this.proposal.when;
    this.kept["values"] = this.proposal.values;
    this.preview.replaceChildren(node("p", {}, DRAWN));
    this.keep();
  }

  private keep(): void {
    for (const [key, box] of this.boxes) this.kept[key] = key === "notes" ? box.value : box.value.trim();
    const first = Math.trunc(Number(this.kept["first"]));
    this.kept["first"] = first >= 0 && first <= 1000 ? first : 0;
    this.about.hidden = false;
    this.draw();
    this.changed({ ...this.kept }, true);
  }

  private draw(): void {
    if (!this.kept["values"]) {
      this.picture.replaceChildren();
      return;
    }
    try {
      const rules = String(this.lesson.question(this.id)["rules"] ?? "anhoej");
      this.picture.replaceChildren(...chartParts(ownChart(this.kept, rules)));
    } catch (trouble) {
      this.picture.replaceChildren(node("p", { role: "status" }, (trouble as Error).message));
    }
  }
}

function listed(title: string, lines: string[]): HTMLElement {
  return node("div", {}, node("p", {}, node("strong", {}, title)), node("ul", {}, ...lines.map((one) => node("li", {}, one))));
}

/** The dots from left to right, without lines or words: enough to see that a fall is a fall. */
function small(values: (number | null)[]): HTMLElement[] {
  const known = values.filter((value): value is number => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const words = told("A small picture of {n} dots. The lowest is {low:g} and the highest is {high:g}.", { n: known.length, low, high });
  const [across, up] = [420 / Math.max(values.length - 1, 1), 70 / (high - low || 1)];
  const dots = values.map((value, at) =>
    value === null ? "" : `<circle class="p-dot" cx="${Math.round(10 + at * across)}" cy="${Math.round(85 - (value - low) * up)}" r="4"/>`);
  const box = node("div", { class: "champions-dots" });
  box.innerHTML = svg(100, words, dots.join(""));
  return [box, node("p", {}, words)];
}

/** The chart with its reading below it, and its numbers as a table. */
export function chartParts({ chart, alt, caption, notPlaced }: OwnChart): HTMLElement[] {
  const box = node("div");
  const { high, inside } = drawing(chart);
  box.innerHTML = svg(high, alt, inside);
  const figure = node("figure", { class: "champions-dots" }, box, node("figcaption", { role: "status", class: "lines" }, caption));
  const rows = chart.values.map((value, at) => node("tr", {}, node("th", { scope: "row" }, chart.saidTimes[at]!),
    node("td", {}, Number.isNaN(value) ? told("no value") : said(value)), node("td", {}, chart.notes.get(at) ?? "")));
  const head = node("tr", {}, ...[told("When"), chart.title, told("Note")].map((name) => node("th", { scope: "col" }, name)));
  const table = node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows));
  const region = node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": told("The numbers as a table") }, table);
  const details = node("details", {}, node("summary", {}, told("Show the numbers as a table")), region);
  const lost = notPlaced.map((line) => node("p", {}, told("This note is not on the chart, because its time could not be read: {line}", { line })));
  return [figure, ...lost, details];
}

