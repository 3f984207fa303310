// Put things in order: the answer is a list of keys.

import { keysByText, Marked, Unreadable, type Signs } from "../base/mark";
import { aboveGuessing } from "../base/fair";
import { same } from "../base/python";
import { fold } from "../base/text";

export class Order extends Marked<string[]> {
  override readonly way = "Put things in order";
  protected readonly signs: Signs<string[]> = {
    before: ([first, second]: [string, string], answer: string[]) => answer.indexOf(first) < answer.indexOf(second),
    first: (key: string, answer: string[]) => answer[0] === key,
    order: (keys: string[], answer: string[]) => same(keys, answer),
  };

  read(answer: unknown): string[] {
    if (!Array.isArray(answer)) throw new Unreadable("Put each line in its place.");
    const keys = keysByText(this.pairs("items"), fold);
    const order = answer.map((one) => keys.get(fold(one)) ?? "None");
    if (!same([...order].sort(), this.shown("items").sort())) {
      throw new Unreadable("Put each line in its place, once.");
    }
    return order;
  }

  agrees(answer: string[], wanted: string[]): boolean {
    return same(answer, wanted) || this.list("also").some((other) => same(answer, other));
  }

  /** Two lines the right way round, or lines in their own place: what is better counts. */
  override share(read: string[]): number {
    const shown = this.shown("items");
    const orders = [this.rightAnswer() as string[], ...this.list<string[]>("also")];
    const ways: [(order: string[], wanted: string[]) => number, number][] = [
      [rightWayRound, 0.5],
      [inPlace, 1 / shown.length],
    ];
    const worth = orders.flatMap((wanted) =>
      ways.map(([count, chance]) => aboveGuessing(count(read, wanted), Math.max(chance, count(shown, wanted)))));
    return Math.max(...worth);
  }
}

/** The share of pairs that stand the right way round. */
function rightWayRound(order: string[], wanted: string[]): number {
  const pairs = wanted.flatMap((one, at) => wanted.slice(at + 1).map((other) => [one, other] as const));
  return pairs.filter(([one, other]) => order.indexOf(one) < order.indexOf(other)).length / pairs.length;
}

function inPlace(order: string[], wanted: string[]): number {
  return order.filter((one, at) => one === wanted[at]).length / wanted.length;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { order: Order };
