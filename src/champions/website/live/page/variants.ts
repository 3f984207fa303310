// The numbered data of made-up services, in files of many, brought when a step needs them: also from a folder.

import { engine } from "../engine/core";
import { unpacked } from "./packed";

/** How many variants stand in one file, as `alive.py` writes them. */
const IN_ONE = 25;
const coming = new Map<string, Promise<void>>();

/** Called by such a file: packed, pairs of a variant's name and its text. */
export function variants(texts: string): void {
  for (const [file, text] of JSON.parse(unpacked(texts)) as [string, string][]) engine.bringVariant(file, text);
}

/** Bring these variants. It fails where one cannot be had: offline, on a first visit. */
export async function bring(files: string[]): Promise<void> {
  await Promise.all(files.map((file) => {
    const [, pool, number] = /variants\/([\w-]+)\/(\d+)\.json$/.exec(file) ?? [];
    if (!pool) throw new Error(`No such variant: ${file}`);
    return script(`variants/${pool}-${Math.ceil(Number(number) / IN_ONE)}.js`);
  }));
}

/** Bring a script of the lesson's own: also from a folder, where a page may fetch nothing else. */
export function script(address: string): Promise<void> {
  const known = coming.get(address);
  if (known) return known;
  const come = new Promise<void>((done, failed) => {
    const one = Object.assign(document.createElement("script"), { src: address });
    one.onload = () => done();
    one.onerror = () => {
      coming.delete(address); // it may be tried again
      one.remove();
      failed(new Error(`${address} could not be fetched.`));
    };
    document.head.append(one);
  });
  coming.set(address, come);
  return come;
}
