// Which sentences of a text are copied from what the lesson shows: as `copied.py` tells them.

import { strip } from "../base/python";
import { wordsIn } from "../base/shown";
import { cutUp } from "./reading";

// As `copied.py` has them, and for the reasons that stand there.
const IN_A_ROW = 5;
const LEAST = 7;
const SHARE = 0.9;

/** A text without the sentences that are copied, and those. */
export function withoutCopies(text: string, shown: string): [string, string[]] {
  const parts = cutUp(text).map(([typed, end]) => ({ typed, end, words: wordsIn(typed) }));
  const inARow = rowsOf(parts.flatMap(({ words }) => words), rowsIn(shown));
  const copied: string[] = [];
  let kept = "";
  let at = 0;
  for (const { typed, end, words } of parts) {
    const here = inARow.slice(at, at + words.length);
    at += words.length;
    if (here.some((long) => long >= LEAST) && here.filter(Boolean).length >= SHARE * words.length) copied.push(strip(typed));
    else kept += typed + end;
  }
  return [kept, copied];
}

const known = new Map<string, Set<string>>();

function rowsIn(shown: string): Set<string> {
  let found = known.get(shown);
  if (!found) {
    const words = shown.split(" ").filter(Boolean);
    found = new Set(words.slice(IN_A_ROW - 1).map((_, at) => words.slice(at, at + IN_A_ROW).join(" ")));
    known.set(shown, found);
  }
  return found;
}

/** For each word: how many stand in a row with it that are the lesson's; 0 where it is the writer's own. */
function rowsOf(words: string[], rows: Set<string>): number[] {
  const theirs = words.map(() => false);
  for (let at = 0; at + IN_A_ROW <= words.length; at += 1) {
    if (rows.has(words.slice(at, at + IN_A_ROW).join(" "))) theirs.fill(true, at, at + IN_A_ROW);
  }
  const found = words.map(() => 0);
  let begun = 0;
  for (let at = 0; at <= words.length; at += 1) {
    if (theirs[at]) continue;
    found.fill(at - begun, begun, at);
    begun = at + 1;
  }
  return found;
}
