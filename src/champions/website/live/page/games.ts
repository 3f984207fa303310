// Games of chance and a chooser: red beads, the marble drop, and which chart to begin with.

import { counted, told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import * as beads from "../../../activities/beads/mark";
import { fixed } from "../../../charts/sums";
import { advise, ASKED, chosenIn, NEVER_WRONG, NEXT, wanted } from "../../../activities/choosing/mark";
import { DROPS, LUCKS, REACH, RULES, tries, type Drop } from "../../../activities/marbles/mark";
import { deviceHere, changeWords, choice, goOn, group, pressed, textsIn, type Changed, type Form, type Maker, type Texts, type Tools } from "./form";
import { node, tell } from "./node";
import { at as near, LETTERS, line, svg, WIDTH, words } from "./pictures";

const CHOOSE: [string, string] = ["", told("Choose")];
const AWAY = told("The numbers of this step are not on this device yet. Go online, then try again.");
export type Answer = { [part: string]: unknown };

/** A game whose luck is a variant's: its numbers are brought first, and others when it starts again. */
export abstract class Game {
  protected stamp: Answer = {};
  protected readonly told = node("p", { role: "status", "aria-live": "polite" });

  constructor(
    protected readonly lesson: Lesson, protected readonly id: string, protected readonly changed: Changed,
    private readonly tools: Tools, protected readonly place: HTMLElement, private readonly own: string[],
  ) {}

  /** What stands on the page once the numbers are here. */
  protected abstract lay(kept: Answer): void;
  protected abstract answer(): Answer;

  async open(): Promise<void> {
    changeWords(this.told, told("Getting your numbers."));
    this.place.replaceChildren(this.told);
    const kept = this.lesson.kept(this.id);
    const begun = kept && typeof kept === "object" && "variant" in kept ? (kept as Answer) : null;
    if (kept && !begun) {
      changeWords(this.told, told("This was begun in an earlier version of the course. Open the lesson as a notebook to go on with it."));
      return;
    }
    await this.begin(begun ?? this.lesson.next(this.id, deviceHere()), () => void this.open());
  }

  /** Take the numbers that an answer names. False where they cannot be had now. */
  protected async begin(answer: Answer, again: () => void): Promise<boolean> {
    const stamp = Object.fromEntries(Object.entries(answer).filter(([part]) => !this.own.includes(part)));
    try {
      await this.tools.bring(this.lesson.filesFor(this.id, stamp));
    } catch {
      changeWords(this.told, AWAY);
      this.place.replaceChildren(this.told, pressed(told("Try again"), again));
      return false;
    }
    this.stamp = stamp;
    changeWords(this.told, "");
    this.lay(answer);
    return true;
  }

  protected async another(): Promise<void> {
    if (await this.begin(this.lesson.next(this.id, deviceHere()), () => void this.another())) this.changed(this.answer(), false);
  }
}

// --- Red beads --------------------------------------------------------------------------------------

export const redBeads: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Beads(lesson, id, changed, tools, place, ["actions", "found"]).open();
  return { body: [place] };
};

class Beads extends Game {
  private actions: string[] = [];
  private found: Texts = {};
  private readonly picture = node("div");
  private readonly news = node("div", { role: "status", "aria-live": "polite" });

