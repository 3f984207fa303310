// The made-up service: plan a test, see its dots, decide, and say what was found.

import { counted, told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { ADAPTED, CHANGES, DECISIONS, FOUND, PREDICTIONS, shown, WATCH, type Cycle, type ServiceShown, type Week } from "../../../activities/service/mark";
import { deviceHere, changeWords, choice, group, pressed, refill, said, textsIn, type Changed, type Form, type Maker, type Texts, type Tools } from "./form";
import { node } from "./node";
import { at as near, joined, LETTERS, line, svg, WIDTH, words } from "./pictures";

const [LEFT, RIGHT, BEFORE] = [34, 8, 10];
const CHOOSE: [string, string] = ["", told("Choose")];

const pairs = (texts: Texts): [string, string][] => [CHOOSE, ...Object.entries(texts)];

export const service: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  firstDesk(lesson, id, changed, tools, place);
  return { body: [place] };
};

/** The desk in its place. `instead` is shown where another service is wanted, if it is given. */
export function firstDesk(lesson: Lesson, id: string, changed: Changed, tools: Tools, place: HTMLElement, instead?: () => void): void {
  void new Desk(lesson, id, changed, tools, place, instead).open();
}

class Desk {
  private stamp: { [key: string]: unknown } = {};
  private year = 0;
  private cycles: Cycle[] = [];
  private found: Texts = {};
  private readonly told = node("p", { role: "status", "aria-live": "polite" });
  private readonly picture = node("div");
  private readonly caption = node("figcaption", { "aria-live": "polite" });
  private readonly numbers = node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": told("The numbers as a table") });
  private readonly studied = node("div");
  private readonly log = node("div", { class: "champions-lab" });
  private readonly change = choice(told("What do you change?"), []);
  private readonly predict = choice(told("How many of 40 will miss in a usual week?"), pairs(PREDICTIONS!));
  private readonly weeks = choice(told("For how many weeks do you watch?"), []);
  private readonly decide = choice(told("What do you decide?"), pairs(DECISIONS!));
  private readonly finds: [string, [HTMLElement, HTMLSelectElement]][] = [];
  private readonly plan: HTMLElement;
  private readonly deciding: HTMLElement;

  constructor(
    private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed,
    private readonly tools: Tools, private readonly place: HTMLElement,
    private readonly instead?: () => void,
  ) {
    this.plan = group(told("Plan and do"), this.change[0], this.predict[0], this.weeks[0], pressed(told("Do it"), () => this.do(), "check"));
    this.deciding = group(told("Study and act"), this.studied, this.decide[0], pressed(told("Decide"), () => this.act(), "check"));
  }

  /** Bring the numbers of this learner's service, and show it; or say that they cannot be had now. */
  async open(): Promise<void> {
    changeWords(this.told, told("Getting the numbers of your service."));
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    const begun = kept && typeof kept === "object" && "cycles" in kept;
    try {
      await this.take(begun ? (kept as { [key: string]: unknown }) : this.lesson.next(this.id, deviceHere()));
    } catch {
      this.away();
      return;
    }
    if (begun) {
      const { year, cycles, found } = kept as { year?: number; cycles: Cycle[]; found?: Texts };
      this.year = Number(year) || 0;
      this.cycles = cycles.map((one) => ({ ...one }));
      this.found = textsIn(found);
    }
    try {
      this.shown();
    } catch {
      this.begin(); // an answer that cannot be read
    }
    this.show();
    this.lay();
  }

  private begin(): void {
    [this.year, this.cycles, this.found] = [0, [], {}];
  }

  private away(): void {
    changeWords(this.told, told("The numbers of this step are not on this device yet. Go online, then try again."));
    this.place.replaceChildren(this.told, pressed(told("Try again"), () => void this.open()));
  }

  /** Take the service that a stamp names: its variant, and what else it carries. */
  private async take(stamp: { [key: string]: unknown }): Promise<void> {
    const { year: _year, cycles: _cycles, found: _found, ...own } = stamp;
    await this.tools.bring(this.lesson.filesFor(this.id, { ...own, cycles: [] }));
    this.stamp = own;
  }

