// The ways in which work leaves the page: a download, the device's share sheet, a .zip, a text to copy.

import { bare, told } from "../../../sentences/told";
import { download, zipped } from "./files";

/** The file as it is now. */
export interface Work {
  /** Its name, without an ending. */
  name: string;
  notebook(): string;
  record(): string;
}

const TYPE = "application/x-ipynb+json";

export function sending(work: () => Work, say: (words: string) => void): void {
  const press = (selector: string, action: () => void) => {
    for (const button of document.querySelectorAll(selector)) button.addEventListener("click", action);
  };
  press(".get-file", () => {
    const { name, notebook } = work();
    download(`${name}.ipynb`, notebook(), TYPE);
    say(told("Saved as {file}, in your downloads. Send this one file to your trainer.", { file: `${name}.ipynb` }));
  });
  press("#get-zip", () => {
    const { name, notebook } = work();
    download(`${name}.zip`, zipped(`${name}.ipynb`, notebook()) as BlobPart, "application/zip");
    say(told("Saved as {file}, in your downloads. Send it as it is to your trainer.", { file: `${name}.zip` }));
  });
  press("#get-text", () => void copied(work(), say));
  const share = document.getElementById("share");
  if (share && canShare()) {
    share.hidden = false;
    share.addEventListener("click", () => void shared(work(), say));
  }
}

function canShare(): boolean {
  try {
    return navigator.canShare?.({ files: [new File(["{}"], "a.txt", { type: "text/plain" })] }) ?? false;
  } catch {
    return false;
  }
}

/** Many devices share no .ipynb: the same text then goes as .ipynb.txt, which marking reads as well. */
async function shared({ name, notebook }: Work, say: (words: string) => void): Promise<void> {
  const text = notebook();
  const files = [new File([text], `${name}.ipynb`, { type: TYPE })];
  const plain = [new File([text], `${name}.ipynb.txt`, { type: "text/plain" })];
  try {
    await navigator.share({ files: navigator.canShare({ files }) ? files : plain, title: name });
  } catch (trouble) {
    if ((trouble as DOMException).name !== "AbortError") {
      say(told("This device could not share the file. Use one of the other buttons."));
    }
  }
}

async function copied({ name, record }: Work, say: (words: string) => void): Promise<void> {
  const text = `${bare(told("{name}: my answers. Please keep this whole text.", { name }))}\n${await asText(record())}`;
  const box = document.getElementById("text-out") as HTMLTextAreaElement;
  box.value = text;
  box.hidden = false;
  (box.labels?.[0] ?? box).hidden = false;
  box.select();
  try {
    await navigator.clipboard.writeText(text);
    say(told("Your answers are copied as a text. Paste it into a message to your trainer."));
  } catch {
    say(told("Here are your answers as a text. Copy all of it, and paste it into a message to your trainer."));
  }
}

/** The record as one word of letters that any message carries: packed where the browser can, and with a sum. */
export async function asText(record: string): Promise<string> {
  const plain = new TextEncoder().encode(record);
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, plain.reduce((all, byte) => (Math.imul(all, 31) + byte) >>> 0, 7));
  const packs = typeof CompressionStream === "function";
  const data = packs ? await packed(plain) : plain;
  return `champions-answers-${packs ? "z" : "p"}[${base64(new Uint8Array([...sum, ...data]))}]`;
}

async function packed(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([data as BlobPart]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function base64(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text);
}
