// One champion's way through one lesson, without Python: what `session.py` does with answers.

import { told } from "../sentences/told";
import { compare, CodeFreely, type Compared } from "../activities/coding/mark";
import { tried, type Tried } from "../activities/first_steps/tryout";
import { deviceIn, nextOne } from "../questions/attempts";
import { AnswerBook, bookIn, earlier, MIME, plain, recovered } from "../questions/answers";
import { feedback as said, STEP_AFTER, type Asked, type Board, type Feedback, type Question, type Shown } from "../questions/base/mark";
import { cut, get, isTable, pairsOf, readJson, same, strip, writeJson, type Table } from "../questions/base/python";
import { wordsShown } from "../questions/base/shown";
import { feedbackHtml, feedbackText, score } from "../questions/page";
import { isHere, NotHere, OnlyPython } from "../questions/variants";
import type { Finish, Lesson, Progress } from "../website/live/engine/types";

const FORMAT = 1;

/** Makes the script of a question's kind; null where there is none. */
export type Scripts = (question: Question) => Asked | null;

const ENGLISH = "en-GB";

export class LessonHere implements Lesson {
  readonly module: string;
  readonly language: string;
  readonly version: string;
  readonly questions: Question[];
  private readonly asked = new Map<string, { question: Question; script: Asked | null }>();
  private readonly book: AnswerBook;

  constructor(text: string, record: string, scripts: Scripts) {
    const about = questionsIn(text);
    this.module = String(about["module"]);
    this.language = String(about["language"]);
    this.version = String(about["version"]);
    this.questions = about["questions"] as Question[];
    const shown = typeof about["prose"] === "string" ? wordsShown(about["prose"], this.questions) : "";
    for (const question of this.questions) {
      if ("looks_for" in question) question["lesson"] = shown;
      if (about["part_marks"] !== undefined) question["part_marks"] = about["part_marks"];
    }
    for (const question of [...this.questions].reverse()) {
      this.asked.set(question.id, { question, script: scripts(question) });
    }
    this.book = new AnswerBook(this.module);
    if (record) this.bring(record);
  }

  /** The book says with which questions it goes on, and in which language they were asked. */
  private asOf(): void {
    this.book.version = this.version;
    this.book.language = this.language === ENGLISH ? "" : this.language;
  }

  private find(id: string): { question: Question; script: Asked | null } {
    const found = this.asked.get(id);
    if (!found) throw new Error(`The lesson ${this.module} asks no question "${id}".`);
    return found;
  }

  question(id: string): Question {
    return this.find(id).question;
  }

  opensWithPython(id: string): boolean {
    return this.find(id).script === null;
  }

  fromCode(id: string): string {
    return this.find(id).script?.fromCode ?? "";
  }

  shown(id: string, field = "options"): [string, string][] {
    const { question, script } = this.find(id);
    const words = new Map(pairsOf(question[field]) as [string, string][]);
    const keys = script ? script.shown(field) : [...words.keys()];
    return keys.map((key) => [key, words.get(key) ?? told("Your words")]);
  }

  // --- Answers ----------------------------------------------------------------------------------

  answer(id: string, given: unknown, checked = true): Feedback {
    const { script } = this.find(id);
    const kept = plain(given);
    const record = this.book.records.get(id);
    let before = record?.history ?? [];
    if (record && !record.draft && same(record.answer, kept)) before = earlier(record);
    let found = marked(script, kept, before);
    if (!checked) found = notChecked(found);
    else if (found.state === "not tried" && script?.marked) {
      found = { ...found, messages: [script.howToBegin] };
    }
    // Only a change is written: looking at a lesson leaves no trace.
    if (record || (found.state !== "not tried" && found.state !== "python")) {
      if (this.book.put(id, kept, script?.marked ? found.outcome : "")) this.asOf();
    }
    return found;
  }

  offersHelp(id: string): boolean {
    return this.find(id).script?.offersHelp ?? false;
  }

  help(id: string): Feedback {
    const { script } = this.find(id);
    const found = script!.help(this.book.records.get(id)?.history ?? []);
    if (script!.marked) {
      this.book.helped(id, found.outcome, "I do not know");
      this.asOf();
    }
    return found;
  }

