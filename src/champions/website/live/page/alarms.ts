// The lab of false alarms: brought by the lesson that has it.

import { later, told } from "../../../sentences/told";
import { status } from "./beside";
import { changeWords, choice, group, pressed, type Shown, type Texts } from "./form";
import { node } from "./node";

interface Counted {
  charts: number;
  rules: Texts;
  weeks: number[];
  shifts: Texts;
  /** "rules|weeks|shift" to how many charts of each try gave a signal. */
  signals: { [tried: string]: number[] };
}

/** Charts of chance, counted at build: each press is the next try with what is chosen. */
export const alarmLab: Shown = (place, _lesson, [given]) => {
  const counted = given as Counted;
  const [rulesRow, rules] = choice(told("Rules"), Object.entries(counted.rules), Object.keys(counted.rules)[0]);
  const [weeksRow, weeks] = choice(told("Length of each chart"), counted.weeks.map((one): [string, string] => [String(one), told("{n} weeks", { n: one })]), "24");
  const [shiftRow, shift] = choice(told("What happened"), Object.entries(counted.shifts), Object.keys(counted.shifts)[0]);
  const says = status();
  changeWords(says, told("No charts made yet."));
  const rows = node("tbody");
  const head = [told("Rules"), told("Weeks"), told("What happened"), told("Charts with a signal")].map((name) => node("th", { scope: "col" }, name));
  const table = node("table", {}, node("thead", {}, node("tr", {}, ...head)), rows);
  table.hidden = true;
  const button = pressed(told("Make {charts} charts", { charts: counted.charts }), () => {
    const tries = counted.signals[`${rules.value}|${weeks.value}|${shift.value}`]!;
    const signals = tries[rows.childElementCount % tries.length]!;
    const cells = [counted.rules[rules.value]!, weeks.value, counted.shifts[shift.value]!].map((one) => node("td", {}, one));
    const result = node("td", {}, node("strong", {}, told("{some} of {all}", { some: signals, all: counted.charts })));
    rows.append(node("tr", {}, ...cells, result));
    table.hidden = false;
    const sentence = Number(shift.value)
      ? later("{signals} of {charts} charts gave a signal (found the change).")
      : later("{signals} of {charts} charts gave a signal (false alarms: nothing had changed).");
    changeWords(says, told(sentence, { signals, charts: counted.charts }));
  }, "check");
  place.replaceChildren(group(told("Charts of chance"), rulesRow, weeksRow, shiftRow, node("p", {}, button), says,
    node("div", { class: "champions-lab champions-table" }, table)));
  return () => undefined;
};
