// Feedback in words and as a box of HTML: as `page.py` shows it, also where only a file is opened.

import type { Feedback } from "./base/mark";
import { asHtml } from "../sentences/told";
import { str } from "./base/python";
import { counted } from "./base/text";

/** State of feedback to the sign that stands before it, so that colour is never alone. */
export const SIGNS: { [state: string]: string } = {
  "not tried": "○",
  started: "…",
  "not read": "?",
  "not yet": "↻",
  nearly: "◐",
  right: "✓",
  kept: "✓",
  python: "○",
};

/** A number as Python's format `:g` writes it: six digits at most. */
function short(value: number): string {
  return str(Number(value.toPrecision(6)));
}

/** Points as a person says them. */
export function scoreInWords(points: number, outOf: number): string {
  const parts = { points: short(points), n: short(outOf) };
  return counted(outOf, "{points:g} of 1 point", "{points:g} of {n:g} points", parts);
}

/** The points that stand beside the heading; empty where none do. */
export function score(feedback: Feedback): string {
  const scored = feedback.outOf && (feedback.points || feedback.state === "right");
  return scored ? scoreInWords(feedback.points, feedback.outOf) : "";
}

/** The feedback as one line of text. */
export function feedbackText(feedback: Feedback): string {
  return [`${feedback.heading}.`, ...feedback.messages].join(" ");
}

const ESCAPED: { [sign: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPED[sign]!);
}

/** The feedback box. It is a status region, so that a screen reader says it when it changes. */
export function feedbackHtml(feedback: Feedback): string {
  const points = score(feedback);
  const beside = points ? ` <span class="champions-points">${points}</span>` : "";
  const said = feedback.messages.map((message) => `<p>${escaped(message)}</p>`).join("");
  const kind = feedback.state.replace(/ /g, "-");
  return asHtml(
    `<div class="champions-feedback champions-${kind}" role="status">` +
    `<p><strong><span aria-hidden="true">${SIGNS[feedback.state]}</span> ` +
    `${escaped(feedback.heading)}</strong>${beside}</p>${said}</div>`
  );
}