  private lay(): void {
    this.finds.length = 0;
    for (const [change, said] of Object.entries(CHANGES!)) {
      const one = choice(said, pairs(FOUND!), this.found[change] ?? "");
      one[1].addEventListener("change", () => {
        this.found = Object.fromEntries(this.finds.filter(([, [, list]]) => list.value).map(([key, [, list]]) => [key, list.value]));
        this.tell(false);
      });
      this.finds.push([change, one]);
    }
    const check = pressed(told("Check what I found"), () => this.tell(true), "check");
    const finding = group(told("What did each change do?"), ...this.finds.map(([, [row]]) => row), check);
    const table = node("details", {}, node("summary", {}, told("Show the numbers as a table")), this.numbers);
    const again = pressed(told("Start the year again"), () => {
      [this.cycles, this.year] = [[], this.year + 1];
      this.show();
      this.tell(false);
    });
    const another = pressed(told("Try another service"), () => void this.another());
    const figure = node("figure", { class: "champions-dots" }, this.picture, this.caption);
    changeWords(this.told, "");
    this.place.replaceChildren(figure, table, this.plan, this.deciding, this.told, this.log, finding, node("p", { class: "moves" }, again, another));
  }

  private async another(): Promise<void> {
    if (this.instead) {
      this.instead();
      return;
    }
    try {
      await this.take(this.lesson.next(this.id, deviceHere()));
    } catch {
      changeWords(this.told, told("Another service is not on this device yet. Go online, then try again. What you have stays."));
      return;
    }
    this.begin();
    for (const [, [, list]] of this.finds) list.value = ""; // what was found of another service says nothing of this one
    this.show();
    this.tell(false);
  }

  private do(): void {
    const open = [this.change, this.predict, this.weeks].find(([, list]) => !list.value);
    if (open) {
      changeWords(this.told, told("First choose: {ask}", { ask: open[0].querySelector("span")!.textContent }));
      open[1].focus();
      return;
    }
    changeWords(this.told, "");
    this.cycles.push({ change: this.change[1].value, predicted: this.predict[1].value, weeks: Number(this.weeks[1].value), decided: "" });
    this.show();
    this.decide[1].focus(); // the button that was pressed is gone: the keyboard goes on from here
    this.tell(false);
  }

  private act(): void {
    if (!this.decide[1].value) return;
    this.cycles[this.cycles.length - 1]!.decided = this.decide[1].value;
    this.show();
    (this.plan.hidden ? this.finds[0]![1][1] : this.change[1]).focus();
    this.tell(false);
  }

  private answer(): { [key: string]: unknown } {
    return { ...this.stamp, year: this.year, cycles: this.cycles.map((one) => ({ ...one })), found: { ...this.found } };
  }

  private tell(checked: boolean): void {
    this.changed(this.answer(), checked);
  }

  private shown(): ServiceShown {
    return shown(this.answer());
  }

  private show(): void {
    const now = this.shown();
    changeWords(this.caption, inWords(now, this.cycles));
    this.picture.innerHTML = drawing(now.weeks, this.caption.textContent!);
    this.numbers.replaceChildren(table(now.weeks));
    this.showLog(now);
    const deciding = this.cycles.length > 0 && !this.cycles[this.cycles.length - 1]!.decided;
    if (deciding) {
      this.studied.replaceChildren(...study(now).map((one) => node("p", {}, one)));
      this.decide[1].value = "";
    } else this.offer(now);
    this.plan.hidden = deciding || now.left < 1;
    this.deciding.hidden = !deciding;
  }

  /** Fill the lists for the next test. */
  private offer({ adapted, left }: ServiceShown): void {
    const named = Object.keys(CHANGES!).map((key): [string, string] => [key, (adapted.includes(key) ? ADAPTED! : CHANGES!)[key]!]);
    refill(this.change[1], [CHOOSE, ...named]);
    this.predict[1].value = "";
    const spans = WATCH.filter((weeks) => weeks <= left).map((weeks): [string, string] => [String(weeks), counted(weeks, "1 week", "{n} weeks")]);
    refill(this.weeks[1], [CHOOSE, ...spans]);
  }

  private showLog(now: ServiceShown): void {
    const many = this.cycles.length;
    const said = counted(many, "1 cycle so far. {left} weeks of testing are left.", "{n} cycles so far. {left} weeks of testing are left.", { left: now.left });
    const adapted = new Set<string>();
    const rows = this.cycles.map((cycle, at) => {
      const name = (adapted.has(cycle.change) ? ADAPTED! : CHANGES!)[cycle.change]!;
      if (cycle.decided === "adapt") adapted.add(cycle.change);
      const decided = shortly(DECISIONS![cycle.decided] ?? told("Not decided yet"));
      const all = { predicted: PREDICTIONS![cycle.predicted], showed: showed(now.studies[at]!), decided };
      return node("li", {}, node("strong", {}, `${name}.`), " ", told("Predicted {predicted}. {showed} {decided}.", all));
    });
    this.log.replaceChildren(node("p", {}, said), ...(rows.length ? [node("ol", {}, ...rows)] : []));
  }
}

