// The engine: a compiled lesson and an answer in, feedback out, as Python gives it. It knows no page.

import { KINDS } from "champions:kinds";
import * as beads from "../../../activities/beads/mark";
import * as drivers from "../../../activities/drivers/diagram";
import { readWork, sayStep } from "../../../activities/limits_by_hand/mark";
import { tries } from "../../../activities/marbles/mark";
import * as service from "../../../activities/service/mark";
import * as ramp from "../../../activities/service_ramp/mark";
import { consentLine, mayBeShared } from "../../../activities/story/words";
import * as tally from "../../../activities/tally/sheet";
import * as turns from "../../../activities/your_turn/shown";
import { ownChart } from "../../../own_data/chart";
import { propose } from "../../../own_data/typed";
import { bringVariant } from "../../../questions/variants";
import * as core from "./core";
import type { Beside, Engine } from "./types";

core.know(KINDS);

/** The same with what some lessons show. */
export const beside: Beside = {
  ...core.beside,
  tally(answer) {
    const sheet = tally.readSheet(answer);
    return { ...sheet, said: tally.inWords(sheet) };
  },
  drivers(answer) {
    const diagram = drivers.readDiagram(answer);
    return { ...diagram, said: drivers.inWords(diagram) };
  },
  consent: consentLine,
  mayBeShared,
  service: service.shown,
  ramp: ramp.shown,
  turn: (question, answer) => turns.shown(turns.turnIn(core.scriptOf(question), question), answer),
  turnTold: (question, answer) => turns.toldOf(turns.turnIn(core.scriptOf(question), question), answer),
  beads: beads.shown,
  marbles: tries,
  handStep: (answer, step, tries) => sayStep(readWork(answer), step, tries),
  typed: propose,
  ownChart,
};

const { open, mark } = core;
const words = service.FORM;

export { bringVariant, mark, open, words as service };
export const kinds = Object.keys(KINDS);
export const engine: Engine = { open, mark, beside, bringVariant, service: words, ramp: { words: ramp.WORDS, watch: ramp.WEEKS, ofFirstDesk: ramp.ofFirstDesk }, kinds };