  feedback(id: string): Feedback {
    const { script } = this.find(id);
    const record = this.book.records.get(id);
    const found = record ? marked(script, record.answer, earlier(record)) : marked(script, null, []);
    return record?.draft ? notChecked(found) : found;
  }

  next(id: string, device: string): Table {
    const { script } = this.find(id);
    const known = deviceIn([...this.book.records.values()].map((record) => record.answer)) || device;
    const owner = { lesson: this.module, code: this.book.learner, device: known };
    return script ? nextOne(script, owner, this.kept(id)) : {};
  }

  filesFor(id: string, answer: unknown = this.kept(id)): string[] {
    const { script } = this.find(id);
    return (script?.filesFor(answer) ?? []).filter((file) => !isHere(file));
  }

  kept(id: string): unknown {
    return this.book.records.get(id)?.answer ?? null;
  }

  score(feedback: Feedback): string {
    return score(feedback);
  }

  asText(feedback: Feedback): string {
    return feedbackText(feedback);
  }

  progress(): Progress {
    const states = { core: [0, 0], stretch: [0, 0] } as { [counts: string]: [number, number] };
    for (const { id } of this.questions) {
      const { script, question } = this.find(id);
      const counts = states[script ? script.scoredAs : countsTowards(question)];
      if (!counts) continue;
      counts[1] += 1;
      if (this.isRight(id)) counts[0] += 1;
    }
    const [[done, steps], [extras]] = [states["core"]!, states["stretch"]!];
    const said = told("{done} of {steps} steps right so far.", { done, steps });
    return { done, steps, extras, said: extras ? `${said} ${told("And {extras} extra.", { extras })}` : said };
  }

  /** True for a right answer. Where only Python can say it now, it is what Python once said. */
  private isRight(id: string): boolean {
    if (this.find(id).script) return this.feedback(id).state === "right";
    return this.book.records.get(id)?.history.includes("right") ?? false;
  }

  answered(id: string): boolean {
    const record = this.book.records.get(id);
    const tries = (record?.history ?? []).filter((outcome) => outcome !== "right" && outcome !== "kept").length;
    return tries >= STEP_AFTER || this.isRight(id);
  }

  finish(): Finish {
    const open = this.questions.filter((question) => {
      const script = this.find(question.id).script;
      const counts = script ? script.scoredAs : countsTowards(question);
      const wanted = counts === "core" || counts === "evidence";
      return wanted && !this.isRight(question.id) && this.feedback(question.id).state !== "kept";
    });
    if (!open.length) return { said: told("Every step is done. Well done."), open: [], tail: "" };
    const tail = told("You may send your work as it is. Half done is fine.");
    return { said: told("These steps are still open:"), open: open.map((question) => question.ask), tail };
  }

  tried(): Tried {
    const kept = this.questions.filter(({ id }) => this.book.records.has(id));
    return tried(kept.map(({ id }) => ({ script: this.find(id).script, record: this.book.records.get(id)! })));
  }

  board(id: string, answer: unknown = this.kept(id)): Board | null {
    return this.find(id).script?.board(answer) ?? null;
  }

  toShow(id: string, answer: unknown = this.kept(id)): Shown {
    return this.find(id).script?.toShow(answer) ?? { open: [], shown: [] };
  }

  compared(names: [string, string][], others: [string, { [item: string]: string }][]): Compared {
    const people: [string, Map<string, string>][] = [];
    let items: string[] = [];
    for (const [name, id] of names) {
      const { script } = this.find(id);
      if (!(script instanceof CodeFreely)) throw new Error(`The question "${id}" sorts no records freely.`);
      people.push([name, script.codes(this.kept(id))]);
      if (people.length === 1) items = script.shown("items");
    }
    if ((people[0]?.[1].size ?? 0) < items.length) { // others' views would lead theirs
      return { lines: [], differ: [], said: told("When all your notes are done, you see here who agrees with whom.") };
    }
    const before = others.map(([name, codes]): [string, Map<string, string>] => [name, new Map(Object.entries(codes))]);
    return compare([...people, ...before], items);
  }

  // --- The record -------------------------------------------------------------------------------

  learner(): string {
    return this.book.learner;
  }

  nameLearner(code: string): void {
    this.book.learner = cut(strip(code), 80);
    this.asOf();
  }

  record(): string {
    return this.book.asText();
  }

  bring(record: string): boolean {
    return this.take(bookIn(record, this.module));
  }

