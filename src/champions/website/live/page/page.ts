// A lesson's page, alive without Python: forms from the compiled questions, answers kept at each change.

import { engine } from "../engine/index";
import type { Feedback, Lesson } from "../engine/types";
import { SIGNS } from "../../../questions/page";
import { beside, CALLS } from "./beside";
import { fileName } from "./files";
import { changeWords as say, type Texts } from "./form";
import { form, KINDS } from "./forms";
import { node } from "./node";
import { keepForLater } from "./offline";
import { pieces, wordsForStory, type Piece } from "./project";
import { sending } from "./send";
import { fromNotebook, nameFor, open as openStore, type Store } from "./store";
import { bring, variants } from "./variants";

const at = (id: string): HTMLElement => document.getElementById(id)!;
const text = (id: string): string => at(id).textContent ?? "";

const COURSE = new URL("../", location.href);
/** Where the course is. From a folder the path alone tells two courses apart. */
const ADDRESS = `${COURSE.host}${COURSE.pathname}`;
const PROGRESS = `champions-progress:${COURSE.pathname}`;

const KEPT_HERE = "Your answers are kept on this device as you go.";
const NOT_KEPT = "This browser keeps nothing from this page. Your answers stay while this window is open. Press “Get my file” before you close it.";
const FULL = "Your last answer could not be kept on this device. It is still on this page. Press “Get my file” now, before you close it.";
const NOT_STARTED = "The questions did not start in this browser. Nothing of yours is lost. Open this page again. If that does not help, press “Open as a notebook” below.";
const NOT_READ = "Your earlier answers could not be read, and are left as they are. Answers from now on stay while this window is open. Press “Get my file” before you close it.";

class Page {
  private readonly showing: (() => void)[] = [];
  private readonly pieces = JSON.parse(text("pieces")) as Piece[];

  constructor(private readonly lesson: Lesson, private readonly store: Store) {}

  start(): void {
    this.show();
    say(at("state"), this.store.lasting ? KEPT_HERE : NOT_KEPT);
    const file = () => ({
      name: fileName(this.lesson.module, this.lesson.learner()),
      notebook: () => this.lesson.notebook(text("notebook")),
      record: () => this.lesson.record(),
    });
    sending(file, (words) => say(at("news"), words));
    at("bring").addEventListener("click", () => at("file-in").click());
    at("file-in").addEventListener("change", () => void this.bringBack());
    document.body.dataset["alive"] = "yes";
  }

  /** Put every form and list on the page, from the record as it is. */
  private show(): void {
    this.showing.length = 0;
    for (const place of document.querySelectorAll<HTMLElement>("[data-question]")) this.showStep(place);
    for (const place of document.querySelectorAll<HTMLElement>("[data-live]")) {
      const before = { pieces: () => pieces(this.pieces, this.answers) };
      this.follow(beside(place, this.lesson, before));
    }
    this.showCode();
    this.follow(() => this.showFinish());
    this.follow(() => this.showProgress());
  }

  private follow(again: () => void): void {
    this.showing.push(again);
    again();
  }

  /** What an earlier lesson of this course was answered, on this device. */
  private readonly answers = async (lesson: string, question: string): Promise<unknown> => {
    if (lesson === this.lesson.module) return this.lesson.kept(question);
    try {
      const book = JSON.parse(await this.store.other(lesson)) as { answers?: { [id: string]: { answer?: unknown } } };
      return book.answers?.[question]?.answer ?? null;
    } catch {
      return null; // nothing is kept of it
    }
  };

  private showStep(place: HTMLElement): void {
    const id = place.dataset["question"]!;
    const said = node("div", { role: "status", "aria-live": "polite" });
    const moved = node("p", { role: "status", "aria-live": "polite", class: "unseen" });
    const told = (feedback: Feedback) => {
      showFeedback(said, this.lesson, feedback);
      this.keep();
      for (const again of this.showing) again();
    };
    const changed = (given: unknown, checked: boolean) => told(this.lesson.answer(id, given, checked));
    const tools = {
      announce: (words: string) => say(moved, words),
      bring,
      wordsFromBefore: (): Promise<Texts> => wordsForStory(this.pieces, this.answers, this.lesson.module),
    };
    const body = form(this.lesson, id, changed, tools, () => told(this.lesson.help(id)));
    place.replaceChildren(node("fieldset", {}, node("legend", {}, this.lesson.question(id).ask), ...body), moved, said);
    const show = () => showFeedback(said, this.lesson, this.lesson.feedback(id));
    show();
    const files = this.lesson.filesFor(id);
    if (files.length) void bring(files).then(() => this.afterNumbers(show), () => undefined); // the form says that they are away
  }

