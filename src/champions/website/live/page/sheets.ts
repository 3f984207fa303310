// What lessons of a project show beside their boxes: sentences, sheets and pages. Brought by the lessons that call it.

import { checks, sentence } from "../../../activities/aim/sentence";
import { inWords, readDiagram } from "../../../activities/drivers/diagram";
import { consentLine, HEADINGS, mayBeShared } from "../../../activities/story/words";
import { readSheet } from "../../../activities/tally/sheet";
import { escaped } from "../../../questions/page";
import { asHtml, bare, told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { DOWNLOADED, status } from "./beside";
import { download, page } from "./files";
import { changeWords, pressed, textsIn, type Shown, type Texts } from "./form";
import { node } from "./node";

/** The aim as one sentence, and what a reader would look for. */
export const aimSentence: Shown = (place, lesson, [id]) => {
  const said = status();
  const list = node("ul");
  place.replaceChildren(node("div", { class: "champions-tried" }, said, list));
  return () => {
    const answer = lesson.kept(id as string);
    changeWords(said, sentence(answer));
    list.replaceChildren(...checks(answer).map(({ there, said }) =>
      node("li", {}, node("span", { "aria-hidden": "true" }, there ? "✓ " : "○ "), said)));
  };
};

export const driverDiagram: Shown = (place, lesson, [id]) => {
  const figure = node("figure", { class: "drivers" });
  place.replaceChildren(figure);
  return () => {
    const diagram = readDiagram(lesson.kept(id as string));
    const { aim, drivers } = diagram;
    if (!aim && !drivers.length) {
      figure.replaceChildren(node("p", {}, inWords(diagram)));
      return;
    }
    const branches = drivers.map(({ name, ideas }) => {
      const leaves = ideas.length ? [node("ul", {}, ...ideas.map((idea) => node("li", {}, idea)))] : [];
      return node("li", {}, node("strong", {}, name), ...leaves);
    });
    const rows = branches.length ? [node("ul", { class: "branches" }, ...branches)] : [];
    figure.replaceChildren(node("p", { class: "root" }, node("strong", {}, told("Aim: {aim}", { aim: aim || told("(not written yet)") }))), ...rows);
  };
};

export const tallySheet: Shown = (place, lesson, [id]) => {
  const sheet = node("div", { class: "champions-tally" });
  const says = status();
  const save = pressed(told("Save my tally sheet, ready to print"), () => {
    const answer = lesson.kept(id as string);
    if (!answer) {
      changeWords(says, told("There is no sheet yet. Write in the boxes above first."));
      return;
    }
    const { title, html } = sheetHtml(answer);
    const body = `<h1>${escaped(title || told("Tally sheet"))}</h1>\n${html}\n<p>${told("Please write no names on this sheet.")}</p>`;
    download("my-tally-sheet.html", page(told("Tally sheet: {title}", { title }), body), "text/html");
    changeWords(says, DOWNLOADED);
  });
  place.replaceChildren(sheet, node("p", {}, save), says);
  return () => {
    const { notes, html } = sheetHtml(lesson.kept(id as string));
    const rows = notes.map((note) => `<li>${asHtml(escaped(note))}</li>`).join("");
    sheet.innerHTML = (rows ? `<div role="status"><ul>${rows}</ul></div>` : "") + html;
  };
};

function sheetHtml(answer: unknown): { title: string; notes: string[]; html: string } {
  const { title, counts, groups, columns, who, notes } = readSheet(answer);
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join("");
  const rows = groups.map((one) => `<tr><th scope="row">${escaped(one)}</th>${"<td></td>".repeat(columns.length)}</tr>`).join("");
  const html =
    `<p class="rule"><strong>${told("It counts when:")}</strong> ${escaped(counts || told("(when does it count?)"))}</p>` +
    `<p><strong>${told("Who, and where the sheet is kept:")}</strong> ${escaped(who || told("(who, and where?)"))}</p>` +
    `<p>${told("One stroke for each. Every fifth stroke goes across the four before it. If nothing happened, write 0. If nobody looked, write X.")}</p>` +
    `<div class="champions-table" tabindex="0" role="region" aria-label="${bare(told("Your tally sheet"))}">` +
    `<table><caption>${told("Tally sheet: {title}", { title: escaped(title || told("(what do you count?)")) })}</caption><thead><tr><td></td>${head}</tr></thead>` +
    `<tbody>${rows}</tbody></table></div>`;
  return { title, notes, html: asHtml(html) };
}

/** Who agrees with whom on the same records, and where they differ. */
export const compareCodes: Shown = (place, lesson, [names, others]) => {
  const box = node("div", { class: "champions-lab" });
  place.replaceChildren(box);
  const mine = Object.entries(names as Texts);
  const theirs = Object.entries(others as { [name: string]: Texts });
  return () => {
    const { lines, differ, said } = lesson.compared(mine, theirs);
    if (!lines.length) {
      box.replaceChildren(node("p", {}, said));
      return;
    }
    const list = node("ul", {}, ...lines.map((one) => node("li", {}, one)));
    box.replaceChildren(node("div", { role: "status" }, list), ...(differ.length ? [differences(lesson, mine, theirs, differ)] : []));
  };
};

function differences(lesson: Lesson, mine: [string, string][], theirs: [string, { [item: string]: string }][], differ: string[]): HTMLElement {
  const id = mine[0]![1];
  const items = new Map(lesson.shown(id, "items"));
  const groups = new Map(lesson.shown(id, "groups"));
  const sorted = [...mine.map(([name, one]): [string, Texts] => [name, textsIn(lesson.kept(one))]), ...theirs];
  const people = sorted.filter(([, codes]) => Object.keys(codes).length);
  const head = [told("Record"), ...people.map(([name]) => name)].map((name) => node("th", { scope: "col" }, name));
  const rows = differ.map((key) => {
    const cells = people.map(([name, codes]) =>
      node("td", {}, node("span", { class: "champions-label" }, name), " ", groups.get(codes[key] ?? "") ?? told("not done")));
    return node("tr", {}, node("td", {}, `${key}. ${items.get(key)}`), ...cells);
  });
  return node("table", { class: "champions-records" }, node("caption", {}, told("Where they differ")),
    node("thead", {}, node("tr", {}, ...head)), node("tbody", {}, ...rows));
}

/** The one-page story as it stands, and its files. A chart of own numbers is drawn by Python. */
export const storyboard: Shown = (place, lesson, [id]) => {
  const paper = node("article", { class: "story", "aria-label": told("Your page") });
  const says = status();
  const make = (type: "html" | "txt") => {
    const texts = textsIn(lesson.kept(id as string));
    if (!Object.keys(HEADINGS).concat("title").some((key) => texts[key]?.trim())) {
      changeWords(says, told("There is nothing to put on the page yet. Write in the boxes above."));
      return;
    }
    if (type === "html") download("my-story.html", page(titleOf(texts), storyHtml(texts, "h1", "h2")), "text/html");
    else download("my-story.txt", storyText(texts), "text/plain");
    changeWords(says, DOWNLOADED);
  };
  const buttons = node("p", { class: "moves" }, pressed(told("Get my page"), () => make("html")), pressed(told("Get the words alone"), () => make("txt")));
  const chart = node("p", {}, told("With your own numbers as a chart, the page is made in the notebook: it needs Python."));
  place.replaceChildren(paper, buttons, says, chart);
  return () => {
    paper.innerHTML = asHtml(storyHtml(textsIn(lesson.kept(id as string)), "h3", "h4"));
  };
};

function titleOf(texts: Texts): string {
  return (texts["title"] ?? "").trim() || told("My improvement story");
}

/** The lines of a box, without signs or numbers that people put before them. */
function linesOf(text: string | undefined): string[] {
  const lines = (text ?? "").split(/\r?\n/).map((one) => one.replace(/^\s*(?:[-*•]|(?:cycle )?\d+[.):])\s*/i, "").trim());
  return lines.filter(Boolean);
}

