// What was answered in lesson 00, in a sentence: as `pages.py` says it. Never a number, and never without a yes.

import { get, str } from "../../questions/base/python";
import { told } from "../../sentences/told";

/** The sentence, from the answer and the consent that are kept of lesson 00; null where nothing is kept. */
export function baselineSaid(given: unknown, consent: unknown, scale: { [value: string]: string }): string {
  const words = get(scale, str(given));
  if (typeof words !== "string") return told("Your answer from lesson 00 is not here. That is fine: answer for today alone.");
  const kept = consent === "yes" ? told("You said that we may use it.") : told("You did not say that we may use it, so it is for you alone.");
  const answered = told("In lesson 00 you answered: \"{words}\".", { words: told(words) });
  return `${answered} ${kept}`;
}
