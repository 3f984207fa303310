// A lesson's page, alive without Python: forms from the compiled questions, answers kept at each change.

import { KINDS } from "champions:kinds";
import { bare, told } from "../../../sentences/told";
import { engine, know } from "../engine/core";
import type { Feedback, Lesson } from "../engine/types";
import { SIGNS } from "../../../questions/page";
import { beside, calls } from "./beside";
import { begunIn, codeStep, linesIn, Steps, withLines, type Around, type Elsewhere, type Python } from "./code";
import { only, type Followed } from "./changes";
import { open as openOnComputer } from "./computer";
import { fileName } from "./files";
import { changeWords as say, type Texts } from "./form";
import { form, formed } from "./forms";
import { labStep } from "./lab";
import { askWhich } from "./meeting";
import { fill, goTo, node, tell } from "./node";
import { keepForLater } from "./offline";
import { pieces, wordsForStory, type Piece } from "./project";
import { sending } from "./send";
import { fromNotebook, nameFor, type Store } from "./store";
import { unpacked } from "./packed";
import { bring, variants } from "./variants";
import { open as openStore } from "./windows";
import { views } from "./views";

const at = (id: string): HTMLElement => document.getElementById(id)!;
const text = (id: string): string => at(id).textContent ?? "";
/** The lesson's notebook as it was handed out. The page brings it packed: it is opened for a step of code, or to send. */
const handedOut = (): string => unpacked(JSON.parse(text("notebook")) as string);

const COURSE = new URL("../", location.href);
/** Where the course is. From a folder the path alone tells two courses apart. */
const ADDRESS = `${COURSE.host}${COURSE.pathname}`;
const PROGRESS = `champions-progress:${COURSE.pathname}`;

/** Where the page keeps the work in files on this computer; empty where the browser keeps it. */
const WORK = JSON.parse(text("work")) as string;
/** While the computer cannot be reached, the page tries again after so many milliseconds. */
const AGAIN = 3_000;

const IN_FILES = told("Your answers are kept in the folder my-work as you go.");
const NOT_IN_FILES = told("Your answers do not reach the folder my-work now. The window in which the course was started may be closed. Start the course again, then open this lesson again. Your answers from now on are on this page and in this browser.");
const OTHER_WINDOW = told("Your answers from the notebook, or from another window, are here now.");
const KEPT_HERE = told("Your answers are kept on this device as you go.");
const NOT_KEPT = told("This browser keeps nothing from this page. Your answers stay while this window is open. Press “Get my file” before you close it.");
const FULL = told("Your last answer could not be kept on this device. It is still on this page. Press “Get my file” now, before you close it.");
const NOT_STARTED = told("The questions did not start in this browser. Nothing of yours is lost. Open this page again. If that does not help, press “Open as a notebook” below.");
const NOT_READ = told("Your earlier answers could not be read, and are left as they are. Answers from now on stay while this window is open. Press “Get my file” before you close it.");

class Page {
  private readonly showing: (() => void)[] = [];
  private again = 0;
  private readonly lines: Texts = {};
  private readonly code = new Map<string, Elsewhere>();
  private readonly pieces = JSON.parse(text("pieces")) as Piece[];

  constructor(private readonly lesson: Lesson, private readonly store: Store) {}

  start(): void {
    this.show();
    say(at("state"), WORK ? IN_FILES : this.store.lasting ? KEPT_HERE : NOT_KEPT);
    if (isFollowed(this.store)) this.followOthers(this.store);
    const file = () => ({
      name: fileName(this.lesson.module, this.lesson.learner()),
      notebook: () => this.lesson.notebook(withLines(handedOut(), this.lines)),
      record: () => this.lesson.record(),
    });
    void this.showCodeSteps();
    sending(file, (words) => say(at("news"), words));
    at("bring").addEventListener("click", () => at("file-in").click());
    at("file-in").addEventListener("change", () => void this.bringBack());
    document.body.dataset["alive"] = "yes";
    goTo(location.hash);
    window.addEventListener("hashchange", () => goTo(location.hash));
  }

  /** Put every form and list on the page, from the record as it is. */
  private show(): void {
    this.showing.length = 0;
    for (const place of document.querySelectorAll<HTMLElement>("[data-question]")) this.showStep(place);
    for (const place of document.querySelectorAll<HTMLElement>("[data-live]")) {
      const before = { pieces: () => pieces(this.pieces, this.answers), answers: this.answers };
      this.follow(beside(place, this.lesson, before));
    }
    this.showCode();
    this.follow(() => this.showFinish());
    this.follow(() => this.showProgress());
  }

  /** The notebook and other windows write to the same record. */
  private followOthers(files: Followed): void {
    if (files.said) say(at("news"), files.said);
    const again = (questions: string[]) => {
      for (const place of placesOf(questions)) this.showStep(place);
      for (const one of this.showing) one();
    };
    const take = (record: string, questions: string[]) => {
      this.lesson.bring(record);
      again(questions);
      say(at("news"), OTHER_WINDOW);
    };
    const ask = (record: string, questions: string[]) => {
      for (const place of placesOf(questions)) {
        const id = place.dataset["question"]!;
        askWhich(place, this.lesson, id, record, (chosen) => {
          files.settled(id);
          this.lesson.bring(only(record, [id], "")); // attempts at other numbers stay, whichever was chosen
          this.lesson.bring(chosen);
          again([id]);
          this.keep();
        });
      }
    };
    const name = (code: string) => {
      this.lesson.nameLearner(code);
      this.showCode();
    };
    const line = (question: string, there: string, both: boolean) => this.code.get(question)?.(there, both);
    void files.meet({ mine: () => this.lesson.record(), take, ask, name, line }).catch(() => undefined); // said at the next answer
    window.addEventListener("focus", () => void files.look());
    document.addEventListener("visibilitychange", () => void (document.hidden || files.look()));
  }