  protected lay(kept: Answer): void {
    this.actions = Array.isArray(kept["actions"]) ? (kept["actions"] as string[]) : [];
    this.found = textsIn(kept["found"]);
    const [row, action] = choice(told("What do you do in the evening?"), [CHOOSE, ...Object.entries(beads.ACTIONS)]);
    const draw = pressed(told("Draw the next day"), () => {
      if (!action.value) {
        this.news.replaceChildren(node("p", {}, told("First choose what you do.")));
        return;
      }
      this.actions.push(action.value);
      this.show();
      draw.disabled = this.actions.length + 1 >= beads.MOST_DAYS;
      goOn(draw, check);
      this.changed(this.answer(), false);
    }, "main");
    draw.disabled = this.actions.length + 1 >= beads.MOST_DAYS;
    const finds = Object.entries(beads.ACTIONS).map(([key, said]) => {
      const [one, list] = choice(said, [CHOOSE, ...Object.entries(beads.FOUND)], this.found[key] ?? "");
      list.addEventListener("change", () => {
        this.found[key] = list.value;
        this.changed(this.answer(), false);
      });
      return one;
    });
    const check = pressed(told("Check what I found"), () => this.changed(this.answer(), true), "check");
    this.place.replaceChildren(this.picture, group(told("The next day"), row, node("p", {}, draw), this.news),
      group(told("What did each of them do?"), ...finds, check), pressed(told("Start again"), () => void this.another()), this.told);
    this.show();
  }

  protected answer(): Answer {
    const found = Object.fromEntries(Object.entries(this.found).filter(([, effect]) => effect));
    return { ...this.stamp, actions: [...this.actions], found };
  }

  private show(): void {
    const now = beads.shown({ ...this.answer(), found: {} });
    tell(this.news, ...[now.news, now.soFar].filter(Boolean).map((one) => node("p", {}, one)));
    const box = node("div");
    box.innerHTML = svg(250, now.meaning, drawn(now));
    const rows = now.days.map(({ number, red, action }) => node("tr", {}, node("th", { scope: "row" }, String(number)),
      ...red.map((one) => node("td", {}, String(one))), node("td", {}, beads.ACTIONS[action] ?? told("nothing yet"))));
    const heads = [told("Day"), ...beads.VOLUNTEERS, told("The evening before")].map((name) => node("th", { scope: "col" }, name));
    this.picture.replaceChildren(node("figure", { class: "champions-dots" }, box, node("figcaption", {}, now.meaning)), table(heads, rows));
  }
}

function table(heads: HTMLElement[], rows: HTMLElement[]): HTMLElement {
  const whole = node("table", {}, node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...rows));
  const region = node("div", { class: "champions-table", tabindex: "0", role: "region", "aria-label": told("The numbers as a table") }, whole);
  return node("details", {}, node("summary", {}, told("Show the numbers as a table")), region);
}

/** All draws so far, day by day, with the band of the usual bowl. */
function drawn({ days, band }: beads.BeadsShown): string {
  const [high, left, top] = [250, 36, 26];
  const most = Math.max(24, ...days.flatMap(({ red }) => red));
  const wide = (WIDTH - left - 8) / Math.max(days.length, 4);
  const up = (value: number) => top + (high - top - 30) * (1 - value / most);
  let said = words(told("Red beads of 50"), left, 16, LETTERS, ' font-weight="600"');
  for (let value = 0; value <= most; value += 5) said += words(value, left - 6, up(value) + 5, LETTERS, ' text-anchor="end"');
  band.forEach((value, at) => {
    said += line("edge", left, up(value), WIDTH - 8, up(value), at === 1 ? "" : ' stroke-dasharray="7 4"');
  });
  days.forEach(({ number, red, betterBowl }, at) => {
    const x = left + wide * (at + 0.5);
    said += words(days.length < 6 ? told("day {day}", { day: number }) : number, x, high - 10, LETTERS, ' text-anchor="middle"');
    red.forEach((one, who) => {
      const across = x + wide * 0.7 * ((who + 0.5) / red.length - 0.5);
      said += betterBowl
        ? `<rect class="p-dot" x="${near(across - 4)}" y="${near(up(one) - 4)}" width="8" height="8"/>`
        : `<circle class="p-run" cx="${near(across)}" cy="${near(up(one))}" r="4.5"/>`;
    });
  });
  return said;
}

// --- Marbles ------------------------------------------------------------------------------------------

export const marbles: Maker = (lesson, id, changed, tools): Form => {
  const place = node("div");
  void new Marbles(lesson, id, changed, tools, place, ["rules"]).open();
  return { body: [place] };
};

