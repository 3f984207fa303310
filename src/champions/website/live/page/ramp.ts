// The made-up desk in which a test has a size: plan it, see what came, say what it shows, and decide.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { ofFirstDesk, shown, WEEKS as watch, WORDS as words, type RampShown, type Trial } from "../../../activities/service_ramp/mark";
import { deviceHere, changeWords, choice, group, pressed, refill, type Changed, type Form, type Maker, type Texts, type Tools } from "./form";
import { node } from "./node";
import { LETTERS, svg, WIDTH, words as label } from "./pictures";
import { across, firstDesk, panel } from "./service";

const CHOOSE: [string, string] = ["", told("Choose")];
const BEFORE = 10; // weeks
type Answer = { [key: string]: unknown };

const pairs = (texts: Texts): [string, string][] => [CHOOSE, ...Object.entries(texts)];
const some = (texts: Texts, keys: string[]): [string, string][] => [CHOOSE, ...keys.map((key): [string, string] => [key, texts[key]!])];

export const ramp: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  const kept = lesson.kept(id);
  const desk = () => void new Desk(lesson, id, changed, tools, place).open();
  if (ofFirstDesk(kept)) {
    const before = node("div");
    firstDesk(lesson, id, changed, tools, before, desk);
    place.replaceChildren(node("p", {}, words.was_before), before);
  } else desk();
  return { body: [place] };
};

class Desk {
  private stamp: Answer = {};
  private tests: Trial[] = [];
  private readonly told = node("p", { role: "status", "aria-live": "polite" });
  private readonly picture = node("div");
  private readonly caption = node("figcaption", { "aria-live": "polite" });
  private readonly numbers = node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": told("The numbers as a table") });
  private readonly left = node("p", { class: "champions-left" });
  private readonly studied = node("div");
  private readonly log = node("div", { class: "champions-lab" });
  private readonly change = choice(words.asked.change, []);
  private readonly size = choice(words.asked.size, []);
  private readonly weeks = choice(words.asked.weeks, []);
  private readonly predict = choice(words.asked.predicted, []);
  private readonly shows = choice(words.asked.shows, pairs(words.shows));
  private readonly decide = choice(words.asked.decided, []);
  private readonly plan: HTMLElement;
  private readonly deciding: HTMLElement;
  private offered: RampShown["changes"] = [];

  constructor(
    private readonly lesson: Lesson, private readonly id: string, private readonly changed: Changed,
    private readonly tools: Tools, private readonly place: HTMLElement,
  ) {
    const rows = [this.change, this.size, this.weeks, this.predict].map(([row]) => row);
    this.plan = group(told("Plan and do"), ...rows, pressed(told("Do it"), () => this.do(), "check"));
    const act = pressed(told("Decide"), () => this.act(), "check");
    this.deciding = group(told("Study and act"), this.studied, this.shows[0], this.decide[0], act);
    this.change[1].addEventListener("change", () => this.offerSizes());
    this.size[1].addEventListener("change", () => this.offerPredictions());
  }

  /** Bring the numbers of this learner's desk, and show it; or say that they cannot be had now. */
  async open(): Promise<void> {
    changeWords(this.told, told("Getting the numbers of your desk."));
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    const begun = kept && typeof kept === "object" && "tests" in kept;
    try {
      await this.take(begun ? (kept as Answer) : this.lesson.next(this.id, deviceHere()));
    } catch {
      changeWords(this.told, told("The numbers of this step are not on this device yet. Go online, then try again."));
      this.place.replaceChildren(this.told, pressed(told("Try again"), () => void this.open()));
      return;
    }
    const tests = begun ? (kept as Answer)["tests"] : [];
    this.tests = Array.isArray(tests) ? tests.map((one) => ({ ...(one as Trial) })) : [];
    try {
      this.shown();
    } catch {
      this.tests = []; // an answer that cannot be read
    }
    this.show();
    this.lay();
  }

  /** Take the desk that a stamp names: its variant, and what else it carries. */
  private async take(stamp: Answer): Promise<void> {
    const { tests: _tests, ...own } = stamp;
    await this.tools.bring(this.lesson.filesFor(this.id, { ...own, tests: [] }));
    this.stamp = own;
  }

  private lay(): void {
    const table = node("details", {}, node("summary", {}, told("Show the numbers as a table")), this.numbers);
    const figure = node("figure", { class: "champions-dots" }, this.picture, this.caption);
    const check = pressed(told("Check my tests"), () => this.tell(true), "check");
    const another = pressed(told("Try another desk"), () => void this.another());
    changeWords(this.told, "");
    this.place.replaceChildren(figure, table, this.left, this.plan, this.deciding, this.told, this.log, node("p", { class: "moves" }, check, another));
  }

