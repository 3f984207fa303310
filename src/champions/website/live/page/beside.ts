// What a lesson shows beside its questions and changes with the answers.

import { told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { baseline } from "./baseline";
import { changeWords, pressed, type Before, type Shown, type Texts } from "./form";
import { download, projectPage } from "./files";
import { node, tell } from "./node";
import { turned } from "./views";

export const DOWNLOADED = told("It is in your downloads. Keep it: it is a file of your own.");

export function status(): HTMLElement {
  return node("p", { role: "status", "aria-live": "polite" });
}

/** The steps of an order question as a process map that follows the order. */
const stepMap: Shown = (place, lesson, [id]) => {
  const list = node("ol", { class: "process" });
  const caption = node("figcaption", {}, told("Your process map. It follows the order above."));
  place.replaceChildren(node("figure", {}, list, caption));
  return () => {
    const words = new Map(lesson.shown(id as string, "items"));
    const order = lesson.kept(id as string);
    const known = Array.isArray(order) && order.length === words.size && order.every((key) => words.has(key));
    const items = lesson.question(id as string)["items"] as Texts;
    const keys = known ? (order as string[]) : Object.keys(items);
    list.replaceChildren(...keys.map((key) => node("li", {}, words.get(key)!)));
  };
};

const tried: Shown = (place, lesson) => {
  place.classList.add("champions-tried");
  return () => {
    const { ways, said } = lesson.tried();
    const rows = ways.map(({ way, tried: done }) => node("li", {}, `${done ? "✓" : "○"} ${told(done ? "{way}: done" : "{way}: not yet", { way })}`));
    place.replaceChildren(node("p", {}, said), node("ul", {}, ...rows));
  };
};

const project: Shown = (place, lesson, [title, ...questions]) => {
  const says = status();
  const button = pressed(told("Get this as a page of my own: {title}", { title }), () => {
    const made = projectPage(lesson, title as string, questions as string[]);
    if (made) download(`${lesson.module}.html`, made, "text/html");
    changeWords(says, made ? DOWNLOADED : told("There is nothing to put on the page yet. Write in the boxes above first."));
  });
  place.replaceChildren(node("p", {}, button), says);
  return () => undefined;
};

/** A chart to read oneself. Its reading stands beside it, unseen, and comes when its questions are answered. */
const readIt: Shown = (place, lesson, given) => {
  const told = node("div", { "aria-live": "polite" });
  const unread = place.querySelector<HTMLElement>(".unread")!;
  const reading = place.querySelector("template")!;
  if (!reading.previousElementSibling?.hasAttribute("aria-live")) reading.before(told);
  return () => {
    if (unread.hidden || !given.every((id) => lesson.answered(id as string))) return;
    unread.hidden = true;
    tell(reading.previousElementSibling as HTMLElement, reading.content.cloneNode(true));
  };
};

const PARTS: { [call: string]: Shown } = {
  step_map: stepMap, try_it_all: tried, project_page: project, my_baseline: baseline, read_it_yourself: readIt, views: turned,
};

/** Take in more that lessons call. What a few lessons alone call comes in scripts of its own. */
export function joinShown(parts: { [call: string]: Shown }): void {
  Object.assign(PARTS, parts);
}

/** What lessons call that a page shows by itself. `alive.py` asks for no other. */
export const calls = (): string[] => Object.keys(PARTS);

export function beside(place: HTMLElement, lesson: Lesson, before: Before): () => void {
  const { live, given } = place.dataset;
  return PARTS[live!]!(place, lesson, JSON.parse(given!) as unknown[], before);
}

