// What was written in earlier lessons, gathered for the story: as `earlier_pages.py` gathers it.

import { engine } from "../engine/core";
import { textsIn, type Texts } from "./form";

/** A piece of a project: what it is, the lesson and the box of the story, and the boxes that hold it. */
export interface Piece {
  name: string;
  lesson: string;
  box: string;
  /** Pairs of question and box; "*" is an aim, said as a sentence. */
  held_in: [string, string][];
  /** True for what lesson 15 lists as a piece; the others only fill a box. */
  listed: boolean;
}

type Answers = (lesson: string, question: string) => Promise<unknown>;

async function textOf(piece: Piece, answers: Answers): Promise<string> {
  const parts: string[] = [];
  for (const [question, key] of piece.held_in) {
    const given = textsIn(await answers(piece.lesson, question));
    if (key !== "*") parts.push(String(given[key] ?? "").trim());
    else if (Object.values(given).some(Boolean)) parts.push(engine.beside.aim(given).sentence);
  }
  return parts.filter(Boolean).join("\n");
}

export async function pieces(all: Piece[], answers: Answers): Promise<{ name: string; lesson: string; text: string }[]> {
  const listed = all.filter((piece) => piece.listed);
  return Promise.all(listed.map(async (piece) => ({ name: piece.name, lesson: piece.lesson, text: await textOf(piece, answers) })));
}

/** What there is for each box of the story; a later piece wins, so the words of a story come last.
 * Consent is never brought along: a yes was for one page and one use. */
export async function wordsForStory(all: Piece[], answers: Answers, here: string): Promise<Texts> {
  const words: Texts = {};
  for (const piece of all) {
    if (!piece.box || piece.lesson === here) continue;
    const text = await textOf(piece, answers);
    if (text) words[piece.box] = text;
  }
  return words;
}
