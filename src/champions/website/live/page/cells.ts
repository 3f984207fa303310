// A table of counts that is to be hung up: a button for each count hides it, and the table shows what a reader sees.

import { told } from "../../../sentences/told";
import { ROWS, LANGUAGES, read } from "../../../activities/small_cells/mark";
import { counted } from "../../../questions/base/text";
import type { Lesson } from "../engine/types";
import { changeWords, group, pressed, type Changed, type Form, type Maker, type Tools } from "./form";
import { Game, type Answer } from "./games";
import { node } from "./node";

/** Small counts hidden. */
export const cells: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Cells(lesson, id, changed, tools, place).open();
  return { body: [place] };
};

class Cells extends Game {
  private counts: number[] = [];
  private hidden = new Set<number>();
  private buttons: HTMLButtonElement[] = [];
  private readonly table = node("div", { class: "champions-table counts", tabindex: "0", role: "region", "aria-label": told("The table as a reader sees it") });
  private readonly many = node("p", { role: "status", "aria-live": "polite" });
  private readonly rows: string[];

  constructor(lesson: Lesson, id: string, changed: Changed, tools: Tools, place: HTMLElement) {
    super(lesson, id, changed, tools, place, ["hidden"]);
    this.rows = lesson.question(id)["places"] as string[];
  }

  protected lay(kept: Answer): void {
    try {
      this.hidden = new Set(read({ ...this.stamp, hidden: kept["hidden"] ?? [] }).cells);
    } catch {
      this.hidden = new Set(); // what no form writes is not shown
    }
    this.counts = read({ ...this.stamp, hidden: [] }).counts;
    this.buttons = this.counts.map((_, cell) => pressed("", () => this.turn(cell), "cell"));
    const groups = this.rows.map((place, row) =>
      group(place, node("p", { class: "moves" }, ...this.buttons.slice(row * LANGUAGES.length, (row + 1) * LANGUAGES.length))));
    this.place.replaceChildren(this.table, this.many, ...groups, node("p", { class: "moves" },
      pressed(told("Check"), () => this.changed(this.answer(), true), "check"),
      pressed(told("Show all again"), () => this.showAll()), pressed(told("Try another table"), () => void this.another())), this.told);
    this.show();
  }

  protected answer(): Answer {
    const all = [...this.hidden].sort((one, other) => one - other);
    return { ...this.stamp, hidden: all.map((cell) => [Math.floor(cell / LANGUAGES.length), cell % LANGUAGES.length]) };
  }

  private turn(cell: number): void {
    if (!this.hidden.delete(cell)) this.hidden.add(cell);
    this.show();
    this.changed(this.answer(), false);
  }

  private showAll(): void {
    this.hidden.clear();
    this.show();
    this.changed(this.answer(), false);
  }

  private show(): void {
    this.buttons.forEach((button, cell) => {
      const [language, hidden] = [LANGUAGES[cell % LANGUAGES.length]!, this.hidden.has(cell)];
      changeWords(button, hidden ? told("{thing}: hidden", { thing: language }) : `${language}: ${this.counts[cell]}`);
      button.setAttribute("aria-pressed", String(hidden));
    });
    const total = (numbers: number[]): string => String(numbers.reduce((sum, one) => sum + one, 0));
    const row = (at: number): number[] => this.counts.slice(at * LANGUAGES.length, (at + 1) * LANGUAGES.length);
    const body = this.rows.map((place, at) => node("tr", {}, node("th", { scope: "row" }, place),
      ...row(at).map((one, column) => node("td", {}, this.hidden.has(at * LANGUAGES.length + column) ? "*" : String(one))),
      node("td", {}, total(row(at)))));
    const sums = LANGUAGES.map((_, column) => total(Array.from({ length: ROWS }, (_one, at) => row(at)[column]!)));
    body.push(node("tr", {}, node("th", { scope: "row" }, told("All")), ...[...sums, total(this.counts)].map((one) => node("td", {}, one))));
    const heads = ["", ...LANGUAGES, told("All")].map((name) => (name ? node("th", { scope: "col" }, name) : node("td")));
    this.table.replaceChildren(node("table", {}, node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...body)));
    const said = counted(this.hidden.size, "1 count is hidden.", "{n} counts are hidden.");
    changeWords(this.many, `${told("A star stands for a hidden count.")} ${said}`);
  }
}
