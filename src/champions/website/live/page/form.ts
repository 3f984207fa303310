// What every form is made with: its parts, and what a page gives it.

import type { Lesson } from "../engine/types";
import { changeWords, node } from "./node";

/** Called with the answer, and whether it is to be checked now. */
export type Changed = (given: unknown, checked: boolean) => void;

export interface Form {
  /** What stands in the form, from top to bottom. */
  body: HTMLElement[];
}

/** What earlier lessons hold: their records, and the parts of a story that stand in them. */
export interface Before {
  /** Each piece of the project: its name, its lesson, and what is there of it. */
  pieces(): Promise<{ name: string; lesson: string; text: string }[]>;
  answers(lesson: string, question: string): Promise<unknown>;
}

/** Puts a part on the page, and gives what is to be done again after each answer. */
export type Shown = (place: HTMLElement, lesson: Lesson, given: unknown[], before: Before) => () => void;

/** What a page gives to a form. */
export interface Tools {
  /** Say it politely, without moving the focus. */
  announce(said: string): void;
  /** Bring the files of variants that the engine needs; it fails where they cannot be had. */
  bring(files: string[]): Promise<void>;
  /** Take in what another window or the notebook wrote meanwhile: where this step was changed, it is shown anew. */
  look(): Promise<void>;
  /** What earlier lessons hold for the boxes of a story: box to text. */
  wordsFromBefore(): Promise<Texts>;
}

export type Maker = (lesson: Lesson, id: string, changed: Changed, tools: Tools) => Form;

export type Texts = { [key: string]: string };

export function textsIn(kept: unknown): Texts {
  return kept && typeof kept === "object" && !Array.isArray(kept) ? { ...(kept as Texts) } : {};
}

export function pressed(words: string, press: () => void, kind = ""): HTMLButtonElement {
  const button = node("button", kind ? { type: "button", class: kind } : { type: "button" }, words) as HTMLButtonElement;
  button.addEventListener("click", press);
  return button;
}

/** Where the button that was pressed is off now, go on at the first of others: a browser leaves the focus nowhere. */
export function goOn(held: Element | null, ...others: HTMLButtonElement[]): void {
  if (held instanceof HTMLButtonElement && held.disabled) others.find((one) => !one.disabled)?.focus();
}

/** A list to choose from, with its words above it. An empty key stands for nothing chosen yet. */
export function choice(words: string, pairs: [string, string][], chosen = ""): [HTMLElement, HTMLSelectElement] {
  const list = node("select") as HTMLSelectElement;
  refill(list, pairs, chosen);
  return [node("label", { class: "row" }, node("span", {}, words), list), list];
}

export function refill(list: HTMLSelectElement, pairs: [string, string][], chosen = ""): void {
  list.replaceChildren(...pairs.map(([value, said]) => node("option", { value }, said)));
  list.value = chosen;
}

/** A part of a form with a heading of its own. */
export function group(title: string, ...inside: HTMLElement[]): HTMLElement {
  return node("div", { class: "group", role: "group", "aria-label": title }, node("p", { class: "part" }, title), ...inside);
}

/** Whole numbers as they are, others with what stands behind the point. */
export function said(number: number): string {
  return String(Math.round(number * 1e6) / 1e6);
}

const DEVICE = `champions-device:${new URL("../", location.href).pathname}`;
let device = "";

/** Eight hexadecimal digits by chance: they stand for a learner's code where none is typed.
 * All windows of a course in this browser have the same, so they give the same chart or file. */
export function deviceHere(): string {
  device ||= kept(DEVICE) || [...crypto.getRandomValues(new Uint8Array(4))].map((one) => one.toString(16).padStart(2, "0")).join("");
  try {
    localStorage.setItem(DEVICE, device);
  } catch {
    // this browser keeps nothing, so each window has one of its own
  }
  return device;
}

function kept(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export { changeWords };
