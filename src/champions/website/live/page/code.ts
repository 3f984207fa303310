// Steps with a line of code: a box to write in, and a button in its place that brings Python and runs it.

import { counted, told } from "../../../sentences/told";
import type { Feedback, Lesson } from "../engine/types";
import { changeWords, pressed, type Texts } from "./form";
import { fill, node, tell } from "./node";
import type { Asked, Ran, Runner } from "./runner";

/** What the page's build says of Python here. */
export interface Python {
  /** The script that brings it, seen from the page. */
  script: string;
  /** How many MB it loads, about; nought where it is on the computer. */
  megabytes: number;
  /** Jupyter's own address, seen from the page; empty where Python runs in the browser. */
  jupyter: string;
}

/** What the page gives to its steps of code. */
export interface Around {
  lesson: Lesson;
  python: Python;
  /** The lesson's notebook, as it was handed out. */
  notebook: string;
  /** Where the course is. */
  course: URL;
  /** The lines typed so far. */
  lines: Texts;
  keepLine(question: string, code: string): void;
  /** Take the record that Python gives. */
  take(record: string): Promise<void>;
  show(region: HTMLElement, feedback: Feedback): void;
  /** Called after each answer. */
  again(): void;
}

interface Cell {
  id?: string;
  cell_type: string;
  source: string | string[];
}

const ANSWER = "-answer";
/** A chart that a step draws is one for a phone here: as `export.py` says it. */
const NARROW = "(max-width: 600px)";
const RUN = told("Run this step");
const BEGUN = told("You began this line before, here or in the notebook. It is not run yet.");

export interface Line {
  connection?: { saveData?: boolean; effectiveType?: string };
}

/** True where a connection saves data, or is slow: then it is asked before anything large is loaded. */
export function sparing(line: Line): boolean {
  return line.connection?.saveData === true || /^(?:slow-2g|2g|3g)$/.test(line.connection?.effectiveType ?? "");
}

function sourceOf(cell: Cell): string {
  return Array.isArray(cell.source) ? cell.source.join("") : cell.source;
}

/** The notebook with the lines that were typed, in their own cells. */
export function withLines(notebook: string, lines: Texts): string {
  if (!Object.keys(lines).length) return notebook;
  const whole = JSON.parse(notebook) as { cells: Cell[] };
  for (const cell of whole.cells) {
    const line = cell.id?.endsWith(ANSWER) ? lines[cell.id.slice(0, -ANSWER.length)] : undefined;
    if (line !== undefined) cell.source = line.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  }
  return JSON.stringify(whole);
}

/** The lines of a notebook that somebody brings. */
export function linesIn(notebook: string): Texts {
  const lines: Texts = {};
  try {
    for (const cell of (JSON.parse(notebook) as { cells: Cell[] }).cells) {
      if (cell.cell_type === "code" && cell.id?.endsWith(ANSWER)) lines[cell.id.slice(0, -ANSWER.length)] = sourceOf(cell);
    }
  } catch {
    // it carries none
  }
  return lines;
}

/** The lines of a learner's notebook that are not as they were handed out. */
export function begunIn(notebook: string, handedOut: string): Texts {
  const before = linesIn(handedOut);
  return Object.fromEntries(Object.entries(linesIn(notebook)).filter(([question, line]) => line !== before[question]));
}

/** Python for all steps of the page: brought once, by the first that is run. It runs one step at a time. */
export class Steps {
  private runner: Runner | null = null;
  private coming: Promise<void> | null = null;
  private isReady = false;
  /** Ends the wait for a Python that is not there yet. */
  private halt: () => void = () => undefined;
  private last: Promise<unknown> = Promise.resolve();
  private done = new Set<string>();
  private readonly cells: [string, string][];
  private readonly timeKey: string;

