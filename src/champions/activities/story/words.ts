// The consent line at the foot of a story: who agreed to what, and how to change one's mind. As `question.py` says it.

import { get, stripEnd, type Table } from "../../questions/base/python";
import { tableIn, written } from "../../questions/words/mark";
import { told } from "../../sentences/told";

export function consentLine(answer: unknown): string {
  const texts: Table = tableIn(answer);
  const contact = stripEnd(written(texts, "contact"), ".");
  const uses = stripEnd(written(texts, "uses"), ".");
  const ask = contact ? ` ${told("To ask, or to change your mind: {contact}.", { contact })}` : "";
  const recall = told("We then stop using it. Copies already on paper cannot be called back.");
  const consent = get(texts, "consent");
  if (consent === "nobody") return told("Nobody can be known from this page.") + ask;
  if (consent === "agreed" && uses && contact) {
    return `${told("Everybody who can be known from this page said yes to: {uses}.", { uses })}${ask} ${recall}`;
  }
  if (consent === "agreed") {
    return contact
      ? told("Draft: please do not share. This line does not yet say the uses.")
      : told("Draft: please do not share. This line does not yet say whom to ask.");
  }
  return told("Draft: please do not share. Not everybody in it has been asked yet.");
}

/** True when nobody can be known from a story, or everybody said yes and both the uses and a contact are named. */
export function mayBeShared(answer: unknown): boolean {
  const texts = tableIn(answer);
  const consent = get(texts, "consent");
  const named = stripEnd(written(texts, "contact"), ".") && stripEnd(written(texts, "uses"), ".");
  return consent === "nobody" || (consent === "agreed" && Boolean(named));
}

/** What a champion may say of consent, and whether the programme may use the title and the chart. */
export const CONSENT: { [key: string]: string } = {
  "": told("Choose"),
  nobody: told("Nobody can be known from this page"),
  agreed: told("Everybody who can be known from it said yes to each use"),
  "not-yet": told("Not everybody has been asked yet"),
};
export const GROUP: { [key: string]: string } = {
  "": told("No, or not asked yet"),
  yes: told("Yes, all who worked on it and all in it said so"),
};
/** What stands above each part of the page. */
export const HEADINGS: { [key: string]: string } = {
  aim: told("Our aim"),
  measures: told("What we counted"),
  tried: told("What we tried"),
  chart: told("What happened"),
  learned: told("What we learned"),
  next: told("What happens next"),
};
