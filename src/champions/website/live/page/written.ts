// Forms of words in parts: a PDSA record, whose prediction is kept before the test, and a one-page story.

import { counted, told } from "../../../sentences/told";
import { SEALED } from "../../../activities/pdsa/mark";
import { CONSENT, GROUP } from "../../../activities/story/words";
import type { Lesson } from "../engine/types";
import { changeWords, choice, group, pressed, textsIn, type Changed, type Maker, type Texts } from "./form";
import { node } from "./node";

const PREDICTION = "prediction";

/** A box to write in: its row, and the box. */
function box(words: string, text: string, rows: number): [HTMLElement, HTMLTextAreaElement] {
  const area = node("textarea", { rows: String(rows) }) as HTMLTextAreaElement;
  area.value = text;
  return [node("label", { class: "row" }, node("span", {}, words), area), area];
}

/** The plan first, and the result once the prediction is kept. */
export const pdsa: Maker = (lesson, id, changed) => {
  const kept = textsIn(lesson.kept(id));
  const question = lesson.question(id);
  const plan = Array.isArray(question["plan"]) ? (question["plan"] as string[]) : [];
  const boxes = new Map(lesson.shown(id, "boxes").map(([key, words]) => [key, box(words, String(kept[key] ?? ""), rowsOf(lesson, id))]));
  const rows = (first: boolean) => [...boxes].filter(([key]) => plan.includes(key) === first).map(([, [row]]) => row);
  const news = node("p", { role: "status", "aria-live": "polite" });
  const result = group(told("Do, study, act: after the test"), ...rows(false));
  const now = () => ({ ...written(boxes), ...(kept[SEALED] ? { [SEALED]: kept[SEALED] } : {}) });
  const keep = pressed(told("Keep my prediction. Now we test."), () => {
    const prediction = boxes.get(PREDICTION)![1].value.trim();
    if (!prediction) {
      changeWords(news, told("Write your prediction first."));
      return;
    }
    kept[SEALED] = prediction;
    show();
    result.querySelector("textarea")?.focus(); // the button that was pressed is gone
    changed(now(), true);
  }, "check");
  const show = () => {
    const first = kept[SEALED] ?? "";
    keep.hidden = Boolean(first);
    result.hidden = !first;
    changeWords(news, first ? told("Your prediction, as you first wrote it: {first}", { first }) : told("The rest opens when you keep it."));
  };
  for (const [, area] of boxes.values()) area.addEventListener("input", () => changed(now(), true));
  show();
  return { body: [group(told("Plan: before the test"), ...rows(true)), keep, news, result] };
};

function rowsOf(lesson: Lesson, id: string): number {
  const rows = lesson.question(id)["rows"];
  return typeof rows === "number" ? rows : 4;
}

function written(boxes: Map<string, [HTMLElement, HTMLTextAreaElement | HTMLSelectElement]>): Texts {
  const texts: Texts = {};
  for (const [key, [, one]] of boxes) if (one.value) texts[key] = one.value;
  return texts;
}

const SHORT = ["title", "who", "contact"];

/** The boxes of a one-page story, with the line on consent. */
export const story: Maker = (lesson, id, changed: Changed, tools) => {
  const kept = textsIn(lesson.kept(id));
  const pairs = lesson.shown(id, "boxes");
  const every = new Map<string, [HTMLElement, HTMLTextAreaElement | HTMLSelectElement]>();
  for (const [key, words] of pairs) {
    every.set(key, box(words, String(kept[key] ?? ""), SHORT.includes(key) ? 1 : rowsOf(lesson, id)));
  }
  const chosen = (key: string, words: { [key: string]: string }) => (kept[key] !== undefined && kept[key]! in words ? kept[key]! : "");
  every.set("consent", choice(told("Can anybody be known from this page?"), Object.entries(CONSENT), chosen("consent", CONSENT)));
  every.set("uses", box(told("If so: where may it be used? Only what they said yes to."), String(kept["uses"] ?? ""), 2));
  every.set("group", choice(told("May the group that leads this programme see the title and the chart?"), Object.entries(GROUP), chosen("group", GROUP)));
  const news = node("p", { role: "status", "aria-live": "polite" });
  const tell = () => changed(written(every), true);
  for (const [, one] of every.values()) one.addEventListener(one instanceof HTMLSelectElement ? "change" : "input", tell);
  const bring = pressed(told("Bring in my words from earlier lessons"), () => void brought());
  const brought = async () => {
    const found = await tools.wordsFromBefore();
    const taken = pairs.map(([key]) => key).filter((key) => found[key] && !every.get(key)![1].value.trim());
    for (const key of taken) every.get(key)![1].value = found[key]!;
    if (taken.length) tell();
    changeWords(news, saidOf(taken.length, Object.keys(found).length > 0));
  };
  const row = (key: string) => every.get(key)![0];
  const rows = pairs.map(([key]) => key).filter((key) => key !== "contact").map(row);
  return { body: [bring, news, ...rows, group(told("Consent"), row("consent"), row("uses"), row("contact"), row("group"))] };
};

function saidOf(count: number, anyFound: boolean): string {
  if (count) {
    return counted(count, "Done: 1 box filled. Make the words short and plain now. What you had written stayed.",
      "Done: {n} boxes filled. Make the words short and plain now. What you had written stayed.");
  }
  return anyFound
    ? told("Your boxes are filled already. Nothing was changed.")
    : told("No words from earlier lessons are here. That is fine: write in the boxes.");
}