type Study = ServiceShown["before"];

/** What stands before the colon. The sign that ends English within another language stays. */
function shortly(decision: string): string {
  return decision.replace(/:[^\u2069]*/, "");
}

function showed({ dots, missed, hours }: Study): string {
  return counted(dots, "1 dot: middle {missed:g} missed, {hours:g} volunteer hours.",
    "{n} dots: middle {missed:g} missed, {hours:g} volunteer hours.", { missed, hours });
}

/** What the last test showed beside what was predicted. */
function study({ studies }: ServiceShown): string[] {
  return studies[studies.length - 1]!.said;
}

function inWords({ weeks, before, studies }: ServiceShown, cycles: Cycle[]): string {
  const first = told("{weeks} weeks. In the first {first} weeks the middle is {missed:g} people who missed and {hours:g} volunteer hours. That is the line.",
    { weeks: weeks.length, first: BEFORE, missed: before.missed, hours: before.hours });
  const last = studies[studies.length - 1];
  if (!last) return first;
  const dots = weeks.filter((week) => week.cycle === cycles.length).map((week) => week.missed).join(", ");
  const now = { number: cycles.length, dots, missed: last.missed, hours: last.hours };
  return `${first} ${told("In cycle {number} these people missed, week by week: {dots}. The middle is {missed:g} people and {hours:g} hours.", now)}`;
}

function table(weeks: Week[]): HTMLElement {
  const head = [told("Week"), told("Missed"), told("Hours"), told("Cycle")].map((name) => node("th", { scope: "col" }, name));
  const rows = weeks.map((week) => {
    const cells = [week.number, week.missed, said(week.hours), week.cycle || told("before")];
    return node("tr", {}, ...cells.map((cell) => node("td", {}, String(cell))));
  });
  return node("table", {}, node("thead", {}, node("tr", {}, ...head)), node("tbody", {}, ...rows));
}

/** Two run charts, one above the other. */
function drawing(weeks: Week[], meaning: string): string {
  const marks = [...new Set([0, BEFORE, weeks.length - 1])].filter((at, _, all) => at < weeks.length && (at !== BEFORE || !all.includes(BEFORE + 1))).map((at) => words(at + 1, across(at, weeks.length), 344, LETTERS));
  const charts = panel(weeks, weeks.map((one) => one.missed), told("People who missed, of 40"), 10) +
    panel(weeks, weeks.map((one) => one.hours), told("Volunteer hours in the week"), 180);
  return svg(370, meaning, charts + marks.join("") + words(told("Week"), WIDTH / 2, 362, LETTERS, ' text-anchor="middle"'));
}

export function across(at: number, count: number): number {
  return LEFT + ((WIDTH - LEFT - RIGHT) * (at + 0.5)) / Math.max(count, 24);
}

/** One chart: squared paper, a line where each cycle begins, the line of the first weeks, the dots. */
export function panel(weeks: Week[], values: number[], title: string, y0: number): string {
  const [high, top] = [130, 26];
  const y = (value: number) => y0 + 20 + high - (high * Math.min(value, top)) / top;
  let drawn = words(title, LEFT, y0 + 12, LETTERS, ' font-weight="bold"');
  for (let value = 0; value <= top; value += 5) {
    drawn += line(value ? "square" : "grid", LEFT, y(value), WIDTH - RIGHT, y(value));
    drawn += words(value, LEFT - 6, y(value) + 5, LETTERS, ' text-anchor="end"');
  }
  weeks.forEach((week, at) => {
    if (!week.cycle || week.cycle === weeks[at - 1]!.cycle) return;
    const x = (across(at, weeks.length) + across(at - 1, weeks.length)) / 2;
    drawn += line("edge", x, y0 + 20, x, y0 + 20 + high);
    drawn += words(week.cycle, Number(near(x + 3)), y0 + 34, LETTERS, ' font-weight="bold"');
  });
  const first = values.slice(0, BEFORE).sort((one, other) => one - other);
  const middle = y((first[BEFORE / 2 - 1]! + first[BEFORE / 2]!) / 2);
  drawn += line("middle", LEFT, middle, WIDTH - RIGHT, middle, ' stroke-dasharray="7 4"');
  return drawn + joined(values.map((value, at): [number, number] => [across(at, values.length), y(value)]), 4);
}
