// A text that is checked by a list. What was not found, its writer can show: one of their own sentences says it.

import { told } from "../../../sentences/told";
import { answerWith, shownIn, textOf } from "../../../questions/written/pointing";
import type { Lesson } from "../engine/types";
import { group, pressed, type Maker } from "./form";
import { I_DO_NOT_KNOW } from "./forms";
import { node } from "./node";

type Open = ReturnType<Lesson["toShow"]>["open"][number];

/** The list that the text is checked by, a box to write in, and Check; below it what the writer may show. */
export const written: Maker = (lesson, id, changed) => {
  const before = lesson.kept(id);
  let shown = shownIn(before);
  const points = lesson.shown(id, "checks").map(([, point]) => node("li", {}, point));
  const box = node("textarea", { rows: String(lesson.question(id)["rows"] ?? 4) }) as HTMLTextAreaElement;
  const text = textOf(before);
  box.value = text === null || text === I_DO_NOT_KNOW ? "" : text;
  const below = node("div", { class: "to-show" });

  const give = (checked: boolean) => changed(answerWith(box.value, shown), checked);
  const check = () => {
    give(true);
    show();
  };
  const put = (key: string, sentence: string | null) => {
    shown = new Map([...shown].filter(([other]) => other !== key));
    if (sentence !== null) shown.set(key, sentence);
    check();
    below.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const show = () => {
    const now = lesson.toShow(id);
    const done = now.shown.map(({ key, point, sentence }) => {
      const back = pressed(told("Take it back"), () => put(key, null), "quiet");
      back.dataset["key"] = key;
      back.setAttribute("aria-label", told("Take it back: {point}", { point }));
      return node("li", {}, node("p", {}, told("You showed: {point}", { point })), node("blockquote", {}, sentence), back);
    });
    const open = now.open.map((one) => node("li", {}, ...toChoose(id, one, (sentence) => put(one.key, sentence))));
    const all = [...done, ...open];
    below.replaceChildren(...(all.length ? [group(told("Does your text say it? Show where."), node("ul", {}, ...all))] : []));
  };
  box.addEventListener("input", () => {
    give(false); // kept at each letter: nothing is lost
    below.replaceChildren();
  });
  show();
  const row = node("label", { class: "row" }, node("span", {}, told("Your words")), box);
  return {
    body: [node("p", {}, told("Your text is checked by this list:")), node("ul", {}, ...points), row,
      pressed(told("Check"), check, "check"), below],
  };
};

/** The button for one point; where it may be one of several sentences, pressing it asks which. */
function toChoose(id: string, one: Open, choose: (sentence: string) => void): HTMLElement[] {
  const { key, point, sentences, against } = one;
  const words = against ? told("My text keeps to it: {point}", { point }) : told("It is there: {point}", { point });
  const only = sentences.length === 1;
  const button = pressed(words, () => (only ? choose(sentences[0]!) : open()), "option");
  button.dataset["key"] = key;
  if (only) return [button, node("blockquote", {}, sentences[0]!)];
  let walking = false; // with the arrow keys one walks past others, and chooses with Enter or the space bar
  const list = node("fieldset", { hidden: "" }, node("legend", {}, told("Which of your sentences says it?")),
    ...sentences.map((sentence, at) => {
      const name = `${id}-${key}`;
      const input = node("input", { type: "radio", name, value: String(at) }) as HTMLInputElement;
      input.addEventListener("keydown", (event) => {
        walking = event.key.startsWith("Arrow");
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          choose(sentence);
        }
      });
      input.addEventListener("change", () => {
        if (!walking) choose(sentence);
        walking = false;
      });
      return node("label", { class: "choice" }, input, node("span", {}, sentence));
    }));
  button.setAttribute("aria-expanded", "false");
  const open = () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.querySelector("input")?.focus();
  };
  return [button, list];
}
