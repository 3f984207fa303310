// The engine: a compiled lesson and an answer in, feedback out, as Python gives it. It knows no page.

import { KINDS } from "champions:kinds";
import { checks, sentence } from "../../../activities/aim/sentence";
import * as drivers from "../../../activities/drivers/diagram";
import { consentLine } from "../../../activities/story/words";
import * as service from "../../../activities/service/mark";
import * as turns from "../../../activities/your_turn/shown";
import * as tally from "../../../activities/tally/sheet";
import type { YourTurn } from "../../../activities/your_turn/mark";
import { LessonHere, marked } from "../../../lesson/session";
import type { Asked, Feedback, Question } from "../../../questions/base/mark";
import { bringVariant } from "../../../questions/variants";
import type { Beside, Engine, Lesson } from "./types";

function scriptOf(question: Question): Asked | null {
  const kind = Object.prototype.hasOwnProperty.call(KINDS, question.kind) ? KINDS[question.kind] : undefined;
  return kind ? new kind(question) : null;
}

export function open(questions: string, record = ""): Lesson {
  return new LessonHere(questions, record, scriptOf);
}

export function mark(question: Question, answer: unknown, history: string[] = []): Feedback {
  return marked(scriptOf(question), answer, history);
}

function turnOf(question: Question): YourTurn {
  const script = scriptOf(question);
  if (!turns.isTurn(script)) throw new Error(`The kind "${question.kind}" is no turn.`);
  return script;
}

/** What a lesson shows beside a form, from the answer in it: its words and parts. The page draws them. */
export const beside: Beside = {
  aim: (answer) => ({ sentence: sentence(answer), checks: checks(answer) }),
  tally(answer) {
    const sheet = tally.readSheet(answer);
    return { ...sheet, said: tally.inWords(sheet) };
  },
  drivers(answer) {
    const diagram = drivers.readDiagram(answer);
    return { ...diagram, said: drivers.inWords(diagram) };
  },
  consent: consentLine,
  service: service.shown,
  turn: (question, answer) => turns.shown(turnOf(question), answer),
  turnTold: (question, answer) => turns.told(turnOf(question), answer),
};

const { CHANGES, ADAPTED, PREDICTIONS, DECISIONS, FOUND, WATCH } = service;
const words = {
  changes: CHANGES, adapted: ADAPTED, predictions: PREDICTIONS, decisions: DECISIONS, found: FOUND, watch: WATCH,
};

export { bringVariant, words as service };
export const kinds = Object.keys(KINDS);
export const engine: Engine = { open, mark, beside, bringVariant, service: words, kinds };
