// What a champion answered, as plain data that survives: what `answers.py` writes, to the byte, and reads.

import { joined } from "./attempts";
import { cut, get, inOrder, isTable, keysOf, pairsOf, readJson, str, tableOf, wholeCharacters, writeJson } from "./base/python";

const FORMAT = 1;
export const MIME = "application/vnd.champions.answer+json";

// As `answers.py` has them, and for the reasons that stand there.
const LONGEST_ANSWER = 60_000;
const LONGEST_LIST = 1_000;
const DEEPEST = 6;
const LONGEST_HISTORY = 50;

/** One answer: the plain data, how each try came out, how often it changed; a draft is not yet checked. */
export interface Record {
  answer: unknown;
  history: string[];
  edits: number;
  draft: boolean;
}

/** The outcomes of the tries before this answer. */
export function earlier(record: Record): string[] {
  return record.draft ? record.history : record.history.slice(0, -1);
}

/** A record with the attempts of another one at data that it has none of. */
function together(record: Record, other: Record): Record {
  const answer = joined(record.answer, other.answer);
  const small = answer !== record.answer && asciiLength(writeJson(answer)) <= LONGEST_ANSWER;
  return small ? { ...record, answer } : record;
}

function recordTable(record: Record): unknown {
  const { answer, history, edits, draft } = record;
  return { answer, history, edits, ...(draft ? { draft } : {}) };
}

/** Read a record back; null when it is none (a damaged or foreign file). */
function recordFrom(raw: unknown): Record | null {
  const answer = get(raw, "answer");
  if (answer === undefined) return null;
  const history = get(raw, "history");
  const edits = get(raw, "edits");
  const sound = typeof edits === "number" && Number.isInteger(edits) && edits >= 0 && edits < 1_000_000;
  const words = Array.isArray(history) ? history.filter((word) => typeof word === "string") : [];
  return {
    answer: plain(answer),
    history: words.map((word: string) => cut(word, 60)).slice(-LONGEST_HISTORY),
    edits: sound ? edits : 1,
    draft: get(raw, "draft") === true,
  };
}

/** All answers of one champion in one lesson. */
export class AnswerBook {
  learner = "";
  version = "";
  /** In which the questions were asked; empty for English. */
  language = "";
  records = new Map<string, Record>();

  constructor(public module: string) {}

  /** Keep an answer, with its outcome when it was checked. True when that is news. */
  put(question: string, answer: unknown, outcome = ""): boolean {
    const kept = plain(answer);
    const old = this.records.get(question);
    if (old && writeJson(old.answer) === writeJson(kept) && !(outcome && old.draft)) return false;
    const history = [...(old?.history ?? []), ...(outcome ? [outcome] : [])].slice(-LONGEST_HISTORY);
    this.records.set(question, { answer: kept, history, edits: (old?.edits ?? 0) + 1, draft: !outcome });
    return true;
  }

  /** Keep that somebody said they do not know. What was answered before stays as it is. */
  helped(question: string, outcome: string, otherwise: unknown): void {
    const old = this.records.get(question) ?? { answer: plain(otherwise), history: [], edits: 0, draft: false };
    const history = [...old.history, outcome].slice(-LONGEST_HISTORY);
    this.records.set(question, { ...old, history, edits: old.edits + 1 });
  }

  /** Take in another book: for each question the answer that was changed more often wins, with the attempts of both. */
  merge(other: AnswerBook): void {
    for (const [name, record] of other.records) {
      const mine = this.records.get(name);
      if (!mine) this.records.set(name, record);
      else this.records.set(name, record.edits > mine.edits ? together(record, mine) : together(mine, record));
    }
    this.learner ||= other.learner;
    this.version ||= other.version;
    this.language ||= other.language;
  }

