// Choose all that apply: the answer is a list of keys.

import { told } from "../../sentences/told";
import { keysByText, Marked, Unreadable, type Signs } from "../base/mark";
import { inGroups } from "../base/fair";
import { strip } from "../base/python";
import { fold, mixed } from "../base/text";

type Ticked = Set<string>;

function within(keys: Iterable<string>, answer: Ticked): boolean {
  return [...keys].every((key) => answer.has(key));
}

export class Pick extends Marked<Ticked> {
  override readonly way = told("Tick more than one");
  protected readonly signs: Signs<Ticked> = {
    ticked: (keys: string[], answer: Ticked) => within(keys, answer),
    ticked_one_of: (keys: string[], answer: Ticked) => keys.some((key) => answer.has(key)),
    left_out: (keys: string[], answer: Ticked) => !within(keys, answer),
    only: (keys: string[], answer: Ticked) => this.agrees(answer, new Set(keys)),
  };

  override shown(field: string): string[] {
    return field === "options" ? mixed(this.data.id, super.shown(field)) : super.shown(field);
  }

  read(answer: unknown): Ticked {
    const given = typeof answer === "string" ? answer.split(/[,;\n]/).filter(strip) : answer;
    if (!Array.isArray(given)) throw new Unreadable(told("Choose one or more of the answers shown."));
    const keys = keysByText(this.pairs("options"), fold);
    const found = given.map((one) => keys.get(fold(one)));
    if (found.includes(undefined)) throw new Unreadable(told("Choose one or more of the answers shown."));
    return new Set(found as string[]);
  }

  agrees(answer: Ticked, wanted: Ticked): boolean {
    return answer.size === wanted.size && within(answer, wanted);
  }

  /** Each box is in one of two groups: to be ticked, and to be left. */
  override share(read: Ticked): number {
    const boxes = (ticked: Ticked): Map<string, string> =>
      new Map(this.pairs("options").map(([key]) => [key, ticked.has(key) ? "ticked" : "left"]));
    return inGroups(boxes(new Set(this.rightAnswer() as string[])), boxes(read));
  }

  override generalHint(read: Ticked): string {
    const wanted = new Set(this.rightAnswer() as string[]);
    if (read.size < wanted.size && within(read, wanted)) {
      return told("What you chose is right, and there is more to find.");
    }
    if (within(wanted, read)) return told("All that belong are ticked, and something that does not. Go through them once more.");
    if (![...read].some((one) => wanted.has(one))) {
      return told("What is ticked does not belong here. Read each line once more, and try others.");
    }
    return told("Some of these belong and some do not. Go through them one by one, and check again.");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { pick: Pick };
