// The form of each kind of question, of the browser's own controls: they hold what was chosen, and need no library.

import { told, unitSaid } from "../../../sentences/told";
import { know } from "../engine/core";
import type { Lesson } from "../engine/types";
import { pressed, textsIn, type Changed, type Maker, type Texts, type Tools } from "./form";
import { node } from "./node";

/** What stands in an answer, in every language. */
export const I_DO_NOT_KNOW = "I do not know";

const checkButton = (press: () => void): HTMLElement => pressed(told("Check"), press, "check");

/** One of several: pressing one checks it. With the arrow keys one walks past others: these are not tries. */
const one: Maker = (lesson, id, changed) => {
  const kept = lesson.kept(id);
  let walking = false;
  const choices = lesson.shown(id, "options").map(([key, words]) => {
    const input = node("input", { type: "radio", name: id, value: key }) as HTMLInputElement;
    input.checked = key === kept;
    input.addEventListener("keydown", (event) => {
      walking = event.key.startsWith("Arrow");
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        input.checked = true;
        changed(key, true);
      }
    });
    input.addEventListener("change", () => {
      changed(key, !walking);
      walking = false;
    });
    return node("label", { class: "choice" }, input, node("span", {}, words));
  });
  const check = checkButton(() => {
    const chosen = choices.map((label) => label.querySelector("input")!).find((input) => input.checked);
    changed(chosen?.value ?? null, true);
  });
  check.classList.add("when-waiting");
  return { body: [...choices, check] };
};

const some: Maker = (lesson, id, changed) => {
  const kept = lesson.kept(id);
  const inputs: HTMLInputElement[] = [];
  const ticked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const choices = lesson.shown(id, "options").map(([key, words]) => {
    const input = node("input", { type: "checkbox", value: key }) as HTMLInputElement;
    input.checked = Array.isArray(kept) && kept.includes(key);
    input.addEventListener("change", () => changed(ticked(), false));
    inputs.push(input);
    return node("label", { class: "choice" }, input, node("span", {}, words));
  });
  return { body: [...choices, checkButton(() => changed(ticked(), true))] };
};

export const sort: Maker = (lesson, id, changed) => {
  const kept = textsIn(lesson.kept(id));
  const groups = lesson.shown(id, "groups");
  const lists = new Map<string, HTMLSelectElement>();
  const now = () => {
    const placed: Texts = {};
    for (const [key, list] of lists) if (list.value) placed[key] = list.value;
    return placed;
  };
  const rows = lesson.shown(id, "items").map(([key, words]) => {
    const options = [["", told("Choose a group")], ...groups].map(([value, said]) => node("option", { value: value! }, said!));
    const list = node("select", { "data-key": key }, ...options) as HTMLSelectElement;
    list.value = groups.some(([group]) => group === kept[key]) ? kept[key]! : "";
    list.addEventListener("change", () => changed(now(), false));
    lists.set(key, list);
    return node("label", { class: "row" }, node("span", {}, words), list);
  });
  return { body: [...rows, checkButton(() => changed(now(), true))] };
};

/** What stands in a group of a picture while nothing is in it. */
const EMPTY: Texts = { "stakeholder-map": told("Nobody yet") };

/** Sorting with a picture beside it, drawn as a list for each group, with the same in words. */
const sortOnBoard: Maker = (lesson, id, changed, tools) => {
  const board = node("div", { class: "champions-board" });
  const said = node("p", { role: "status", "aria-live": "polite" });
  const show = (placed: unknown) => {
    const now = lesson.board(id, placed);
    if (!now) return;
    board.replaceChildren(
      ...now.groups.map(({ words, inside }) => {
        const none = node("p", {}, EMPTY[lesson.question(id).kind] ?? told("Nothing yet"));
        const list = inside.length ? node("ul", {}, ...inside.map((one) => node("li", {}, one))) : none;
        return node("section", {}, node("strong", {}, words), list);
      }),
    );
    if (said.textContent !== now.said) said.textContent = now.said;
  };
  const { body } = sort(lesson, id, (placed, checked) => {
    show(placed);
    changed(placed, checked);
  }, tools);
  show(lesson.kept(id) ?? {});
  const check = body.pop()!;
  return { body: [...body, board, said, check] };
};

/** The keys as they were put in order, where they are all there, each once; else as they are shown first. */
function orderOf(kept: unknown, keys: string[]): string[] {
  const whole = Array.isArray(kept) && kept.length === keys.length && keys.every((key) => kept.includes(key));
  return whole ? [...(kept as string[])] : keys;
}

