// Files that a learner gets from the page: the lesson to send, in more than one wrapping, and pages to keep.

import { asHtml, bare, told } from "../../../sentences/told";
import type { Lesson } from "../engine/types";
import { escaped } from "../../../questions/page";

/** Give a file to the browser's downloads. */
export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link); // some browsers press no link that is not on the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** "06-run-charts LC-17": a trainer sees at once whose it is. Without a code, the lesson alone. */
export function fileName(lesson: string, code: string): string {
  const plain = code.normalize("NFC").replace(/[^\p{L}\p{M}\p{N} ._@'-]+/gu, "-").replace(/\s+/g, " ");
  const said = [...plain].slice(0, 40).join("").replace(/^[ ._@'-]+|[ ._@'-]+$/g, "");
  return said ? `${lesson} ${said}` : lesson;
}

/** A page of its own, which asks for nothing from anywhere. */
export function page(title: string, body: string): string {
  const { lang, dir } = document.documentElement; // what is in the page speaks as the lesson does
  return `<!DOCTYPE html>
<html lang="${lang}"${dir === "rtl" ? ' dir="rtl"' : ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(bare(title))}</title>
<style>body { font: 1.1rem/1.5 sans-serif; max-width: 46rem; margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .4rem; min-width: 2.4rem; height: 2.4rem; text-align: start; }</style></head>
<body><main>
${asHtml(body)}
</main></body></html>
`;
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
  return body && page(title, `<h1>${escaped(title)}</h1>\n<p>${told("From lesson {lesson}.", { lesson: escaped(lesson.module) })}</p>\n${body}`);
}

/** A .zip with one file in it, not packed: for browsers that give no other file. */
export function zipped(name: string, content: string): Uint8Array {
  const [title, data] = [new TextEncoder().encode(name), new TextEncoder().encode(content)];
  const sum = crc(data);
  // Version 2.0, names in UTF-8, stored, 1 January 1980, and how long the parts are.
  const about = [20, 0, 0, 8, 0, 0, 0, 0, 33, 0, ...four(sum), ...four(data.length), ...four(data.length), title.length & 255, title.length >> 8, 0, 0];
  const head = [80, 75, 3, 4, ...about];
  const entry = [80, 75, 1, 2, 20, 0, ...about, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...four(0)];
  const [before, inside] = [head.length + title.length + data.length, entry.length + title.length];
  const end = [80, 75, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, ...four(inside), ...four(before), 0, 0];
  const whole = new Uint8Array(before + inside + end.length);
  let at = 0;
  for (const part of [head, title, data, entry, title, end]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function four(number: number): number[] {
  return [number & 255, (number >>> 8) & 255, (number >>> 16) & 255, number >>> 24];
}

function crc(data: Uint8Array): number {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
