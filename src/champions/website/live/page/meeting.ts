// One step with two answers: the page asks in one press which one to keep.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { get, pairsOf, readJson } from "../../../questions/base/python";
import { only } from "./changes";
import { pressed } from "./form";
import { node } from "./node";

const LONGEST = 200;
/** What an attempt has before anything is done in it. */
const TAKEN = ["variant", "attempt", "id", "earlier", "hints"];

/** How much is filled in, in an attempt at a chart, a table or a file of one's own. */
function filledIn(answer: unknown): string {
  const count = (one: unknown): number => {
    if (Array.isArray(one)) return one.length;
    return one !== null && typeof one === "object" ? pairsOf(one).length : Number(Boolean(one));
  };
  const done = pairsOf(answer).filter(([part]) => !TAKEN.includes(part));
  return told("number {number}, with {n} filled in", { number: String(get(answer, "variant")), n: done.reduce((sum, [, one]) => sum + count(one), 0) });
}

/** An answer in words, as far as they can be told from what is chosen from. */
function inWords(lesson: Lesson, id: string, answer: unknown): string {
  if (get(answer, "variant") !== undefined) return filledIn(answer);
  const known = new Map([...lesson.shown(id), ...lesson.shown(id, "items"), ...lesson.shown(id, "groups")]);
  const said = (one: unknown): string => {
    if (Array.isArray(one)) return one.map(said).join(", ");
    if (one !== null && typeof one === "object") return pairsOf(one).map(([, value]) => said(value)).join("; ");
    return known.get(String(one)) ?? String(one ?? "nothing");
  };
  const whole = said(answer);
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}

/** Ask about one step. `chosen` gets the record to bring in; empty where the page's own answer stays. */
export function askWhich(place: HTMLElement, lesson: Lesson, id: string, record: string, chosen: (other: string) => void): void {
  const [here, there] = [lesson.kept(id), get(get(get(readJson(record), "answers"), id), "answer")];
  const pick = (other: string) => () => {
    box.remove();
    chosen(other);
    place.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  };
  const box = node("div", { class: "which", role: "alert" },
    node("p", {}, told("This step has two answers: one on this page, and one from another window or from the notebook. Which one do you want to keep?")),
    node("p", { class: "moves" },
      pressed(told("Keep from this page: {answer}", { answer: inWords(lesson, id, here) }), pick(only(lesson.record(), [id], record))),
      pressed(told("Keep the other one: {answer}", { answer: inWords(lesson, id, there) }), pick(only(record, [id], lesson.record())))));
  for (const old of place.querySelectorAll(".which")) old.remove();
  place.prepend(box);
}
