// Sort comments into themes, in order, and stop at the one that must not be sorted.

import type { Board, Signs } from "../../questions/base/mark";
import { get, tableOf, toTenths } from "../../questions/base/python";
import { counted } from "../../questions/base/text";
import { SIGNS, Sort, type Placed } from "../../questions/sort/mark";
import { inARow, told } from "../../sentences/told";

/** The group that a comment is put in to say: this is not for sorting. */
const STOP = "stop";

export class Themes extends Sort {
  protected override readonly signs: Signs<Placed> = {
    ...SIGNS,
    stopped_right: (wanted: boolean, answer: Placed) => this.stoppedRight(answer) === wanted,
    sorted_disclosure: (wanted: boolean, answer: Placed) =>
      ((answer.get(this.disclosure) ?? STOP) !== STOP) === wanted,
    stopped: (wanted: boolean, answer: Placed) => [...answer.values()].includes(STOP) === wanted,
    one_theme: (wanted: boolean, answer: Placed) =>
      (new Set([...answer.values()].filter((group) => group !== STOP)).size === 1) === wanted,
  };

  private readonly disclosure = this.text("disclosure");
  private readonly before = this.items.slice(0, this.items.indexOf(this.disclosure));

  /** How many comments each theme has so far, most first. A stop is not counted. */
  override board(answer: unknown): Board {
    const groups = this.filled(answer).filter(({ key }) => key !== STOP).map(({ words, inside }) => ({ words, inside }));
    groups.sort((one, other) => other.inside.length - one.inside.length);
    const counts = groups.map(({ words, inside }) => `${words} ${inside.length}`);
    return { groups, said: told("So far: {counts}.", { counts: inARow(counts) }) };
  }

  private stoppedRight(answer: Placed): boolean {
    return answer.get(this.disclosure) === STOP;
  }

  /** What was sorted up to the first stop; a stop ends it. */
  override read(answer: unknown): Placed {
    const placed = super.read(answer);
    const kept: Placed = new Map();
    for (const item of this.items) {
      const group = placed.get(item);
      if (group !== undefined) kept.set(item, group);
      if (group === STOP) break;
    }
    return kept;
  }

  override unfinished(answer: Placed): string {
    if ((answer.get(this.disclosure) ?? STOP) !== STOP) return ""; // somebody may be at risk: told at once
    const at = this.items.findIndex((item) => answer.get(item) === STOP);
    const wanted = at < 0 ? this.items : this.items.slice(0, at);
    const left = wanted.filter((item) => !answer.has(item)).length;
    return left ? told("{done} sorted, {left} to go.", { done: answer.size, left }) : "";
  }

  override agrees(answer: Placed, _wanted: Placed): boolean {
    return this.stoppedRight(answer) && this.inPlace(answer) === this.before.length;
  }

  override rightAnswer(): unknown {
    const right = this.data["right"];
    return tableOf([...this.before.map((item) => [item, get(right, item)] as [string, unknown]), [this.disclosure, STOP]]);
  }

  protected override inPlace(read: Placed): number {
    return this.before.filter((item) => this.atHome(item, read, get(this.data["right"], item))).length;
  }

  protected override withAHome(): string[] {
    return this.before;
  }

  /** Half for the stop at the right place, and half for the comments before it. */
  override share(read: Placed): number {
    return 0.5 * Number(this.stoppedRight(read)) + 0.5 * super.share(read);
  }

  /** Half for the stop at the right place. Without it there is nothing to give. */
  override partAtFirst(read: Placed): number {
    if (!this.stoppedRight(read)) return 0;
    const share = this.inPlace(read) / this.before.length;
    return toTenths(this.points * (0.5 + (share > 0.5 ? 0.4 : 0)));
  }

  override saidFirst(read: Placed): string[] {
    if (!this.stoppedRight(read)) return [];
    const alike = counted(
      this.inPlace(read), "On 1 of {all} comments your theme fits.", "On {n} of {all} comments your theme fits.",
      { all: this.before.length },
    );
    return [told("You stopped at the right comment. That is what matters most."), alike];
  }

  /** On how many comments another theme was chosen than by us, and fits as well. */
  override saidBeside(read: Placed): string[] {
    const other = this.before.filter((item) => read.get(item) !== get(this.data["right"], item)).length;
    if (!other) return [];
    return [counted(other,
      "On 1 comment you chose another theme than we did. Both fit: two people may see it in two ways.",
      "On {n} comments you chose another theme than we did. Both fit: two people may see it in two ways.")];
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { themes: Themes };
