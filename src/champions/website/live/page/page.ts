// A lesson's page, alive without Python: forms from the compiled questions, answers kept at each change.

import { engine } from "../engine/index";
import type { Feedback, Lesson } from "../engine/types";
import { SIGNS } from "../../../questions/page";
import { download, fileName, projectPage } from "./files";
import { form } from "./forms";
import { node } from "./node";
import { nameFor, open as openStore, type Store } from "./store";

const at = (id: string): HTMLElement => document.getElementById(id)!;
const text = (id: string): string => at(id).textContent ?? "";

/** Say it in a status region that stays: only its words change. */
function say(region: HTMLElement, words: string): void {
  if (region.textContent !== words) region.textContent = words;
}

const COURSE = new URL("../", location.href);
/** Where the course is. From a folder the path alone tells two courses apart. */
const ADDRESS = `${COURSE.host}${COURSE.pathname}`;
const PROGRESS = `champions-progress:${COURSE.pathname}`;

const KEPT_HERE = "Your answers are kept on this device as you go.";
const NOT_KEPT = "This browser keeps nothing from this page. Your answers stay while this window is open. Press “Get my file” before you close it.";
const FULL = "Your last answer could not be kept on this device. It is still on this page. Press “Get my file” now, before you close it.";
const NOT_STARTED = "The questions did not start in this browser. Nothing of yours is lost. Open this page again. If that does not help, press “Open as a notebook” below.";

class Page {
  private readonly showing: (() => void)[] = [];

  constructor(private readonly lesson: Lesson, private readonly store: Store) {}

  start(): void {
    this.show();
    say(at("state"), this.store.lasting ? KEPT_HERE : NOT_KEPT);
    for (const button of document.querySelectorAll(".get-file")) button.addEventListener("click", () => this.getFile());
    at("bring").addEventListener("click", () => at("file-in").click());
    at("file-in").addEventListener("change", () => void this.bringBack());
    document.body.dataset["alive"] = "yes";
  }

  /** Put every form and list on the page, from the record as it is. */
  private show(): void {
    this.showing.length = 0;
    for (const place of document.querySelectorAll<HTMLElement>("[data-question]")) this.showStep(place);
    for (const place of document.querySelectorAll<HTMLElement>("[data-tried]")) this.follow(() => this.showTried(place));
    for (const place of document.querySelectorAll<HTMLElement>("[data-project]")) this.showProject(place);
    this.showCode();
    this.follow(() => this.showFinish());
    this.follow(() => this.showProgress());
  }

  private follow(again: () => void): void {
    this.showing.push(again);
    again();
  }

  private showStep(place: HTMLElement): void {
    const id = place.dataset["question"]!;
    const said = node("div", { role: "status", "aria-live": "polite" });
    const moved = node("p", { role: "status", "aria-live": "polite", class: "unseen" });
    const changed = (given: unknown, checked: boolean) => {
      showFeedback(said, this.lesson, this.lesson.answer(id, given, checked));
      this.keep();
      for (const again of this.showing) again();
    };
    const body = form(this.lesson, id, changed, (words) => say(moved, words));
    place.replaceChildren(node("fieldset", {}, node("legend", {}, this.lesson.question(id).ask), ...body), moved, said);
    showFeedback(said, this.lesson, this.lesson.feedback(id));
  }

  private showTried(place: HTMLElement): void {
    const { ways, said } = this.lesson.tried();
    const rows = ways.map(({ way, tried }) => node("li", {}, `${tried ? "✓" : "○"} ${way}${tried ? ": done" : ": not yet"}`));
    place.replaceChildren(node("p", {}, said), node("ul", {}, ...rows));
  }

  private showProject(place: HTMLElement): void {
    const { project: title, questions } = place.dataset;
    const button = node("button", { type: "button" }, `Put this on a page to keep: ${title}`);
    const said = node("p", { role: "status" });
    button.addEventListener("click", () => {
      const page = projectPage(this.lesson, title!, questions!.split(" "));
      if (page) download(`${this.lesson.module} my page.html`, page, "text/html");
      const done = "Done. Your page is in your downloads. Keep it with your other pages.";
      say(said, page ? done : "There is nothing to put on the page yet. Write in the boxes above first.");
    });
    place.replaceChildren(button, said);
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
      .then(() => say(at("news"), ""))
      .catch(() => say(at("news"), FULL));
  }

  private getFile(): void {
    const name = fileName(this.lesson.module, this.lesson.learner());
    download(name, this.lesson.notebook(text("notebook")), "application/x-ipynb+json");
    say(at("news"), `Saved as ${name}, in your downloads. Send this one file to your trainer.`);
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
  const store = await openStore(ADDRESS, JSON.parse(text("module")) as string);
  const record = await store.read();
  const lesson = engine.open(questions);
  if (record && !lesson.bring(record)) {
    // Never write over what cannot be read.
    say(at("news"), "Your earlier answers could not be read, and are left as they are. Answers from now on stay while this window is open. Press “Get my file” before you close it.");
    new Page(lesson, { lasting: false, read: () => Promise.resolve(""), change: () => Promise.resolve() }).start();
    return;
  }
  new Page(lesson, store).start();
}

export { nameFor };

start().catch((trouble: unknown) => {
  console.error(trouble); // for who is asked to help
  say(at("state"), NOT_STARTED);
});