  /** What stands in the file my-answers.json, a record a line. */
  asText(): string {
    const names = [...this.records.keys()].sort(inOrder);
    const records = names.map((name) => `${writeJson(name)}: ${writeJson(recordTable(this.records.get(name)!))}`);
    const version = this.version ? { version: this.version } : {};
    const language = this.language ? { language: this.language } : {};
    const head = writeJson({ format: FORMAT, module: this.module, learner: this.learner, ...version, ...language });
    return `${head.slice(0, -1)}, "answers": {\n${records.join(",\n")}\n}}\n`;
  }

  /** The data that mirrors one answer in the lesson's own output. */
  bundle(question: string): unknown {
    const record = this.records.get(question);
    return { format: FORMAT, module: this.module, question, record: record ? recordTable(record) : null };
  }

  /** The data that mirrors whose lesson this is. */
  learnerBundle(): unknown {
    return { format: FORMAT, module: this.module, learner: this.learner };
  }
}

function bookFrom(raw: unknown, module: string): AnswerBook {
  const text = (name: string): string => {
    const value = get(raw, name);
    return typeof value === "string" ? value : "";
  };
  const book = new AnswerBook(text("module") || module);
  book.learner = cut(text("learner"), 80);
  book.version = cut(text("version"), 80);
  book.language = cut(text("language"), 20);
  for (const [question, entry] of pairsOf(get(raw, "answers"))) {
    const record = recordFrom(entry);
    if (record) book.records.set(question, record);
  }
  return book;
}

/** The book in the text of a my-answers.json; null where it is none of this lesson, or cannot be read. */
export function bookIn(text: string, module: string): AnswerBook | null {
  let raw: unknown;
  try {
    raw = readJson(text);
  } catch {
    return null;
  }
  if (!isTable(raw) || (get(raw, "format") ?? FORMAT) !== FORMAT) return null;
  const book = bookFrom(raw, module);
  return book.module === module ? book : null;
}

/** The answers in a notebook's outputs; null where it records none of this lesson. */
export function recovered(notebook: unknown, module: string): AnswerBook | null {
  const book = new AnswerBook(module);
  let any = false;
  for (const cell of listIn(notebook, "cells")) {
    for (const output of listIn(cell, "outputs")) {
      const raw = bundleIn(output);
      if (!isTable(raw) || ![module, null].includes((get(raw, "module") ?? null) as string | null)) continue;
      any = true;
      const found = bookFrom(raw, module);
      const question = get(raw, "question");
      const record = recordFrom(get(raw, "record"));
      found.records = new Map(typeof question === "string" && record ? [[question, record]] : []);
      book.merge(found);
    }
  }
  return any ? book : null;
}

function listIn(table: unknown, name: string): unknown[] {
  const value = get(table, name);
  return Array.isArray(value) ? value : [];
}

function bundleIn(output: unknown): unknown {
  const raw = get(get(output, "data"), MIME);
  if (typeof raw !== "string") return raw; // some tools write JSON types as text
  try {
    return readJson(raw);
  } catch {
    return null;
  }
}

/** Turn an answer into plain JSON data, cut where it is longer than an answer can be. */
export function plain(value: unknown): unknown {
  const kept = plainPart(value, 0);
  return asciiLength(writeJson(kept)) <= LONGEST_ANSWER ? kept : cut(str(kept), LONGEST_ANSWER / 2);
}

/** How long the JSON is with other characters than ASCII written as \uXXXX. */
function asciiLength(text: string): number {
  return text.length + 5 * (text.match(/[^\x20-\x7e]/g)?.length ?? 0);
}

function plainPart(value: unknown, depth: number): unknown {
  if (typeof value === "string") return plainText(value, LONGEST_ANSWER);
  if (value === undefined || value === null || typeof value === "boolean") return value ?? null;
  if (typeof value === "number") return plainNumber(value);
  if (depth >= DEEPEST) return plainText(str(value), 200);
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map((one) => plainPart(one, depth + 1));
  const keys = keysOf(value).slice(0, LONGEST_LIST);
  return tableOf(keys.map((key) => [plainText(key, 200), plainPart(get(value, key), depth + 1)]));
}

function plainNumber(value: number): unknown {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

function plainText(text: string, longest: number): string {
  return wholeCharacters(cut(text, longest));
}