  bringNotebook(notebook: string): boolean {
    try {
      return this.take(recovered(readJson(notebook), this.module));
    } catch {
      return false;
    }
  }

  private take(book: AnswerBook | null): boolean {
    if (book) this.book.merge(book);
    return book !== null;
  }

  notebook(handedOut: string): string {
    const notebook = readJson(handedOut);
    const cells = get(notebook, "cells");
    if (!isTable(notebook) || !Array.isArray(cells)) throw new Error("The lesson's notebook cannot be read.");
    let named = false;
    for (const cell of cells) {
      const source = get(cell, "source");
      const code = Array.isArray(source) ? source.join("") : String(source);
      if (!isTable(cell) || cell["cell_type"] !== "code") continue;
      const id = /^check\("([^"]+)"/m.exec(code)?.[1];
      const outputs: unknown[] = [];
      if (!named && /^(?:from champions import \*|start\()/m.test(code)) {
        named = true;
        outputs.push(output({ [MIME]: this.book.learnerBundle(), "text/plain": this.progress().said }));
      }
      if (id && this.book.records.has(id)) outputs.push(output(this.shownInFile(id)));
      cell["outputs"] = outputs;
    }
    return `${indented(notebook, "\n")}\n`;
  }

  private shownInFile(id: string): { [type: string]: unknown } {
    const found = this.feedback(id);
    const shown = { "text/html": feedbackHtml(found), "text/plain": feedbackText(found) };
    return { [MIME]: this.book.bundle(id), ...(found.state === "python" ? { "text/plain": told("Your answer is kept.") } : shown) };
  }
}

/** What a kind without a script counts towards: those that are marked have points, praise and a right answer. */
function countsTowards(question: Question): string {
  if (!("praise" in question)) return "rubric" in question ? "evidence" : "not scored";
  return question["stretch"] === true ? "stretch" : "core";
}

function output(data: { [type: string]: unknown }): unknown {
  return { data, metadata: {}, output_type: "display_data" };
}

/** JSON as notebooks are written: a space for each step in, a line for each part. */
function indented(value: unknown, line: string): string {
  const inner = `${line} `;
  if (Array.isArray(value)) {
    return value.length ? `[${inner}${value.map((one) => indented(one, inner)).join(`,${inner}`)}${line}]` : "[]";
  }
  if (!isTable(value)) return writeJson(value);
  const parts = pairsOf(value).map(([key, one]) => `${writeJson(key)}: ${indented(one, inner)}`);
  return parts.length ? `{${inner}${parts.join(`,${inner}`)}${line}}` : "{}";
}

/** Feedback as a script gives it; said plainly where it has not what it needs. */
export function marked(script: Asked | null, answer: unknown, history: string[]): Feedback {
  if (!script) return withPython();
  try {
    return script.mark(answer, history);
  } catch (trouble) {
    if (trouble instanceof OnlyPython) return withPython();
    if (!(trouble instanceof NotHere)) throw trouble;
    const waiting = told("The numbers of this step are not on this device yet. Go online, then open this lesson again.");
    return said("started", 0, 0, told("Kept so far"), [waiting]);
  }
}

function withPython(): Feedback {
  return said("python", 0, 0, told("This step opens with Python"));
}

/** What is shown of an answer before Check is pressed: that it is there, not how good it is. */
function notChecked(feedback: Feedback): Feedback {
  if (!["right", "nearly", "not yet"].includes(feedback.state)) return feedback;
  const waiting = told("Press Check when you are ready.");
  if (feedback.counted) return { ...feedback, messages: [feedback.counted, waiting], outcome: "" };
  return said("started", 0, feedback.outOf, told("Not checked yet"), [waiting]);
}

/** The file of a lesson's questions as data; an error with a sentence where it is none. */
function questionsIn(text: string): { [name: string]: unknown } {
  let about: unknown;
  try {
    about = readJson(text);
  } catch {
    throw new Error("The lesson's questions cannot be read: the file is no JSON, or it was cut off.");
  }
  if (!isTable(about) || !Array.isArray(about["questions"])) {
    throw new Error("The lesson's questions cannot be read: the file holds no list of questions.");
  }
  if (about["format"] !== FORMAT) {
    throw new Error(`The lesson's questions are of format ${about["format"]}, and this page reads ${FORMAT}.`);
  }
  return about;
}
