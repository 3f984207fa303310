// Put things in order: the answer is a list of keys.

import { told } from "../../sentences/told";
import { keysByText, Marked, Unreadable, type Signs } from "../base/mark";
import { aboveGuessing } from "../base/fair";
import { same } from "../base/python";
import { fold } from "../base/text";

export class Order extends Marked<string[]> {
  override readonly way = told("Put things in order");
  protected readonly signs: Signs<string[]> = {
    before: ([first, second]: [string, string], answer: string[]) => answer.indexOf(first) < answer.indexOf(second),
    first: (key: string, answer: string[]) => answer[0] === key,
    order: (keys: string[], answer: string[]) => same(keys, answer),
  };

  read(answer: unknown): string[] {
    if (!Array.isArray(answer)) throw new Unreadable(told("Put each line in its place."));
    const keys = keysByText(this.pairs("items"), fold);
    const order = answer.map((one) => keys.get(fold(one)) ?? "None");
    if (!same([...order].sort(), this.shown("items").sort())) {
      throw new Unreadable(told("Put each line in its place, once."));
    }
    return order;
  }

  agrees(answer: string[], wanted: string[]): boolean {
    return same(answer, wanted) || this.list("also").some((other) => same(answer, other));
  }

  /** Each two lines that stand the right way round. */
  override share(read: string[]): number {
    const shown = this.shown("items");
    const orders = [this.rightAnswer() as string[], ...this.list<string[]>("also")];
    return Math.max(...orders.map((wanted) =>
      aboveGuessing(rightWayRound(read, wanted), Math.max(0.5, rightWayRound(shown, wanted)))));
  }
}

/** The share of pairs that stand the right way round. */
function rightWayRound(order: string[], wanted: string[]): number {
  const pairs = wanted.flatMap((one, at) => wanted.slice(at + 1).map((other) => [one, other] as const));
  return pairs.filter(([one, other]) => order.indexOf(one) < order.indexOf(other)).length / pairs.length;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { order: Order };
