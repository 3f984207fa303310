// What a page may ask of the engine, and what it gets. No page, no network, no clock in it: data in, result out.

import type { Compared } from "../../../activities/coding/mark";
import type { Tried } from "../../../activities/first_steps/tryout";
import type { BeadsShown } from "../../../activities/beads/mark";
import type { Step, StepSaid } from "../../../activities/limits_by_hand/mark";
import type { Drop } from "../../../activities/marbles/mark";
import type { Check } from "../../../activities/aim/sentence";
import type { Diagram } from "../../../activities/drivers/diagram";
import type { ServiceShown } from "../../../activities/service/mark";
import type { RampShown, WORDS } from "../../../activities/service_ramp/mark";
import type { TurnShown } from "../../../activities/your_turn/shown";
import type { OwnChart } from "../../../own_data/chart";
import type { Choice, Proposal } from "../../../own_data/typed";
import type { Sheet } from "../../../activities/tally/sheet";
import type { Board, Feedback, Question, Shown } from "../../../questions/base/mark";

export type { Feedback, Question, State } from "../../../questions/base/mark";

/** How far a learner is: core steps that are right, of how many, and stretch steps that are right. */
export interface Progress {
  done: number;
  steps: number;
  extras: number;
  /** The same as a sentence, as the lesson in Jupyter says it. */
  said: string;
}

/** What stands at the end of a lesson. */
export interface Finish {
  said: string;
  /** The words of the questions that are still open. */
  open: string[];
  /** Said after them; empty when nothing is open. */
  tail: string;
}

/** One learner's way through one lesson: the questions, and the answers so far. */
export interface Lesson {
  module: string;
  language: string;
  /** The version of the questions, which goes into the record of answers. */
  version: string;
  questions: Question[];
  /** The question of this id; an error where there is none. */
  question(id: string): Question;
  /** True where the engine has no script for the kind: the step opens with Python, in its place. */
  opensWithPython(id: string): boolean;
  /** The variable that a line of code sets, for what is not answered in a form; else empty. */
  fromCode(id: string): string;
  /** What is chosen from, in the order in which it is shown: pairs of key and words. */
  shown(id: string, field?: "options" | "items" | "groups" | "boxes" | "checks"): [string, string][];

  /** Take an answer, keep it and say how it is. Not checked: a draft, which is no try. */
  answer(id: string, given: unknown, checked?: boolean): Feedback;
  /** True where somebody who is stuck is offered help. */
  offersHelp(id: string): boolean;
  /** Help for somebody who does not know. It counts as an honest try, and what was answered stays. */
  help(id: string): Feedback;
  /** What is said of the answer kept so far; for a page that is opened again. */
  feedback(id: string): Feedback;
  /** True when a question is right, or was tried so often that its worked step was shown. */
  answered(id: string): boolean;
  /** The answer kept so far, or null. */
  kept(id: string): unknown;
  /** Files of variants that an answer (or the kept one) needs and that are not here: see `bringVariant`. */
  filesFor(id: string, answer?: unknown): string[];
  /** What the next attempt at a variant begins with; put what the form adds beside it. `device`: eight
   * hexadecimal digits by chance, used where no code is typed and no answer has an id yet. */
  next(id: string, device: string): { [key: string]: unknown };
  /** The points in words, such as "1 of 2 points", where they are shown beside the heading; else empty. */
  score(feedback: Feedback): string;
  /** The feedback as one line of text, for a status region. */
  asText(feedback: Feedback): string;
  progress(): Progress;
  /** The picture beside a form, from an answer to it (or the kept one): for themes, the stakeholder map, the fishbone
   * and the driver diagram. Null for the other kinds. */
  board(id: string, answer?: unknown): Board | null;
  /** What the writer of a text may show in an answer (or the kept one), and what they showed. */
  toShow(id: string, answer?: unknown): Shown;
  /** `try_it_all`: what was tried so far. */
  tried(): Tried;
  /** `compare_codes`: pairs of a name and a question; pairs of a name and what that person made of the records. */
  compared(names: [string, string][], others: [string, { [item: string]: string }][]): Compared;
  finish(): Finish;

