// The one-page story of a project: one thing to look at before the page is made.

import type { Feedback } from "../../questions/base/mark";
import { get, placesOf, truth, wordsOf, type Table } from "../../questions/base/python";
import { nudged, tableIn, textIn, Words } from "../../questions/words/mark";
import { told } from "../../sentences/told";

/** The boxes of a story, in the order in which they are read. */
const BOXES = ["title", "who", "aim", "measures", "tried", "chart", "learned", "next", "contact"];
/** About as many words as fit on one side of A4 beside a chart, in letters that can be read. */
const MOST_WORDS = 260;

export class Story extends Words {
  override mark(answer: unknown, history: string[] = []): Feedback {
    const said = super.mark(answer, history);
    return nudged(said, said.state === "started" || said.state === "kept" ? nudgeFor(tableIn(answer)) : "");
  }
}

/** One thing to look at before the page is made; empty when there is none. */
export function nudgeFor(texts: Table): string {
  const boxes = BOXES.map((key) => textIn(texts, key));
  const whole = boxes.join(" ");
  const stands = (pattern: RegExp, notAfter: RegExp): boolean => placesOf(whole, pattern, notAfter).length > 0;
  if (stands(/(?:\+44 ?7|07)\p{Nd}{3} ?\p{Nd}{3} ?\p{Nd}{3}(?!\p{Nd})/u, /\p{Nd}/u)) {
    return told("A phone number of a person stands on your page. Use the number of a group.");
  }
  if (stands(/\p{Nd}{3}[ -]?\p{Nd}{3}[ -]?\p{Nd}{4}(?!\p{Nd})/u, /\p{Nd}/u)) {
    return told("A long number stands on your page. Is it somebody's NHS number? Take it out.");
  }
  if (stands(/(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z]/u, /[\p{L}\p{N}_]/u)) {
    return told("A person's name seems to stand on your page. Use a role, or ask that person first.");
  }
  const count = boxes.reduce((sum, text) => sum + wordsOf(text).length, 0);
  if (count > MOST_WORDS) {
    return told("Your page has {count} words. About {most} fit on one side. What can go?", { count, most: MOST_WORDS });
  }
  return truth(get(texts, "consent")) ? "" : told("Choose the line on consent. Until then the page says that it is a draft.");
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { story: Story };