  private async another(): Promise<void> {
    try {
      await this.take(this.lesson.next(this.id, deviceHere()));
    } catch {
      changeWords(this.told, told("Another desk is not on this device yet. Go online, then try again. What you have stays."));
      return;
    }
    this.tests = [];
    this.show();
    this.change[1].focus();
    this.tell(false);
  }

  private do(): void {
    const boxes = [this.change, this.size, ...(this.weeks[0].hidden ? [] : [this.weeks]), this.predict];
    if (this.missing(boxes)) return;
    const weeks = this.weeks[0].hidden ? 0 : Number(this.weeks[1].value);
    const [change, size, predicted] = [this.change, this.size, this.predict].map(([, list]) => list.value) as [string, string, string];
    this.tests.push({ change, size, weeks, predicted, shows: "", decided: "" });
    this.show();
    this.shows[1].focus(); // the button that was pressed is gone: the keyboard goes on from here
    this.tell(false);
  }

  private act(): void {
    if (this.missing([this.shows, this.decide])) return;
    const last = this.tests[this.tests.length - 1]!;
    [last.shows, last.decided] = [this.shows[1].value, this.decide[1].value];
    this.show();
    if (!this.plan.hidden) this.change[1].focus();
    else this.place.querySelector<HTMLButtonElement>(".moves button")!.focus();
    this.tell(false);
  }

  /** Say which list is still to be chosen from, and go there. */
  private missing(boxes: [HTMLElement, HTMLSelectElement][]): boolean {
    const open = boxes.find(([, list]) => !list.value);
    changeWords(this.told, open ? told("First choose: {ask}", { ask: open[0].querySelector("span")!.textContent }) : "");
    open?.[1].focus();
    return open !== undefined;
  }

  private answer(): Answer {
    return { ...this.stamp, tests: this.tests.map((one) => ({ ...one })) };
  }

  private tell(checked: boolean): void {
    this.changed(this.answer(), checked);
  }

  private shown(): RampShown {
    return shown(this.answer());
  }

  private show(): void {
    const now = this.shown();
    changeWords(this.caption, now.said);
    this.picture.innerHTML = drawing(now);
    this.numbers.replaceChildren(table(now));
    changeWords(this.left, now.left);
    if (now.open) {
      this.studied.replaceChildren(...now.tests[now.tests.length - 1]!.told.map((one) => node("p", {}, one)));
      this.shows[1].value = "";
      refill(this.decide[1], some(words.decisions, now.decisions));
    } else this.offer(now);
    this.plan.hidden = now.open || !now.canGoOn;
    this.deciding.hidden = !now.open;
    const rows = now.tests.map(({ name, logged, undone }) => node("li", {}, node("strong", {}, `${name}.`), ` ${logged}${undone ? ` ${undone}` : ""}`));
    this.log.replaceChildren(...(rows.length ? [node("p", {}, told("Your tests so far")), node("ol", {}, ...rows)] : []));
  }

  /** Fill the lists for the next test. */
  private offer({ changes, watch: weeks }: RampShown): void {
    this.offered = changes;
    refill(this.change[1], [CHOOSE, ...changes.map(({ key, name }): [string, string] => [key, name])]);
    refill(this.weeks[1], some(words.weeks, watch.filter((one) => weeks.includes(one)).map(String)));
    this.offerSizes();
  }

  private offerSizes(): void {
    const sizes = this.offered.find(({ key }) => key === this.change[1].value)?.sizes ?? [];
    refill(this.size[1], some(words.sizes, sizes));
    this.offerPredictions();
  }

  private offerPredictions(): void {
    const size = this.size[1].value;
    this.weeks[0].hidden = size !== "all";
    refill(this.predict[1], pairs((words.predicted as { [size: string]: Texts })[size] ?? {}));
  }
}

function table({ weeks, marks }: RampShown): HTMLElement {
  const head = [told("Week"), told("Missed, of 40"), told("Test of all 40")].map((name) => node("th", { scope: "col" }, name));
  const rows = weeks.map((missed, at) => {
    const cells = [at + 1, missed, marks[at] || (at < BEFORE ? told("before", null, "a test") : told("none", null, "a test"))];
    return node("tr", {}, ...cells.map((cell) => node("td", {}, String(cell))));
  });
  return node("table", {}, node("thead", {}, node("tr", {}, ...head)), node("tbody", {}, ...rows));
}

/** The run chart of the whole desk: a test with few people does not move it. */
function drawing({ weeks, marks, said }: RampShown): string {
  const dots = weeks.map((missed, at) => ({ number: at + 1, missed, hours: 0, cycle: marks[at]! }));
  const at = [...new Set([0, BEFORE - 1, weeks.length - 1])];
  const numbers = at.map((one) => label(String(one + 1), across(one, weeks.length), 176, LETTERS)).join("");
  const last = label(told("Week"), WIDTH / 2, 192, LETTERS, ' text-anchor="middle"');
  return svg(198, said, panel(dots, weeks, words.chart, 10) + numbers + last);
}
