// A PDSA record in a champion's own words: one thing is said that would make it easier to learn from.

import type { Feedback } from "../../questions/base/mark";
import { strip, type Table } from "../../questions/base/python";
import { caseless } from "../../questions/base/text";
import { nudged, tableIn, textIn, Words } from "../../questions/words/mark";
import { told, typedWords } from "../../sentences/told";

/** Where a record keeps the prediction as it stood when the test began. */
export const SEALED = "as first written";
const PREDICTION = "prediction";

export class PdsaRecord extends Words {
  override mark(answer: unknown, history: string[] = []): Feedback {
    const said = super.mark(answer, history);
    return nudged(said, said.state === "started" || said.state === "kept" ? nudgeFor(tableIn(answer)) : "");
  }
}

/** One thing that would make a record easier to learn from; empty when there is none. */
export function nudgeFor(texts: Table): string {
  const prediction = textIn(texts, PREDICTION);
  const first = textIn(texts, SEALED);
  if (strip(prediction) && !hasNumber(prediction)) return told("A number in your prediction makes it easier to check.");
  if (first && strip(first) !== strip(prediction)) {
    return told("Both predictions are kept: the first one and the new one. That is fine.");
  }
  const act = textIn(texts, "act");
  if (strip(act) && ![...typedWords("adopt adapt abandon")].some((word) => caseless(act).includes(word))) {
    return told("Say which it is: adopt, adapt or abandon.");
  }
  return "";
}

function hasNumber(text: string): boolean {
  const words: string[] = caseless(text).match(/\p{L}+/gu) ?? [];
  const numbers = typedWords("one two three four five six seven eight nine ten eleven twelve half none nobody all everyone");
  return /\p{Nd}/u.test(text) || words.some((word) => numbers.has(word));
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { pdsa: PdsaRecord };
