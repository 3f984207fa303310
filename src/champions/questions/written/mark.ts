// A text of one's own, written to a checklist. What `question.py` looks for, with the same words and the same rules.

import { Marked, several, Unreadable, type Shown, type Signs } from "../base/mark";
import { get, pairsOf, strip, type Table } from "../base/python";
import { wordsIn } from "../base/shown";
import { counted } from "../base/text";
import { saysNotKnown } from "../base/not_known";
import { later, told } from "../../sentences/told";
import { withoutCopies } from "./copied";
import { canShow, shownIn, textOf } from "./pointing";
import { claims, isBare, linesIn, names, numbersIn, says, sentencesTyped } from "./reading";

const LONGEST = 5000;
const MAY_BE_WRONG = later(
  "A program reads this, and may read it wrongly. Is your text right by the list? Then leave it: a trainer can count it.",
);
const SHOW_IT = later(
  "A program reads this, and may read it wrongly. Does your text say it? Then show which sentence does.",
);
const TO_BE_THERE = ["any_of", "named", "numbers", "number_near", "lines"];
const TITLE = new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Nurse|Sister)\\.? [A-Z][a-z]+`, "u");

/** An answer as it is read: the writer's own sentences, those that are the lesson's, and what the writer showed. */
interface Said {
  text: string;
  copied: string[];
  shown: Map<string, string>;
}

export class Written extends Marked<Said> {
  override readonly way = told("Write to a checklist");
  override readonly howToBegin = told("Write your own words first. Then press Check.");
  protected readonly signs: Signs<Said> = {
    lacks: (keys: string | string[], answer: Said) => {
      const counts = this.counts(answer);
      return several(keys).some((key) => !counts.get(key));
    },
    says: (wanted: string | string[], answer: Said) => claims(several(wanted), answer.text),
  };

  override blank(answer: unknown): boolean {
    return super.blank(textOf(answer) ?? answer);
  }

  read(answer: unknown): Said {
    const typed = textOf(answer);
    if (typed === null || saysNotKnown(typed)) {
      throw new Unreadable(told("Write a sentence or two in your own words."));
    }
    const [text, copied] = withoutCopies(Array.from(strip(typed)).slice(0, LONGEST).join(""), this.text("lesson"));
    if (copied.length && !/\p{L}/u.test(text)) {
      throw new Unreadable(told("These words are the lesson's. Say it in the words of your own place."));
    }
    const given = this.given();
    if (wordsIn(text).every((word) => given.has(word))) {
      throw new Unreadable(told("These are the words of the step. Write it in your own words."));
    }
    if (isBare(text)) {
      throw new Unreadable(told("These are single words. Say them in a sentence, as you would say it to a neighbour."));
    }
    return { text, copied, shown: shownIn(answer) };
  }

  /** The words that stand in the question and its list: to copy them says nothing. */
  private given(): Set<string> {
    return new Set(wordsIn([this.data.ask, ...this.checks().map(([, point]) => point)].join(" ")));
  }

  override unfinished(answer: Said): string {
    const missing = this.number("at_least", 4) - wordsIn(answer.text).length;
    if (missing <= 0) return "";
    return counted(
      missing, "Your text is very short. Add 1 word or more.", "Your text is very short. Add {n} words or more.",
    );
  }

  private checks(): [string, string][] {
    return this.pairs("checks");
  }

  /** The ways in which a text can meet a point of the list: each a table of what has to hold. */
  private waysOf(key: string): Table[] {
    return several(get(this.data["looks_for"], key) ?? {}) as Table[];
  }

  /** What was found in the last text: it is asked for several times while one is marked. */
  private known: { text: string; met: Map<string, boolean> } | null = null;

  /** Each point of the list, and whether it was found in the text. */
  private met(text: string): Map<string, boolean> {
    if (this.known?.text === text) return new Map(this.known.met);
    const all = (signs: Table): boolean => pairsOf(signs).every(([sign, wanted]) => holds(sign, wanted, text));
    const met = new Map(this.checks().map(([key]) => [key, this.waysOf(key).some(all)]));
    this.known = { text, met };
    return new Map(met);
  }

  agrees(answer: Said, _wanted: Said): boolean {
    return [...this.counts(answer).values()].every(Boolean);
  }

  /** What was found, and what was kept to: to have written nothing wrong alone earns nothing. */
  override share(read: Said): number {
    const met = this.counts(read);
    const asked: boolean[] = [];
    const kept: boolean[] = [];
    for (const [key] of this.checks()) {
      (this.isToBeThere(key) ? asked : kept).push(met.get(key)!);
    }
    const part = (some: boolean[], otherwise: number): number =>
      some.length ? some.filter(Boolean).length / some.length : otherwise;
    return part(asked, 0) * part(kept, 1);
  }

  // --- What the writer shows ----------------------------------------------------------------------

  /** Each point, and whether it counts: found by the course, or shown by the writer. */
  private counts(said: Said): Map<string, boolean> {
    const counts = this.met(said.text);
    for (const key of this.taken(said).keys()) counts.set(key, true);
    return counts;
  }

  /** The points that count since the writer showed them, each with its sentence. */
  private taken(said: Said): Map<string, string> {
    const taken = new Map<string, string>();
    for (const [key] of said.shown.size ? this.checks() : []) {
      const one = said.shown.get(key);
      const may = this.mayShow(said, taken).find((open) => open.key === key);
      if (one !== undefined && may?.sentences.includes(one)) taken.set(key, one);
    }
    return taken;
  }

  /** What may still be shown, beside what was taken already. */
  private mayShow(said: Said, taken: Map<string, string>): Shown["open"] {
    const met = this.met(said.text);
    const found = this.checks().some(([key]) => met.get(key) && this.isToBeThere(key));
    if (!found || taken.size >= Math.floor(this.checks().length / 2) || this.unfinished(said)) return [];
    const used = [...taken.values()];
    const free = [...canShow(said.text, this.given())]
      .filter(([one, most]) => used.filter((other) => other === one).length < most).map(([one]) => one);
    return this.checks().filter(([key]) => !met.get(key) && !taken.has(key)).flatMap(([key, point]) => {
      const off = this.against(key, said.text);
      const maySay = this.isToBeThere(key) && this.isOfWords(key, said.text);
      const sentences = off.length ? off : maySay ? free : [];
      return sentences.length ? [{ key, point, sentences, against: off.length > 0 }] : [];
    });
  }

  /** True where what is not found is a matter of words, and what is to be kept to is kept. */
  private isOfWords(key: string, text: string): boolean {
    return this.waysOf(key).some((signs) => pairsOf(signs).every(([sign, wanted]) =>
      sign !== "lines" && (TO_BE_THERE.includes(sign) || holds(sign, wanted, text))));
  }

  /** The one sentence that may go against a point; none where it is several, or more than words. */
  private against(key: string, text: string): string[] {
    for (const signs of this.waysOf(key)) {
      const off = pairsOf(signs).filter(([sign, wanted]) => !holds(sign, wanted, text)).map(([sign]) => sign);
      const wanted = (get(signs, "none_of") ?? []) as string[];
      const some = sentencesTyped(text).filter((one) => claims(wanted, one));
      if (off.length === 1 && off[0] === "none_of" && some.length === 1) return some;
    }
    return [];
  }

  override toShow(answer: unknown): Shown {
    let said: Said;
    try {
      said = this.read(answer);
    } catch (trouble) {
      if (!(trouble instanceof Unreadable)) throw trouble;
      return { open: [], shown: [] };
    }
    const taken = this.taken(said);
    const points = new Map(this.checks());
    const shown = [...taken].map(([key, sentence]) => ({ key, point: points.get(key)!, sentence }));
    return { open: this.mayShow(said, taken), shown };
  }

  // --- What is said -------------------------------------------------------------------------------

  /** What counts since the writer showed it, and what does not since it is the lesson's. */
  override saidBeside(read: Said): string[] {
    const taken = this.taken(read);
    const shown = this.checks().filter(([key]) => taken.has(key)).map(([key, point]) =>
      this.isToBeThere(key)
        ? told("You showed where your text says this. A trainer may look: {point}", { point })
        : told("You showed that your text keeps to this. A trainer may look: {point}", { point }),
    );
    if (!read.copied.length) return shown;
    const copied = counted(
      read.copied.length,
      "This sentence is the lesson's, so it was not counted. Say it in the words of your own place: “{first}”",
      "{n} sentences are the lesson's, so they were not counted. Say it in the words of your own place. The first is: “{first}”",
      { first: read.copied[0] },
    );
    return [...shown, copied];
  }

  /** What was found and what was not; a program cannot vouch for what it does not find. */
  override saidFirst(read: Said): string[] {
    const met = this.met(read.text);
    const counts = this.counts(read);
    const found = this.checks().filter(([key]) => met.get(key)).map(([key, point]) =>
      this.isToBeThere(key) ? told("On your list, this is there: {point}", { point }) : told("Nothing against this was found: {point}", { point }),
    );
    const off = this.checks().filter(([key]) => !counts.get(key)).map(([key, point]) =>
      this.isToBeThere(key) ? told("This was not found: {point}", { point }) : told("Some words may go against this: {point}", { point }),
    );
    const more = this.mayShow(read, this.taken(read)).length > 0;
    return [...found, ...this.saidBeside(read), ...off, ...(off.length ? [told(more ? SHOW_IT : MAY_BE_WRONG)] : [])];
  }

  override generalHint(_read: Said): string {
    return told("Is it not there yet? Then add it, in your own words.");
  }

  private isToBeThere(key: string): boolean {
    return this.waysOf(key).some((signs) => pairsOf(signs).some(([sign]) => TO_BE_THERE.includes(sign)));
  }
}

function holds(sign: string, wanted: unknown, text: string): boolean {
  return HOLDS[sign]!(wanted as never, text);
}

const HOLDS: { [sign: string]: (wanted: never, text: string) => boolean } = {
  any_of: says,
  named: names,
  none_of: (wanted: string[], text: string) => !claims(wanted, text),
  numbers: (wanted: number, text: string) => numbersIn(text).length >= wanted,
  number_near: (wanted: number[], text: string) => {
    const within = wanted[wanted.length - 1]!;
    return numbersIn(text).some((one) => wanted.slice(0, -1).some((other) => Math.abs(one - other) <= within + 1e-9));
  },
  lines: (wanted: number, text: string) => linesIn(text) >= wanted,
  at_most_once: (wanted: string[], text: string) => wanted.every((one) => text.split(one).length < 3),
  at_most_numbers: (wanted: number, text: string) => numbersIn(text).length <= wanted,
  no_titles: (wanted: boolean, text: string) => !(wanted && TITLE.test(text)),
  at_most: (wanted: number, text: string) => wordsIn(text).length <= wanted,
};

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { written: Written };
