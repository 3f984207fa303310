// Limits worked out by hand: ten numbers, and one step at a time, each with its own button and its own words.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { ASKS, isGiven, isRight, NAMES, readWork, say, sayStep, STEPS, type HandWork, type Step } from "../../../activities/limits_by_hand/mark";
import { STEP_AFTER } from "../../../questions/base/mark";
import { changeWords, group, pressed, textsIn, type Changed, type Form, type Maker, type Tools } from "./form";
import { Game, type Answer } from "./games";
import { node, tell } from "./node";
import { joined, LETTERS, line, svg, WIDTH, words } from "./pictures";

const SIGNS = { "right": "✔", "not yet": "✎", "open": "…" };
const SAME = told("The computer has the same lines. Here they are.");

/** Limits by hand. */
export const hand: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Sheet(lesson, id, changed, tools, place).open();
  return { body: [place] };
};

/** A sheet with ten numbers and six steps. A step opens when the one before is done. */
class Sheet extends Game {
  private boxes = new Map<Step, HTMLInputElement[]>();
  private groups = new Map<Step, HTMLElement>();
  private said = new Map<Step, HTMLElement>();
  private tries = new Map<Step, number>();
  private readonly picture = node("div", { role: "status", "aria-live": "polite" });

  constructor(lesson: Lesson, id: string, changed: Changed, tools: Tools, place: HTMLElement) {
    super(lesson, id, changed, tools, place, ["given"]);
  }

  protected lay(kept: Answer): void {
    const given = textsIn(kept["given"]) as { [step: string]: unknown };
    const { own } = readWork({ ...this.stamp, given: {} });
    this.tries = new Map();
    for (const step of NAMES) {
      const typed = given[step];
      const labels = step === "ranges"
        ? own.ranges.map((_, at) => told("Week {one} to week {other}: {before} to {after}", { one: at + 1, other: at + 2, before: own.values[at], after: own.values[at + 1] }))
        : [told("{step}, in minutes", { step: nameOf(step) })];
      const rows = labels.map((label, at) => {
        const box = node("input", { type: "text", autocomplete: "off" }) as HTMLInputElement;
        const one = step === "ranges" ? (Array.isArray(typed) ? (typed as unknown[])[at] : undefined) : typed;
        box.value = one === undefined || one === null ? "" : String(one);
        box.addEventListener("change", () => this.changed(this.answer(), false));
        box.addEventListener("keydown", (event) => {
          if (event.key === "Enter") this.check(step);
        });
        return [node("label", { class: "row" }, node("span", {}, label), box), box] as const;
      });
      this.boxes.set(step, rows.map(([, box]) => box));
      const said = node("p", { role: "status", "aria-live": "polite" });
      this.said.set(step, said);
      const check = pressed(told("Check step {number}", { number: NAMES.indexOf(step) + 1 }), () => this.check(step), "check");
      this.groups.set(step, group(STEPS[step], node("p", {}, ASKS[step]), ...rows.map(([row]) => row), check, said));
    }
    const again = node("p", { class: "moves" }, pressed(told("Start with new numbers"), () => void this.another()));
    this.place.replaceChildren(numbers(own.values), ...this.groups.values(), this.picture, again, this.told);
    const work = this.work();
    for (const step of NAMES) if (isGiven(work, step)) this.tell(step, work);
    this.openSteps(work);
  }

  protected answer(): Answer {
    const given: Answer = {};
    for (const [step, boxes] of this.boxes) {
      const typed = boxes.map((box) => box.value.trim());
      if (typed.some(Boolean)) given[step] = step === "ranges" ? typed : typed[0];
    }
    return { ...this.stamp, given };
  }

  private work(): HandWork {
    return readWork(this.answer());
  }

  private check(step: Step): void {
    const work = this.work();
    if (sayStep(work, step, 1).state === "not yet") this.tries.set(step, (this.tries.get(step) ?? 0) + 1);
    this.tell(step, work);
    const shown = this.openSteps(work);
    const following = NAMES.indexOf(step) + 1;
    if (shown > following && isRight(work, step)) this.boxes.get(NAMES[following]!)![0]!.focus();
    this.changed(this.answer(), NAMES.every((one) => isGiven(work, one)));
  }

