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
