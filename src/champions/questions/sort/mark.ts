// Sort things into groups: the answer is item to group.

import { told } from "../../sentences/told";
import { isTable, keysByText, Marked, several, Unreadable, type Signs } from "../base/mark";
import { inGroups } from "../base/fair";
import { get, pairsOf, stripEnd, truth, type Table } from "../base/python";
import { fold, listed } from "../base/text";

/** When no more than these are left, they are named. */
const NAMED = 3;

/** Thing to group, as far as things were placed. */
export type Placed = Map<string, string>;

/** The signs of every sorting. */
export const SIGNS: Signs<Placed> = {
  placed: (part: Table, answer) => pairsOf(part).every(([item, group]) => answer.get(item) === group),
  placed_one_of: (part: Table, answer) =>
    pairsOf(part).some(([item, groups]) => several(groups).includes(answer.get(item))),
  misplaced: (part: Table, answer) => pairsOf(part).some(([item, group]) => answer.get(item) !== group),
  all_in: (groups: string | string[], answer) => {
    const found = new Set(answer.values());
    return found.size === 1 && [...found].every((one) => several(groups).includes(one));
  },
};

export class Sort extends Marked<Placed> {
  override readonly way = told("Put things in groups");
  protected readonly signs: Signs<Placed> = SIGNS;

  protected readonly items = this.shown("items");
  private readonly groups = keysByText(this.pairs("groups"), fold);

  override blank(answer: unknown): boolean {
    return super.blank(answer) || (isTable(answer) && !Object.values(answer).some(truth));
  }

  read(answer: unknown): Placed {
    if (!isTable(answer)) throw new Unreadable(told("Choose a group for each line."));
    const placed: Placed = new Map();
    for (const [item, given] of pairsOf(answer)) {
      const group = truth(given) ? this.groups.get(fold(given)) : "";
      if (group && this.items.includes(item)) placed.set(item, group);
    }
    return placed;
  }

  override unfinished(answer: Placed): string {
    const left = this.pairs("items").filter(([item]) => !answer.has(item)).map(([, words]) => words);
    if (!left.length) return "";
    const said = told("{placed} placed, {left} to go.", { placed: answer.size, left: left.length });
    if (!this.fair || left.length > NAMED) return said;
    return told("{said} Still to be placed: {things}.", { said, things: listed(left.map((words) => stripEnd(words, "."))) });
  }

  agrees(answer: Placed, wanted: Placed): boolean {
    return this.items.every((item) => this.atHome(item, answer, wanted.get(item)));
  }

  /** True when an item is in its group, or in another that is as good. */
  protected atHome(item: string, read: Placed, right: unknown): boolean {
    const also = get(this.data["also"], item);
    const found = read.get(item);
    return found === right || (Array.isArray(also) && also.includes(found));
  }

  /** The groups with what an answer put in each, in the order in which it was put there. */
  protected filled(answer: unknown): { key: string; words: string; inside: string[] }[] {
    const things = new Map(this.pairs("items"));
    const placed = pairsOf(answer).filter(([item]) => things.has(item));
    return this.pairs("groups").map(([key, words]) => {
      return { key, words, inside: placed.filter(([, home]) => home === key).map(([item]) => things.get(item)!) };
    });
  }

  protected inPlace(read: Placed): number {
    const right = this.rightAnswer();
    return this.items.filter((item) => this.atHome(item, read, get(right, item))).length;
  }

  /** The things that belong in a group. */
  protected withAHome(): string[] {
    return this.items;
  }

  override share(read: Placed): number {
    const right = this.rightAnswer();
    const homes = new Map(this.withAHome().map((item) => [item, get(right, item)]));
    const placed = new Map([...read].filter(([item]) => homes.has(item)));
    const atHome = (item: string, group: unknown): boolean =>
      this.atHome(item, new Map([[item, group as string]]), get(right, item));
    return inGroups(homes, placed, atHome);
  }

  /** More than half in place earns that share, to one decimal. */
  override partAtFirst(read: Placed): number {
    const share = this.inPlace(read) / this.items.length;
    return share > 0.5 ? Math.floor(this.points * share * 10) / 10 : 0;
  }

  override saidFirst(read: Placed): string[] {
    return [told("{placed} of {all} are in the right group.", { placed: this.inPlace(read), all: this.items.length })];
  }

  override generalHint(_read: Placed): string {
    return told("Look at those of which you are least sure. Change one or two, and check again.");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { sort: Sort };
