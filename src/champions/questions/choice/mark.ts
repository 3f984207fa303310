// Choose one: the answer is the key of an option.

import { told } from "../../sentences/told";
import { Marked, several, Unreadable, type Signs } from "../base/mark";
import { fold, mixed } from "../base/text";

export class Choice extends Marked<string> {
  override readonly way = told("Choose an answer");
  protected readonly signs: Signs<string> = {
    chosen: (keys: string | string[], answer: string) => several(keys).includes(answer),
  };

  override shown(field: string): string[] {
    return field === "options" ? mixed(this.data.id, super.shown(field)) : super.shown(field);
  }

  read(answer: unknown): string {
    const wanted = fold(answer);
    for (const [key, words] of this.pairs("options")) {
      if (wanted === fold(key) || wanted === fold(words)) return key;
    }
    throw new Unreadable(told("Choose one of the answers shown."));
  }

  agrees(answer: string, wanted: string): boolean {
    return answer === wanted;
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { choice: Choice };