  private tell(step: Step, work: HandWork): void {
    const { state, words } = sayStep(work, step, Math.max(1, this.tries.get(step) ?? 0));
    changeWords(this.said.get(step)!, `${SIGNS[state]} ${words}`);
  }

  /** Show the steps up to the first that is not done; give how many are shown. */
  private openSteps(work: HandWork): number {
    const last = Math.max(0, ...NAMES.map((step, at) => (isGiven(work, step) ? at : 0)));
    let [shown, going] = [0, true];
    NAMES.forEach((step, at) => {
      this.groups.get(step)!.hidden = !going;
      shown += Number(going);
      const tried = isGiven(work, step) && (this.tries.get(step) ?? 0) >= STEP_AFTER;
      // What was open on an earlier day stays open: a later number shows that it was.
      going = going && (isRight(work, step) || tried || at < last);
    });
    const done = NAMES.every((step) => isRight(work, step));
    tell(this.picture, ...(done ? [node("p", {}, SAME), chart(work)] : []));
    return shown;
  }
}

/** What a step works out: "Step 1. The mean" without its number. */
function nameOf(step: Step): string {
  return STEPS[step].replace(/^(\u2066?)[^.]*\. /, "$1");
}

/** The ten numbers, in two rows of five. */
function numbers(values: number[]): HTMLElement {
  const rows = [0, values.length / 2].flatMap((first) => {
    const five = values.slice(first, first + values.length / 2);
    return [
      node("tr", {}, node("th", {}, told("Week")), ...five.map((_, at) => node("th", {}, String(first + at + 1)))),
      node("tr", {}, node("th", {}, told("Minutes")), ...five.map((one) => node("td", {}, String(one)))),
    ];
  });
  const said = told("Your ten numbers: minutes late (practice arithmetic only)");
  return node("div", { class: "champions-lab" }, node("table", {}, node("caption", {}, said), node("tbody", {}, ...rows)));
}

const [HIGH, LEFT, RIGHT, TOP, BOTTOM] = [320, 40, 96, 24, 62];

/** The chart of the ten numbers, for comparing with what was worked out by hand. */
function chart({ own }: HandWork): HTMLElement {
  const { values, mean, upper, lower } = own;
  const [low, high] = [Math.min(0, lower), Math.max(upper, ...values)];
  const x = (at: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (at + 0.5)) / values.length;
  const y = (value: number) => HIGH - BOTTOM - ((HIGH - TOP - BOTTOM) * (value - low)) / (high - low);
  const named: [string, number, string][] = [[told("upper limit"), upper, ' stroke-dasharray="6 4"'], [told("mean"), mean, ""], [told("lower limit"), lower, ' stroke-dasharray="6 4"']];
  const end = WIDTH - RIGHT;
  let drawn = "";
  for (let value = 0; value <= high; value += 10) {
    drawn += line("grid", LEFT, y(value), end, y(value)) + words(value, LEFT - 6, y(value) + 5, LETTERS, ' text-anchor="end"');
  }
  for (const [name, value, dashes] of named) {
    drawn += line("edge", LEFT, y(value), end, y(value), dashes) + words(name, end + 6, y(value) - 2, LETTERS) + words(say(value), end + 6, y(value) + 16, LETTERS);
  }
  drawn += joined(values.map((value, at): [number, number] => [x(at), y(value)]), 4.5);
  values.forEach((_, at) => {
    drawn += words(at + 1, x(at), HIGH - 26, LETTERS, ' text-anchor="middle"');
  });
  drawn += words(told("Week"), (LEFT + end) / 2, HIGH - 6, LETTERS, ' text-anchor="middle"');
  const said = told("Practice only: minutes late in your ten weeks. The mean is {mean}, the upper limit {upper}, and the lower limit {lower}. All ten weeks lie between the limits.", { mean: say(mean), upper: say(upper), lower: say(lower) });
  const box = node("div");
  box.innerHTML = svg(HIGH, said, drawn);
  return node("figure", { class: "champions-dots" }, box, node("figcaption", {}, said));
}
