// The list of things to try in the first lesson: as `tryout.py` ticks it.

import type { Record } from "../../questions/answers";
import type { Asked } from "../../questions/base/mark";
import { truth } from "../../questions/base/python";
import { told } from "../../sentences/told";

const HINT = told("Get a hint");
/** What there is to try: a hint, and the ways of answering, each as its kind of question calls it. */
const WAYS = [
  told("Make a guess"), HINT, told("Choose an answer"), told("Type a number"), told("Put things in groups"), told("Put things in order"),
  told("Tick more than one"), told("Write in your own words"),
];

/** Each thing to try, and whether an answer shows that it was tried. */
export interface Tried {
  ways: { way: string; tried: boolean }[];
  said: string;
}

export function tried(kept: { script: Asked | null; record: Record }[]): Tried {
  const shows = (way: string, script: Asked | null, record: Record): boolean => {
    if (way !== HINT) return script?.way === way && truth(record.answer);
    return Boolean(script?.marked) && record.history.some((outcome) => outcome !== "right" && outcome !== "kept");
  };
  const ways = WAYS.map((way) => ({ way, tried: kept.some(({ script, record }) => shows(way, script, record)) }));
  const done = ways.filter((one) => one.tried).length;
  const said = told("You have tried {done} of {all} things.", { done, all: ways.length });
  const all = ` ${told("That is all of them. You can use every lesson of this course.")}`;
  return { ways, said: done === ways.length ? said + all : said };
}
