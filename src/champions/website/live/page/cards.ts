// Forms that show one thing at a time: comments sorted into themes, and records sorted by what they say.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { changeWords, choice, goOn, pressed, refill, textsIn, type Changed, type Maker, type Texts } from "./form";
import { node, tell } from "./node";

/** The group that a comment is put in to say: this is not for sorting. */
const STOP = "stop";

/** Sort comments one after the other: a button for each theme, and one that stops it all. */
export const themes: Maker = (lesson, id, changed) => {
  const items = lesson.shown(id, "items");
  const groups = lesson.shown(id, "groups");
  const placed = inOrder(lesson, id);
  const card = node("div", { class: "champions-comment", role: "status", "aria-live": "polite" });
  const picture = node("div", { class: "bars" });
  const move = (change: () => void) => () => {
    change();
    show();
    changed(Object.fromEntries(placed), true);
  };
  const buttons = groups.map(([key, words]) =>
    pressed(words, move(() => placed.set(items[placed.size]![0], key)), key === STOP ? "stop" : "option"));
  const back = pressed(told("Go back one comment"), move(() => placed.delete([...placed.keys()].pop()!)));
  const again = pressed(told("Start again"), move(() => placed.clear()));
  const show = () => {
    const [at, held] = [placed.size, document.activeElement];
    const stopped = [...placed.values()].includes(STOP);
    tell(card, ...cardParts(items, at, stopped));
    for (const button of buttons) button.disabled = stopped || at === items.length;
    back.disabled = again.disabled = !at;
    goOn(held, back, ...buttons);
    picture.replaceChildren(...bars(lesson, id, Object.fromEntries(placed)));
  };
  show();
  return { body: [card, ...buttons, node("p", { class: "moves" }, back, again), picture] };
};

/** What was kept, up to the first comment that is not sorted yet. */
function inOrder(lesson: Lesson, id: string): Map<string, string> {
  const kept = textsIn(lesson.kept(id));
  const groups = lesson.shown(id, "groups").map(([key]) => key);
  const placed = new Map<string, string>();
  for (const [item] of lesson.shown(id, "items")) {
    const group = kept[item];
    if (group === undefined || !groups.includes(group)) break;
    placed.set(item, group);
    if (group === STOP) break;
  }
  return placed;
}

function cardParts(items: [string, string][], at: number, stopped: boolean): HTMLElement[] {
  if (stopped) return [node("p", {}, told("You stopped at comment {at}: “{comment}”", { at, comment: items[at - 1]![1] }))];
  if (at === items.length) return [node("p", {}, told("All {n} comments are sorted.", { n: items.length }))];
  return [node("p", {}, told("Comment {at} of {all}", { at: at + 1, all: items.length })), node("blockquote", {}, `“${items[at]![1]}”`)];
}

/** How many comments each theme has, the most first, with the same in words below. */
function bars(lesson: Lesson, id: string, placed: Texts): HTMLElement[] {
  const board = lesson.board(id, placed);
  if (!board) return [];
  const most = Math.max(1, ...board.groups.map(({ inside }) => inside.length));
  const rows = board.groups.map(({ words, inside }) => {
    const bar = node("span", { class: "bar-of", style: `width: ${(100 * inside.length) / most}%` });
    return node("div", { "aria-hidden": "true" }, node("span", {}, told("{thing} ({n})", { thing: words, n: inside.length })), bar);
  });
  return [...rows, node("p", {}, board.said)];
}

/** Sort records one at a time, each with one press, and back as often as needed. */
export const codes: Maker = (lesson, id, changed) => new Cards(lesson, id, changed);

class Cards {
  readonly body: HTMLElement[];
  private readonly items: [string, string][];
  private readonly groups: [string, string][];
  private readonly done: Texts = {};
  private readonly card = node("div", { class: "champions-comment", "aria-live": "polite" });
  private readonly said = node("p", { role: "status", "aria-live": "polite" });
  private readonly list: HTMLSelectElement;
  private readonly inputs: HTMLInputElement[];
  private readonly back = pressed(told("Back"), () => this.move(-1));
  private readonly on = pressed(told("Next"), () => this.move(1));

  constructor(lesson: Lesson, id: string, private readonly changed: Changed) {
    this.items = lesson.shown(id, "items");
    this.groups = lesson.shown(id, "groups");
    const kept = textsIn(lesson.kept(id));
    for (const [item] of this.items) {
      const group = kept[item];
      if (group !== undefined && this.groups.some(([key]) => key === group)) this.done[item] = group;
    }
    const [row, list] = choice(told("Go to a record"), []);
    this.list = list;
    list.addEventListener("change", () => this.show());
    this.inputs = this.groups.map(([key]) => {
      const input = node("input", { type: "radio", name: `${id}-record`, value: key }) as HTMLInputElement;
      input.addEventListener("click", () => this.press(key));
      return input;
    });
    const choices = this.inputs.map((input, at) => node("label", { class: "choice" }, input, node("span", {}, this.groups[at]![1])));
    const check = pressed(told("Check"), () => changed({ ...this.done }, true), "check");
    const marked = "right" in lesson.question(id);
    this.body = [this.card, ...choices, node("p", { class: "moves" }, this.back, this.on), row, this.said, ...(marked ? [check] : [])];
    const first = this.items.find(([key]) => !(key in this.done)) ?? this.items[0]!;
    this.name(first[0]);
    this.show();
  }

  private press(group: string): void {
    const now = this.list.value;
    this.done[now] = group;
    const at = this.items.findIndex(([key]) => key === now);
    const later = this.items.slice(at + 1).find(([key]) => !(key in this.done));
    this.name(later ? later[0] : now);
    this.show();
    this.changed({ ...this.done }, false);
  }

  private move(by: number): void {
    const at = this.items.findIndex(([key]) => key === this.list.value) + by;
    this.list.value = this.items[Math.max(0, Math.min(this.items.length - 1, at))]![0];
    this.show();
  }

  /** The list says what was chosen for each record, so that one can be found again. */
  private name(now: string): void {
    const words = new Map(this.groups);
    const rows = this.items.map(([key], at): [string, string] => {
      const group = this.done[key];
      return [key, group === undefined ? told("{at}: not done", { at: at + 1 }) : `${at + 1}: ${words.get(group)}`];
    });
    refill(this.list, rows, now);
  }

  private show(): void {
    const at = this.items.findIndex(([key]) => key === this.list.value);
    const record = node("p", {}, node("strong", {}, this.items[at]![1]));
    tell(this.card, node("p", {}, told("Record {at} of {all}", { at: at + 1, all: this.items.length })), record);
    for (const input of this.inputs) input.checked = this.done[this.list.value] === input.value;
    const held = document.activeElement;
    this.back.disabled = at === 0;
    this.on.disabled = at === this.items.length - 1;
    goOn(held, this.on, this.back);
    const chosen = Object.values(this.done);
    const counts = this.groups.map(([key, words]) => `${words}: ${chosen.filter((one) => one === key).length}.`);
    changeWords(this.said, [told("{done} of {all} done.", { done: chosen.length, all: this.items.length }), ...counts].join(" "));
  }
}
