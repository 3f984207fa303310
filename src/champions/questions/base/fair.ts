// Part marks, by one rule for every kind: what is right earns its share, and knowing nothing earns none. As `fair.py`.

/** The rule of this file, as a file of questions names it. A file that names none keeps the rule of the first version. */
export const FAIR = "fair";

/** What a share is worth, from 0 to 1, when so much of it is right without knowing anything. */
export function aboveGuessing(share: number, guessed: number): number {
  return guessed < 1 ? Math.max(0, (share - guessed) / (1 - guessed)) : 0;
}

type Groups = Map<string, unknown>;

/** What things in groups are worth, from 0 to 1: each thing the same, or each group the same; the better one counts. */
export function inGroups(
  homes: Groups,
  placed: Groups,
  atHome: (thing: string, group: unknown) => boolean = (thing, group) => homes.get(thing) === group,
): number {
  if (!homes.size) return 0;
  const groups = new Map<unknown, string[]>();
  for (const [thing, home] of homes) groups.set(home, [...(groups.get(home) ?? []), thing]);
  const right = (some: string[], answer: Groups): number =>
    some.filter((thing) => answer.has(thing) && atHome(thing, answer.get(thing))).length / some.length;
  const eachThing = (answer: Groups): number => right([...homes.keys()], answer);
  const eachGroup = (answer: Groups): number =>
    [...groups.values()].reduce((sum, some) => sum + right(some, answer), 0) / groups.size;
  const all = new Set([...groups.keys(), ...placed.values()]);
  const knowingNothing = [...all].map((group): Groups => new Map([...homes.keys()].map((thing) => [thing, group])));
  return Math.max(
    ...[eachThing, eachGroup].map((count) => aboveGuessing(count(placed), Math.max(...knowingNothing.map(count)))),
  );
}

/** A share of the points, in steps of a tenth, and never all: all is for what is all right. */
export function pointsFor(share: number, points: number): number {
  const step = 10 * points * Math.min(share, 1);
  return Math.max(0, Math.min(Math.floor(step + 1e-9), Math.ceil(10 * points - 1e-9) - 1) / 10);
}
