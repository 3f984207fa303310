// Up to three questions about one's own numbers, then a chart to begin with. As `question.py` has both.

import { Asked, feedback, type Feedback } from "../../questions/base/mark";
import { get, str } from "../../questions/base/python";
import { told } from "../../sentences/told";

type Words = { [key: string]: string };
const DOTS: Words = {
  measure: told("A number that I measure, such as minutes, pounds or kilos"),
  share: told("Some out of all, such as 12 of 40 people"),
  count: told("How many times something happened, or how many came, and that is often"),
  rare: told("Something rare: in most weeks it does not happen"),
  unsure: told("I am not sure"),
};
const LENGTHS: Words = { few: told("Fewer than 12"), some: "12 to 19", many: told("20 or more") };
const BASES: Words = { small: told("Mostly under 10"), middle: told("10 to a few hundred"), huge: told("Thousands") };
const CHANCES: Words = { same: told("About the same each time"), differs: told("It differs: more days, or more people, in some") };
/** What the chooser asks, in this order, with the answers to choose from. */
export const ASKED: { [question: string]: [string, Words] } = {
  dot: [told("What is each dot?"), DOTS],
  length: [told("How many dots do you have?"), LENGTHS],
  base: [told("Out of how many is each share?"), BASES],
  chance: [told("How much chance is there for it to happen?"), CHANCES],
};
export const NEXT = told("Answer the question above. The next one comes when it is needed.");
export const NEVER_WRONG = told("A run chart is never wrong as a first chart.");

/** Which questions are needed, going by the answers so far. */
export function wanted(chosen: Words): string[] {
  const dot = chosen["dot"] ?? "";
  if (!["measure", "share", "count"].includes(dot)) return ["dot"];
  const more = ({ share: ["base"], count: ["chance"] } as { [dot: string]: string[] })[dot] ?? [];
  return ["dot", "length", ...(["some", "many"].includes(chosen["length"] ?? "") ? more : [])];
}

/** The answers that are needed and known, in order. */
export function chosenIn(answer: unknown): Words {
  const known: Words = {};
  for (const [key, [, options]] of Object.entries(ASKED)) {
    const given = str(get(answer, key));
    if (get(options, given) !== undefined) known[key] = given;
  }
  return Object.fromEntries(wanted(known).filter((key) => key in known).map((key) => [key, known[key]!]));
}

export interface Advice {
  chart: string;
  why: string;
  beware: string;
}

/** Which chart to begin with. */
export function advise({ dot, length = "", base = "", chance = "" }: Words): Advice {
  const advice = (chart: string, why: string, beware: string): Advice => ({ chart, why, beware });
  if (dot === "unsure") {
    return advice(told("Ask for help first"), told("Write down one line: what you count, when, and out of how many."),
      told("Keep on collecting while you ask. Nothing is lost."));
  }
  if (dot === "rare") {
    return advice(told("A chart of days between"), told("Each dot is the number of days from one time to the next."),
      told("For something bad, up is good: a long gap is good news."));
  }
  if (length === "few") {
    return advice(told("A run chart"), told("It is a good first chart for any numbers in order of time."),
      told("Under 12 dots, look at it and wait. It is too early to judge."));
  }
  const early = length === "many" ? "" : ` ${told("Under 20 dots the limits are provisional: they may still move.")}`;
  if (dot === "measure") {
    return advice(told("An XmR chart"), told("Each dot is one number, so its limits come from the step between neighbours."),
      told("Keep the run chart as well if people know it.") + early);
  }
  if (dot === "share") return shareAdvice(base, early);
  if (chance === "differs") {
    return advice(told("A u chart, with some help"), told("It counts for each day or each person, so that busy weeks are fair."),
      told("Somebody who has made one should look at your first one.") + early);
  }
  return advice(told("An XmR chart, or a c chart with some help"), told("For a count that is often above five or so, both tell much the same."),
    told("A c chart expects pure chance. Real services often vary more.") + early);
}

function shareAdvice(base: string, early: string): Advice {
  if (base === "small") {
    return {
      chart: told("A run chart, or longer times for each dot"),
      why: told("A share of under 10 people jumps a lot. A month in place of a week gives more people."),
      beware: told("And take care: a small number can show who it was."),
    };
  }
  if (base === "huge") {
    return {
      chart: told("Ask for help: a p′ chart"),
      why: told("With thousands, the limits of a p chart come out too close."),
      beware: told("An XmR chart of the shares is a good start if the thousands are alike."),
    };
  }
  return {
    chart: told("A p chart"),
    why: told("It knows out of how many each share is. In small weeks its limits are wider."),
    beware: told("Keep both numbers for each dot: how many, and out of how many.") + early,
  };
}

export class ChartChooser extends Asked {
  mark(answer: unknown, _history: string[] = []): Feedback {
    const chosen = chosenIn(answer);
    const count = Object.keys(chosen).length;
    if (!count) return feedback("not tried", 0, 0, told("Not tried yet"));
    if (count < wanted(chosen).length) return feedback("started", 0, 0, told("Kept so far"), [told("One more question.")]);
    return feedback("kept", 0, 0, told("Your choice is kept"), [], "kept");
  }
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "chart-chooser": ChartChooser };