const order: Maker = (lesson, id, changed, { announce }) => {
  const words = new Map(lesson.shown(id, "items"));
  const now = orderOf(lesson.kept(id), [...words.keys()]);
  const list = node("ol", { class: "order" });
  const move = (key: string, by: number) => {
    const at = now.indexOf(key);
    const other = now[at + by];
    if (other === undefined) return;
    now[at + by] = key;
    now[at] = other;
    show();
    const buttons = [...list.querySelectorAll<HTMLButtonElement>(`[data-key="${CSS.escape(key)}"]`)];
    const same = buttons.find((button) => button.dataset["by"] === String(by))!;
    (same.disabled ? buttons.find((button) => !button.disabled) : same)?.focus();
    announce(told("“{thing}” is now number {place} of {all}.", { thing: words.get(key), place: at + by + 1, all: now.length }));
    changed([...now], false);
  };
  const show = () => {
    const rows = now.map((key, at) => {
      const buttons = [-1, 1].map((by) => {
        const way = by < 0 ? told("Up") : told("Down");
        const name = told(by < 0 ? "Up: move “{thing}” up" : "Down: move “{thing}” down", { thing: words.get(key) });
        const button = node("button", { type: "button", "aria-label": name, "data-key": key, "data-by": String(by) }, way);
        (button as HTMLButtonElement).disabled = now[at + by] === undefined;
        button.addEventListener("click", () => move(key, by));
        return button;
      });
      return node("li", {}, node("span", {}, words.get(key)!), node("span", { class: "moves" }, ...buttons));
    });
    list.replaceChildren(...rows);
  };
  show();
  return { body: [list, checkButton(() => changed([...now], true))] };
};

const number: Maker = (lesson, id, changed) => {
  const { unit: said, units } = lesson.question(id);
  const named = said || (Array.isArray(units) && units[0]) || "";
  const label = named ? told("Your answer ({unit})", { unit: unitSaid(String(named)) }) : told("Your answer");
  const kept = lesson.kept(id);
  const box = node("input", { type: "text", autocomplete: "off" }) as HTMLInputElement;
  box.value = kept === null || kept === I_DO_NOT_KNOW ? "" : String(kept);
  box.addEventListener("change", () => changed(box.value, true));
  const row = node("label", { class: "row" }, node("span", {}, label), box);
  return { body: [row, checkButton(() => changed(box.value, true))] };
};

const words: Maker = (lesson, id, changed) => {
  const kept = textsIn(lesson.kept(id));
  const boxes = new Map<string, HTMLTextAreaElement>();
  const now = () => {
    const texts: Texts = {};
    for (const [key, box] of boxes) if (box.value) texts[key] = box.value;
    return texts;
  };
  const rows = lesson.shown(id, "boxes").map(([key, label]) => {
    const box = node("textarea", { rows: String(lesson.question(id)["rows"] ?? 4) }) as HTMLTextAreaElement;
    box.value = String(kept[key] ?? "");
    box.addEventListener("input", () => changed(now(), true)); // kept at each letter: nothing is lost
    boxes.set(key, box);
    return node("label", { class: "row" }, node("span", {}, label), box);
  });
  return { body: rows };
};

const MAKERS: { [kind: string]: Maker } = {
  choice: one, guess: one, pick: some, sort, order, number, words,
  "stakeholder-map": sortOnBoard, "driver-diagram": sortOnBoard, fishbone: sortOnBoard,
  "read-icons": sort, "choose-charts": sort,
};

/** Take in kinds of question with their forms. Those of a few lessons alone come in scripts of their own. */
export function join(kinds: Parameters<typeof know>[0], makers: { [kind: string]: Maker }): void {
  know(kinds);
  Object.assign(MAKERS, makers);
}

/** The kinds that have a form here; the others open with Python, in their place. */
export const formed = (): string[] => Object.keys(MAKERS);

/** The form of a question. `stuck` is called when somebody says that they do not know. */
export function form(lesson: Lesson, id: string, changed: Changed, tools: Tools, stuck: () => void): HTMLElement[] {
  const maker = MAKERS[lesson.question(id).kind];
  if (!maker) throw new Error(`There is no form for the kind "${lesson.question(id).kind}".`);
  const { body } = maker(lesson, id, changed, tools);
  return lesson.offersHelp(id) ? [...body, pressed(told("I do not know"), stuck, "quiet")] : body;
}