class Marbles extends Game {
  private rules: string[] = [];
  private readonly picture = node("div");
  private readonly tried = node("div", { class: "champions-lab" });

  protected lay(kept: Answer): void {
    this.rules = Array.isArray(kept["rules"]) ? (kept["rules"] as string[]) : [];
    const [row, rule] = choice(told("Rule"), Object.entries(RULES), "1");
    const drop = pressed(told("Drop {n} marbles", { n: DROPS }), () => {
      this.rules.push(rule.value);
      this.show();
      drop.disabled = this.rules.length >= LUCKS;
      goOn(drop, again);
      this.changed(this.answer(), false);
    }, "main");
    const again = pressed(told("Start again with other luck"), () => void this.another());
    drop.disabled = this.rules.length >= LUCKS;
    this.place.replaceChildren(row, node("p", {}, drop), this.picture, this.tried,
      again, this.told);
    this.show();
  }

  protected answer(): Answer {
    return { ...this.stamp, rules: [...this.rules] };
  }

  private show(): void {
    const tried = tries(this.answer());
    const last = tried[tried.length - 1];
    if (!last) {
      this.picture.replaceChildren();
      this.tried.replaceChildren(node("p", {}, told("No marbles dropped yet.")));
      return;
    }
    const box = node("div");
    box.innerHTML = svg(WIDTH, last.meaning, fallen(last));
    this.picture.replaceChildren(node("figure", { class: "champions-dots" }, box, node("figcaption", {}, last.meaning)));
    const rows = tried.map(({ rule, mean, furthest }) => node("tr", {}, node("th", { scope: "row" }, rule),
      node("td", {}, node("strong", {}, fixed(mean, 0))), node("td", {}, fixed(furthest, 0))));
    const heads = [told("Rule"), told("Mean distance, mm"), told("Furthest, mm")].map((name) => node("th", { scope: "col" }, name));
    const said = counted(tried.length, "1 try so far.", "{n} tries so far.");
    this.tried.replaceChildren(node("p", { role: "status" }, said),
      node("table", {}, node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...rows)));
  }
}

/** The table from above: the target as a cross, and a dot where each marble fell. */
function fallen({ places }: Drop): string {
  const middle = WIDTH / 2;
  const at = (mm: number) => near(middle + (middle - 8) * Math.max(-1, Math.min(1, mm / REACH)));
  const dots = places.map(([x, y]) => `<circle class="p-dot" cx="${at(x)}" cy="${at(y)}" r="5"/>`).join("");
  return dots + line("middle", middle - 14, middle, middle + 14, middle) + line("middle", middle, middle - 14, middle, middle + 14);
}

// --- Which chart --------------------------------------------------------------------------------------

export const chooser: Maker = (lesson, id, changed): Form => {
  const kept = chosenIn(lesson.kept(id));
  const advice = node("div", { class: "champions-lab", role: "status", "aria-live": "polite" });
  const lists = Object.entries(ASKED).map(([key, [asked, options]]): [string, [HTMLElement, HTMLSelectElement]] =>
    [key, choice(asked, [["", told("Choose an answer")], ...Object.entries(options)], kept[key] ?? "")]);
  const show = (): Texts => {
    const chosen = Object.fromEntries(lists.map(([key, [, list]]) => [key, list.value]));
    const needed = wanted(chosen);
    for (const [key, [row]] of lists) row.hidden = !needed.includes(key);
    if (needed.every((key) => chosen[key])) {
      const { chart, why, beware } = advise(chosen);
      tell(advice, node("p", {}, node("strong", {}, `${chart}.`), ` ${why} ${beware}`), node("p", {}, NEVER_WRONG));
    } else advice.replaceChildren(node("p", {}, NEXT));
    return Object.fromEntries(needed.filter((key) => chosen[key]).map((key) => [key, chosen[key]!]));
  };
  for (const [, [, list]] of lists) list.addEventListener("change", () => changed(show(), false));
  show();
  return { body: [...lists.map(([, [row]]) => row), advice] };
};