  constructor(private readonly around: Around) {
    const { cells } = JSON.parse(around.notebook) as { cells: Cell[] };
    const code = cells.filter((cell) => cell.cell_type === "code" && !/^check\(/m.test(sourceOf(cell)));
    this.cells = code.map((cell) => [cell.id ?? "", sourceOf(cell)]);
    this.timeKey = `champions-python:${around.course.pathname}`;
  }

  get here(): boolean {
    return this.isReady;
  }

  /** The code of a step as it was handed out. */
  handedOut(question: string): string {
    return this.cells.find(([id]) => id === question + ANSWER)?.[1] ?? "";
  }

  /** What stands before the first press: what it loads, and how long that took last time. */
  async about(): Promise<string> {
    const { megabytes, jupyter } = this.around.python;
    const time = this.lastTime();
    if (jupyter) return told("This step runs with Python on this computer. The first run starts it.") + time;
    if (await this.kept()) return told("This step needs Python. It is on this device already: the first run starts it, and loads nothing.") + time;
    return told("This step needs Python. The first run loads it, about {megabytes} MB. The page can be used meanwhile.", { megabytes }) + time;
  }

  /** True where the browser keeps Python from an earlier visit. */
  async kept(): Promise<boolean> {
    if (this.around.python.jupyter) return true;
    try {
      const found = await caches.match(new URL("static/pyodide/python-steps.js", this.around.course).href);
      const packages = await caches.match(new URL("static/pyodide/packages.bin", this.around.course).href);
      return Boolean(found && packages);
    } catch {
      return false;
    }
  }

  /** Bring Python, or wait for the one that comes already. It fails where it is stopped meanwhile. */
  bring(): Promise<void> {
    this.coming ??= new Promise<void>((done, failed) => {
      this.halt = () => failed(new Error("stopped"));
      this.start().then(done, failed);
    });
    return this.coming;
  }

  private async start(): Promise<void> {
    const began = Date.now();
    const mine = this.halt;
    const { python, course, lesson } = this.around;
    const given = await script(python.script);
    if (mine !== this.halt) return; // stopped, and perhaps begun anew
    this.runner = python.jupyter
      ? given.onKernel(new URL(python.jupyter, location.href).href, lesson.module)
      : given.inWorker(course.href, lesson.module);
    this.done = new Set();
    await this.runner.ready();
    if (mine !== this.halt) return;
    this.isReady = true;
    try {
      localStorage.setItem(this.timeKey, String(Math.max(1, Math.round((Date.now() - began) / 1000))));
    } catch {
      // only the time is lost
    }
  }

  /** Run the line of a question, and first what stands before it and has not run yet. */
  run(question: string, line: string): Promise<Ran> {
    const sizes = matchMedia(NARROW).matches ? ["phone"] : undefined;
    return this.upTo(question + ANSWER, line, { question, sizes });
  }

  /** Run a step that is no answer, and first what stands before it and has not run yet. */
  show(id: string): Promise<Ran> {
    return this.upTo(id, this.cells.find(([name]) => name === id)![1], { question: "" });
  }

  private upTo(id: string, code: string, about: Omit<Asked, "steps">): Promise<Ran> {
    const mine = this.last.then(() => this.next(id, code, about));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async next(id: string, code: string, about: Omit<Asked, "steps">): Promise<Ran> {
    if (!this.runner) throw new Error("stopped"); // while it waited for an earlier step
    const before = this.cells.slice(0, this.cells.findIndex(([name]) => name === id));
    const wanted = before.filter(([name]) => !this.done.has(name) && (!name.endsWith(ANSWER) || this.line(name)));
    const steps = wanted.map(([name, handed]): [string, string] => [name, this.line(name) || handed]);
    const ran = await this.runner.run({ steps: [...steps, [id, code]], ...about }, this.around.lesson.record());
    for (const [name] of wanted) this.done.add(name);
    return ran;
  }

  /** What was typed in an earlier step. */
  private line(name: string): string {
    return name.endsWith(ANSWER) ? this.around.lines[name.slice(0, -ANSWER.length)] ?? "" : "";
  }

  /** End what runs, or what comes. No browser needs to let a page interrupt Python for that: its worker is ended. */
  stop(): void {
    this.halt();
    this.halt = () => undefined;
    this.runner?.stop();
    this.runner = this.coming = null;
    this.isReady = false;
  }

  /** What a stop ended beside the step, and what comes of it. */
  afterStop(): string {
    if (this.around.python.jupyter) return "";
    const afresh = told("Python was stopped with it. It starts afresh then, and first runs the steps before this one again.");
    return ` ${afresh}${this.lastTime()}`;
  }

  private lastTime(): string {
    let seconds = 0;
    try {
      seconds = Number(localStorage.getItem(this.timeKey)) || 0;
    } catch {
      // it is not known
    }
    return seconds ? ` ${counted(seconds, "Last time it was ready after 1 second.", "Last time it was ready after {n} seconds.")}` : "";
  }
}

type Given = Pick<typeof import("./runner"), "inWorker" | "onKernel">;

function script(address: string): Promise<Given> {
  return new Promise((done, failed) => {
    const one = Object.assign(document.createElement("script"), { src: address });
    one.onload = () => done((globalThis as unknown as { ChampionsRunner: Given }).ChampionsRunner);
    one.onerror = () => {
      one.remove();
      failed(new Error(`${address} could not be fetched.`));
    };
    document.head.append(one);
  });
}

/** What is done when a line was changed elsewhere; and on this page too, where `both` is true. */
export type Elsewhere = (line: string, both: boolean) => void;

/** Put a step of code on the page. It gives what is to be done when its line was changed elsewhere. */
export function codeStep(place: HTMLElement, around: Around, all: Steps): Elsewhere {
  const { lesson } = around;
  const id = place.dataset["code"]!;
  const box = node("textarea", { rows: "4", spellcheck: "false", autocapitalize: "off", autocomplete: "off", class: "code" }) as HTMLTextAreaElement;
  box.value = around.lines[id] ?? all.handedOut(id);
  const keep = () => {
    if (box.value === (around.lines[id] ?? all.handedOut(id))) return;
    around.lines[id] = box.value;
    around.keepLine(id, box.value);
  };
  box.addEventListener("change", keep);
  const news = node("p", { role: "status", "aria-live": "polite" });
  const out = node("div", { class: "ran", "aria-live": "polite" });
  const said = node("div", { role: "status", "aria-live": "polite" });
  const show = () => around.show(said, lesson.feedback(id));
  let asked = false;
  const work = async () => {
    if (!all.here && !asked && sparing(navigator as Line) && !(await all.kept())) {
      asked = true; // the next press is the answer
      changeWords(news, told("Your connection saves data, or is slow. Python is about {megabytes} MB. To load it now, press “{button}” again. The rest of the lesson works without it.", { megabytes: around.python.megabytes, button: RUN }));
      return;
    }
    keep();
    run.disabled = true;
    stop.hidden = false;
    try {
      if (!all.here) {
        changeWords(news, told("Python is coming. You may go on with other steps meanwhile."));
        await all.bring();
      }
      changeWords(news, told("Python runs your line."));
      const ran = await all.run(id, box.value);
      put(out, ran);
      await around.take(ran.record);
      const now = lesson.feedback(id);
      around.show(said, ran.feedback ? { ...now, ...(ran.feedback as Partial<Feedback>) } : now);
      changeWords(news, ran.shown.length || ran.feedback ? "" : told("Your line ran. It shows nothing."));
      around.again();
    } catch (trouble) {
      all.stop();
      changeWords(news, why(trouble as Error, around, all));
    } finally {
      run.disabled = false;
      stop.hidden = true;
      if (document.activeElement === document.body) run.focus(); // the button that was pressed was off meanwhile
    }
  };
  const run = pressed(RUN, () => void work(), "check");
  const stop = pressed(told("Stop"), () => all.stop());
  stop.hidden = true;
  const stuck = pressed(told("I do not know"), () => {
    around.show(said, lesson.help(id));
    around.again();
  }, "quiet");
  const row = node("label", { class: "row" }, node("span", {}, told("Your line of code")), box);
  const parts = [row, node("p", { class: "moves" }, run, stop, ...(lesson.offersHelp(id) ? [stuck] : [])), news];
  fill(place, node("fieldset", {}, node("legend", {}, lesson.question(id).ask), ...parts), out, said);
  show();
  const begun = box.value !== all.handedOut(id) && (lesson.kept(id) ?? null) === null;
  void all.about().then((words) => {
    if (!news.textContent) changeWords(news, begun ? `${BEGUN} ${words}` : words); // unless it was pressed meanwhile
  });
  return (line, both) => {
    const mine = box.value;
    const untouched = !both && mine === (around.lines[id] ?? all.handedOut(id));
    if (untouched || mine === line) {
      box.value = around.lines[id] = line;
      return;
    }
    const pick = (chosen: string) => () => {
      asking.remove();
      box.value = around.lines[id] = chosen;
      around.keepLine(id, chosen);
      box.focus();
    };
    const asking = node("div", { class: "which", role: "alert" },
      node("p", {}, told("This line was changed in the notebook too. Which one do you want to keep?")),
      node("p", { class: "moves" }, pressed(told("Keep from this page: {line}", { line: mine }), pick(mine)), pressed(told("Keep from the notebook: {line}", { line }), pick(line))));
    for (const old of place.querySelectorAll(".which")) old.remove();
    place.prepend(asking);
  };
}

function why(trouble: Error, around: Around, all: Steps): string {
  if (trouble.message === "stopped") return told("This step was stopped. Your line is kept. The other steps work without Python. To go on, press “{button}”.", { button: RUN }) + all.afterStop();
  if (location.protocol === "file:") return told("From a folder, a browser starts no Python. Your line is kept. The other steps work without Python. Open the course at its address for this step.");
  console.error(trouble); // for who is asked to help
  return around.python.jupyter
    ? told("Python did not start, or ended. Your line is kept. The other steps work without Python. Press “{button}” again. If that does not help, close the course with Ctrl-C in its window, and start it again.", { button: RUN })
    : told("Python could not be loaded, or ended. Your line is kept. The other steps work without Python. Check that you are online, and press “{button}” again. Or use the notebook, at the end of this page.", { button: RUN });
}

/** What a step shows. HTML comes from what the person runs: nothing in it may act on the page. */
export function put(out: HTMLElement, ran: Ran): void {
  tell(out, ...ran.shown.map((part) => {
    if (part.html === undefined) return node("pre", {}, node("samp", {}, part.text ?? ""));
    const parsed = new DOMParser().parseFromString(part.html, "text/html");
    for (const one of parsed.querySelectorAll("script, iframe, object, embed, link, meta, base, form")) one.remove();
    for (const one of parsed.querySelectorAll("*")) {
      for (const { name, value } of [...one.attributes]) {
        if (/^on/i.test(name) || (/^(?:href|src|xlink:href|action|formaction)$/i.test(name) && /^\s*javascript:/i.test(value))) one.removeAttribute(name);
      }
    }
    const shown = node("div", { class: "shown" });
    shown.append(...[...parsed.body.childNodes].map((one) => document.importNode(one, true)));
    return shown;
  }));
}