  private async showCodeSteps(): Promise<void> {
    const places = document.querySelectorAll<HTMLElement>("[data-code]");
    const labs = document.querySelectorAll<HTMLElement>("[data-lab]");
    if (!places.length && !labs.length) return;
    const python = JSON.parse(text("python")) as Python;
    const notebook = WORK ? "" : await fromNotebook(COURSE.pathname, this.lesson.module, "lesson.ipynb").catch(() => "");
    const given = handedOut();
    Object.assign(this.lines, begunIn(notebook, given), await this.store.lines().catch(() => ({})));
    const around: Around = {
      lesson: this.lesson, python, notebook: given, course: COURSE, lines: this.lines,
      keepLine: (question, line) => this.kept(this.store.keepLine(question, line)),
      take: async (record) => {
        this.lesson.bring(record);
        this.keep();
      },
      show: (region, feedback) => showFeedback(region, this.lesson, feedback),
      again: () => {
        this.keep();
        for (const one of this.showing) one();
      },
    };
    const all = new Steps(around);
    for (const place of labs) labStep(place, around, all);
    for (const place of places) this.code.set(place.dataset["code"]!, codeStep(place, around, all));
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
    const heard = (feedback: Feedback) => {
      showFeedback(said, this.lesson, feedback);
      this.keep();
      for (const again of this.showing) again();
    };
    const changed = (given: unknown, checked: boolean) => heard(this.lesson.answer(id, given, checked));
    const tools = {
      announce: (words: string) => say(moved, words),
      bring,
      look: () => (isFollowed(this.store) ? this.store.look() : Promise.resolve()),
      wordsFromBefore: (): Promise<Texts> => wordsForStory(this.pieces, this.answers, this.lesson.module),
    };
    const body = form(this.lesson, id, changed, tools, () => heard(this.lesson.help(id)));
    fill(place, node("fieldset", {}, node("legend", {}, this.lesson.question(id).ask), ...body), moved, said);
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
    this.kept(this.store.change(() => this.lesson.record()));
  }

  /** Say on the page when something could not be kept. */
  private kept(done: Promise<void>): void {
    done
      .then(() => {
        if ([FULL, NOT_IN_FILES].map(bare).includes(at("news").textContent ?? "")) say(at("news"), "");
      })
      .catch(() => {
        say(at("news"), WORK ? NOT_IN_FILES : FULL);
        clearTimeout(this.again);
        if (WORK) this.again = setTimeout(() => this.keep(), AGAIN);
      });
  }

  private async bringBack(): Promise<void> {
    const input = at("file-in") as HTMLInputElement;
    const file = input.files?.[0];
    const work = file ? await file.text() : "";
    const brought = file ? this.lesson.bringNotebook(work) : false;
    input.value = "";
    if (!file) return;
    if (!brought) {
      say(at("news"), told("This file is not your work from this lesson. Nothing was changed."));
      return;
    }
    this.show();
    this.keep();
    for (const [question, line] of Object.entries(linesIn(work))) {
      this.code.get(question)?.(line, false);
      if (this.lines[question] === line) this.kept(this.store.keepLine(question, line));
    }
    say(at("news"), told("Your work from this file is here. Where both had an answer, the one that was changed more often stays."));
  }
}

function isFollowed(store: Store): store is Followed {
  return "meet" in store;
}

function placesOf(questions: string[]): HTMLElement[] {
  const places = [...document.querySelectorAll<HTMLElement>("[data-question]")];
  return places.filter((place) => questions.includes(place.dataset["question"]!));
}

/** Change what stands in the status region. The region itself stays, so that a screen reader says the change. */
function showFeedback(said: HTMLElement, lesson: Lesson, feedback: Feedback): void {
  const now = lesson.asText(feedback);
  if (said.dataset["said"] === now) return;
  said.dataset["said"] = now;
  said.className = `champions-feedback champions-${feedback.state.replace(/ /g, "-")}`;
  const points = lesson.score(feedback);
  const sign = node("span", { "aria-hidden": "true" }, `${SIGNS[feedback.state]} `);
  const rest = () => node("span", { class: "rest" }, "."); // for a voice, which would read on
  const head = node("p", {}, node("strong", {}, sign, feedback.heading, rest()));
  if (points) head.append(" ", node("span", { class: "champions-points" }, points, rest()));
  tell(said, head, ...feedback.messages.map((message) => node("p", {}, message)));
}

async function start(): Promise<void> {
  const questions = text("questions");
  const module = JSON.parse(text("module")) as string;
  const store = WORK ? await openOnComputer(new URL(WORK, location.href).href, ADDRESS, module) : await openStore(ADDRESS, module);
  const record = await store.read();
  const lesson = engine.open(questions);
  if (record && !lesson.bring(record)) {
    // Never write over what cannot be read.
    say(at("news"), NOT_READ);
    new Page(lesson, { ...store, lasting: false, read: () => Promise.resolve(""), change: () => Promise.resolve() }).start();
  } else {
    const other = WORK ? "" : await fromNotebook(COURSE.pathname, module).catch(() => "");
    if (other) lesson.bring(other); // what was answered in the notebook, on the same device
    new Page(lesson, store).start();
  }
  if (!WORK) keepForLater(COURSE, (words) => say(at("offline"), words));
}

export { calls, formed, nameFor, unpacked, variants, views };

know(KINDS);
// When the page is read to its end, so are the scripts that it brings for its own kinds.
document.addEventListener("DOMContentLoaded", () => {
  start().catch((trouble: unknown) => {
    console.error(trouble); // for who is asked to help
    say(at("state"), NOT_STARTED);
  });
});
