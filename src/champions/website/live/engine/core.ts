// What every page needs of the engine: lessons, marks, and what stands beside the plain forms. Other kinds join later.

import { checks, sentence } from "../../../activities/aim/sentence";
import { baselineSaid } from "../../../activities/evaluation/baseline";
import { LessonHere, marked } from "../../../lesson/session";
import type { Asked, Feedback, Question } from "../../../questions/base/mark";
import { bringVariant } from "../../../questions/variants";
import type { Core, Lesson } from "./types";

type Kinds = { [kind: string]: new (question: Question) => Asked };

const known = new Map<string, Kinds[string]>();

/** Take in kinds of question: from now on they are read and marked here. */
export function know(kinds: Kinds): void {
  for (const [kind, script] of Object.entries(kinds)) known.set(kind, script);
}

export function scriptOf(question: Question): Asked | null {
  const kind = known.get(question.kind);
  return kind ? new kind(question) : null;
}

export function open(questions: string, record = ""): Lesson {
  return new LessonHere(questions, record, scriptOf);
}

export function mark(question: Question, answer: unknown, history: string[] = []): Feedback {
  return marked(scriptOf(question), answer, history);
}

/** What every page may show beside a form, from the answer in it. */
export const beside: Core["beside"] = {
  aim: (answer) => ({ sentence: sentence(answer), checks: checks(answer) }),
  baseline: baselineSaid,
};

export const engine: Core = { open, mark, beside, bringVariant };