  private afterNumbers(show: () => void): void {
    show();
    for (const again of this.showing) again();
  }

  private showCode(): void {
    const box = document.getElementById("code") as HTMLInputElement | null;
    if (!box) return;
    box.value = this.lesson.learner();
    box.onchange = () => {
      this.lesson.nameLearner(box.value);
      this.keep();
    };
  }

  private showFinish(): void {
    const place = document.getElementById("open-steps");
    if (!place) return;
    const { said, open, tail } = this.lesson.finish();
    const rows = open.map((ask) => node("li", {}, ask));
    place.replaceChildren(node("p", {}, said), ...(rows.length ? [node("ul", {}, ...rows), node("p", {}, tail)] : []));
  }

  private showProgress(): void {
    const { done, steps, said } = this.lesson.progress();
    const bar = at("progress") as HTMLProgressElement;
    bar.max = steps || 1;
    bar.value = done;
    say(at("so-far"), said);
    try {
      const known = JSON.parse(localStorage.getItem(PROGRESS) ?? "{}") as object;
      const name = this.lesson.module;
      if (done || name in known) {
        localStorage.setItem(PROGRESS, JSON.stringify({ ...known, [name]: { done, steps }, last: name }));
      }
    } catch {
      // only the front page's list is lost
    }
  }

  private keep(): void {
    const mine = () => this.lesson.record();
    this.store
      .change((kept) => {
        if (kept && kept !== mine()) this.lesson.bring(kept); // what another window wrote meanwhile stays
        return mine();
      })
      .then(() => {
        if (at("news").textContent === FULL) say(at("news"), "");
      })
      .catch(() => say(at("news"), FULL));
  }

  private async bringBack(): Promise<void> {
    const input = at("file-in") as HTMLInputElement;
    const file = input.files?.[0];
    const brought = file ? this.lesson.bringNotebook(await file.text()) : false;
    input.value = "";
    if (!file) return;
    if (!brought) {
      say(at("news"), "This file is not your work from this lesson. Nothing was changed.");
      return;
    }
    this.show();
    this.keep();
    say(at("news"), "Your work from this file is here. Where both had an answer, the one that was changed more often stays.");
  }
}

/** Change what stands in the status region. The region itself stays, so that a screen reader says the change. */
function showFeedback(said: HTMLElement, lesson: Lesson, feedback: Feedback): void {
  const now = lesson.asText(feedback);
  if (said.dataset["said"] === now) return;
  said.dataset["said"] = now;
  said.className = `champions-feedback champions-${feedback.state.replace(/ /g, "-")}`;
  const points = lesson.score(feedback);
  const sign = node("span", { "aria-hidden": "true" }, `${SIGNS[feedback.state]} `);
  const head = node("p", {}, node("strong", {}, sign, feedback.heading));
  if (points) head.append(node("span", { class: "champions-points" }, points));
  said.replaceChildren(head, ...feedback.messages.map((message) => node("p", {}, message)));
}

async function start(): Promise<void> {
  const questions = text("questions");
  const module = JSON.parse(text("module")) as string;
  const store = await openStore(ADDRESS, module);
  const record = await store.read();
  const lesson = engine.open(questions);
  if (record && !lesson.bring(record)) {
    // Never write over what cannot be read.
    say(at("news"), NOT_READ);
    new Page(lesson, { ...store, lasting: false, read: () => Promise.resolve(""), change: () => Promise.resolve() }).start();
  } else {
    const other = await fromNotebook(COURSE.pathname, module).catch(() => "");
    if (other) lesson.bring(other); // what was answered in the notebook, on the same device
    new Page(lesson, store).start();
  }
  keepForLater(COURSE, (words) => say(at("offline"), words));
}

export { CALLS, KINDS, nameFor, variants };

start().catch((trouble: unknown) => {
  console.error(trouble); // for who is asked to help
  say(at("state"), NOT_STARTED);
});
