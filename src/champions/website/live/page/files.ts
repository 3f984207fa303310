// Files that a learner gets from the page: the lesson to send, and a page of words to keep.

import type { Lesson } from "../engine/types";
import { escaped } from "../../../questions/page";

/** Give a file to the browser's downloads. */
export function download(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link); // some browsers press no link that is not on the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** "06-run-charts LC-17.ipynb": a trainer sees at once whose it is. Without a code, the lesson alone. */
export function fileName(lesson: string, code: string): string {
  const plain = code.normalize("NFC").replace(/[^\p{L}\p{M}\p{N} ._@'-]+/gu, "-").replace(/\s+/g, " ");
  const said = [...plain].slice(0, 40).join("").replace(/^[ ._@'-]+|[ ._@'-]+$/g, "");
  return `${said ? `${lesson} ${said}` : lesson}.ipynb`;
}

/** A page with what was written in answer to these questions; empty where nothing was. */
export function projectPage(lesson: Lesson, title: string, questions: string[]): string {
  const parts = questions.map((id) => {
    const kept = (lesson.kept(id) ?? {}) as { [box: string]: string };
    const boxes = lesson.shown(id, "boxes").filter(([key]) => kept[key]);
    const written = boxes.map(([key, label]) => `<h3>${escaped(label)}</h3>\n<p style="white-space: pre-wrap">${escaped(kept[key]!)}</p>`);
    return written.length ? `<h2>${escaped(lesson.question(id).ask)}</h2>\n${written.join("\n")}` : "";
  });
  const body = parts.filter(Boolean).join("\n");
  if (!body) return "";
  return `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title></head>
<body><main><h1>${escaped(title)}</h1>
<p>From lesson ${escaped(lesson.module)}.</p>
${body}
</main></body></html>
`;
}
