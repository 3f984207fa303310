// The consent line at the foot of a story: who agreed to what, and how to change one's mind. As `question.py` says it.

import { get, stripEnd, type Table } from "../../questions/base/python";
import { tableIn, written } from "../../questions/words/mark";

export function consentLine(answer: unknown): string {
  const texts: Table = tableIn(answer);
  const contact = stripEnd(written(texts, "contact"), ".");
  const uses = stripEnd(written(texts, "uses"), ".");
  const ask = contact ? ` To ask, or to change your mind: ${contact}.` : "";
  const recall = " We then stop using it. Copies already on paper cannot be called back.";
  const consent = get(texts, "consent");
  if (consent === "nobody") return `Nobody can be known from this page.${ask}`;
  if (consent === "agreed" && uses && contact) {
    return `Everybody who can be known from this page said yes to: ${uses}.${ask}${recall}`;
  }
  if (consent === "agreed") {
    return contact
      ? "Draft: please do not share. This line does not yet say the uses."
      : "Draft: please do not share. This line does not yet say whom to ask.";
  }
  return "Draft: please do not share. Not everybody in it has been asked yet.";
}

/** What a champion may say of consent, and whether the programme may use the title and the chart. */
export const CONSENT: { [key: string]: string } = {
  "": "Choose",
  nobody: "Nobody can be known from this page",
  agreed: "Everybody who can be known from it said yes to each use",
  "not-yet": "Not everybody has been asked yet",
};
export const GROUP: { [key: string]: string } = {
  "": "No, or not asked yet",
  yes: "Yes, all who worked on it and all in it said so",
};
/** What stands above each part of the page. */
export const HEADINGS: { [key: string]: string } = {
  aim: "Our aim",
  measures: "What we counted",
  tried: "What we tried",
  chart: "What happened",
  learned: "What we learned",
  next: "What happens next",
};
