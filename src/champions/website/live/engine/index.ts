// The engine: a compiled lesson and an answer in, feedback out, as Python gives it. It knows no page.

import { KINDS } from "champions:kinds";
import { LessonHere } from "../../../lesson/session";
import { feedback, type Asked, type Feedback, type Question } from "../../../questions/base/mark";
import type { Engine, Lesson } from "./types";

function scriptOf(question: Question): Asked | null {
  const kind = Object.prototype.hasOwnProperty.call(KINDS, question.kind) ? KINDS[question.kind] : undefined;
  return kind ? new kind(question) : null;
}

export function open(questions: string, record = ""): Lesson {
  return new LessonHere(questions, record, scriptOf);
}

export function mark(question: Question, answer: unknown, history: string[] = []): Feedback {
  return scriptOf(question)?.mark(answer, history) ?? feedback("python", 0, 0, "This step opens with Python");
}

export const kinds = Object.keys(KINDS);
export const engine: Engine = { open, mark, kinds };