function storyHtml(texts: Texts, top: string, below: string): string {
  const line = consentLine(texts);
  const draft = !mayBeShared(texts);
  const who = (texts["who"] ?? "").trim();
  const parts = Object.entries(HEADINGS).map(([key, heading]) => {
    const lines = linesOf(texts[key]);
    const items = lines.map((one) => `<li>${escaped(one)}</li>`).join("");
    const written = key === "tried" && lines.length > 1 ? `<ol>${items}</ol>` : lines.map((one) => `<p>${escaped(one)}</p>`).join("");
    return `<${below}>${heading}</${below}>${written || `<p>${told("(not written yet)")}</p>`}`;
  });
  return (
    (draft ? `<p class="draft">${escaped(line)}</p>` : "") +
    `<${top}>${escaped(titleOf(texts))}</${top}>${who ? `<p>${escaped(who)}</p>` : ""}${parts.join("")}` +
    (draft ? "" : `<p class="consent">${escaped(line)}</p>`)
  );
}

function storyText(texts: Texts): string {
  const parts = [titleOf(texts), (texts["who"] ?? "").trim()];
  for (const [key, heading] of Object.entries(HEADINGS)) {
    const lines = linesOf(texts[key]);
    const numbered = key === "tried" && lines.length > 1;
    const said = lines.map((one, at) => (numbered ? `${at + 1}. ${one}` : one));
    parts.push(`${heading}\n${(said.length ? said : [told("(not written yet)")]).join("\n")}`);
  }
  return `${[...parts, consentLine(texts)].filter(Boolean).join("\n\n")}\n`;
}

/** Which pieces of the project are there from earlier lessons. */
export const myFolder: Shown = (place, _lesson, _given, before) => {
  const box = node("div", { class: "champions-tried" });
  place.replaceChildren(box);
  void before.pieces().then((pieces) => {
    const there = pieces.filter((one) => one.text);
    const rows = pieces.map(({ name, lesson, text }) => {
      const parts = { name, lesson: lesson.slice(0, 2) };
      return node("li", {}, told(text ? "✓ {name} (lesson {lesson}): here" : "○ {name} (lesson {lesson}): not here", parts));
    });
    box.replaceChildren(node("p", {}, told("{there} of {all} pieces are here.", { there: there.length, all: pieces.length })), node("ul", {}, ...rows));
  });
  return () => undefined;
};
