// A champion's own words, in one or more boxes: the answer is box to text. Kept; a person may read it.

import { told } from "../../sentences/told";
import { Asked, feedback, isTable, type Feedback } from "../base/mark";
import { get, str, strip, truth, type Table } from "../base/python";
import { counted } from "../base/text";

/** What is said to who does not know what to write. */
const HELP = [
  told("It is good that you say so. Nothing here is right or wrong."),
  told(
    "Say it aloud to somebody first, as you would tell a neighbour. Then write one sentence of that. It may be rough: " +
      "you can change it at any time, or leave this and come back.",
  ),
];

export class Words extends Asked {
  override readonly way = told("Write in your own words");
  override readonly scoredAs = this.list("rubric").length ? "evidence" : "not scored";

  private boxes(): string[] {
    return this.data["boxes"] === undefined ? ["words"] : super.shown("boxes");
  }

  override shown(field: string): string[] {
    return field === "boxes" ? this.boxes() : super.shown(field);
  }

  mark(answer: unknown, _history: string[] = []): Feedback {
    const texts = tableIn(answer);
    const boxes = this.boxes();
    const left = boxes.filter((key) => !written(texts, key)).length;
    if (left === boxes.length) return feedback("not tried", 0, 0, told("Not written yet"));
    if (left) {
      const empty = counted(left, "1 box still empty.", "{n} boxes still empty.");
      return feedback("started", 0, 0, told("Kept so far"), [empty], "kept");
    }
    const said = this.data["reply"] !== false || this.scoredAs === "evidence"
      ? told("Your trainer reads it after you send your work. It is not read straight away.")
      : told("This note is for you.");
    return feedback("kept", 0, 0, told("Your words are kept"), [said], "kept");
  }

  override get offersHelp(): boolean {
    return true;
  }

  override help(): Feedback {
    return feedback("started", 0, 0, told("Here is some help"), HELP);
  }

  override blank(answer: unknown): boolean {
    const texts = tableIn(answer);
    return !Object.keys(texts).some((key) => written(texts, key));
  }
}

/** The boxes of an answer; none where it is no table. */
export function tableIn(answer: unknown): Table {
  return isTable(answer) ? answer : {};
}

/** What stands in a box, as text. */
export function textIn(texts: Table, key: string): string {
  const value = get(texts, key);
  return truth(value) ? str(value) : "";
}

/** What stands in a box, without spaces around it; empty where nothing does. */
export function written(texts: Table, key: string): string {
  return strip(textIn(texts, key));
}

/** The feedback with one more thing said before the rest, where there is one. */
export function nudged(said: Feedback, nudge: string): Feedback {
  return nudge ? { ...said, messages: [nudge, ...said.messages] } : said;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { words: Words };