  /** The code that a trainer gave; never a name. */
  learner(): string;
  nameLearner(code: string): void;
  /** The record of answers as it stands in my-answers.json: save this text at each change. */
  record(): string;
  /** Bring in a record from before or from elsewhere; of each question the answer changed more often stays.
   * False: it is none of this lesson, or cannot be read; keep its text, nothing of it was taken. */
  bring(record: string): boolean;
  /** Bring in the answers that a lesson's notebook (.ipynb) carries. False: it carries none of this lesson. */
  bringNotebook(notebook: string): boolean;
  /** The lesson's notebook, as it was handed out, with the answers in it: the file that a learner sends. */
  notebook(handedOut: string): string;
}

/** What every page may show beside a plain form, from the kept answer to it. */
export interface BesideAll {
  /** `aim_sentence`: the aim as a sentence, and what a reader would look for. */
  aim(answer: unknown): { sentence: string; checks: Check[] };
  /** `my_baseline`: what was answered in lesson 00, from that answer and the consent. */
  baseline(given: unknown, consent: unknown, scale: { [value: string]: string }): string;
}

/** The same, with what some lessons show. */
export interface Beside extends BesideAll {
  /** `tally_sheet`: the sheet to print. `said` is the same in words. */
  tally(answer: unknown): Sheet & { said: string };
  /** `driver_diagram`: the diagram from its boxes. */
  drivers(answer: unknown): Diagram & { said: string };
  /** The consent line at the foot of a story; while the page may not be shared it says that it is a draft. */
  consent(answer: unknown): string;
  /** True when everybody who can be known from a story said yes to its uses. */
  mayBeShared(answer: unknown): boolean;
  /** The made-up service of lesson 05: its weeks, and what each test showed. Its variant's file must be here. */
  service(answer: unknown): ServiceShown;
  /** The desk of lesson 05 in which a test has a size, and what can be done next. Its variant's file must be here. */
  ramp(answer: unknown): RampShown;
  /** One's turn as it stands: a chart or table, what is asked, what was placed and marked. Its file must be here. */
  turn(question: Question, answer: unknown): TurnShown;
  /** What is told of a turn that is put away: the right numbers and marks, and its reading. */
  turnTold(question: Question, answer: unknown): { chart: TurnShown; reading: string[] };
  /** Red beads: the days so far, and what they show. Its variant's file must be here. */
  beads(answer: unknown): BeadsShown;
  /** The marble drop: the tries so far. Its variant's file must be here. */
  marbles(answer: unknown): Drop[];
  /** Limits by hand: what is told of one step at this try. Its variant's file must be here. */
  handStep(answer: unknown, step: Step, tries: number): StepSaid;
  /** What a typed tally is taken for. An error with a sentence where it is not read, or not here. */
  typed(text: string, choice: Choice): Proposal;
  /** The run chart of own numbers that are kept. An error with a sentence where it is not drawn here. */
  ownChart(answer: unknown, rules: string): OwnChart;
}

/** What every page has of the engine: an import of `engine/core`. */
export interface Core {
  /** Open a lesson from the text of its questions.json; with the record kept on the device, if any.
   * An error with a sentence, where it cannot be read. */
  open(questions: string, record?: string): Lesson;
  /** Feedback on one plain answer, with the outcomes of earlier tries: pure. */
  mark(question: Question, answer: unknown, history?: string[]): Feedback;
  beside: BesideAll;
  /** Bring the text of a variant's file, by the name that `filesFor` gives. False where it is none. */
  bringVariant(file: string, text: string): boolean;
}

/** What the built script gives: the global `ChampionsEngine`, or an import of `engine/index`. */
export interface Engine extends Core {
  beside: Beside;
  /** The words of the service's form: key to words. */
  service: { [part: string]: { [key: string]: string } | number[] };
  /** The words of the desk in which a test has a size; whether an answer is of the desk before it. */
  ramp: { words: typeof WORDS; watch: number[]; ofFirstDesk(answer: unknown): boolean };
  /** The kinds that the engine has a script for. */
  kinds: string[];
}
