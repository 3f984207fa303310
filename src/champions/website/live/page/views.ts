// A picture that can be turned: lists to choose from, and what was made at build for each choice. As `views.py` gives it.

import { told } from "../../../sentences/told";
import { changeWords, choice, type Shown } from "./form";
import { fill, node } from "./node";
import { unpacked } from "./packed";
import { script } from "./variants";

interface Part {
  name: string;
  said: string;
  /** What it begins with. */
  first: string | number | boolean;
  /** Pairs of key and words; none for something to tick. */
  options: [string, string][];
}

interface Given {
  parts: Part[];
  /** The questions after which a chart is shown with its reading. */
  until: string[];
  /** What the other parts begin with when this key of the first one is chosen. */
  begins: { [key: string]: { [name: string]: string | number | boolean } };
  /** The keys of the first part, each with the file of its views. */
  files: { [key: string]: string };
}

/** For each choice: what is seen and the same in a sentence; where a reading waits, first without it. */
type All = { [key: string]: [string, string][] };

const come = new Map<string, All>();

/** Called by a file of views, which are packed. */
export function views(file: string, all: string): void {
  come.set(file, JSON.parse(unpacked(all)) as All);
}

interface Control {
  row: HTMLElement;
  now(): string;
  set(value: string): void;
}

function control(part: Part, changed: () => void): Control {
  if (!part.options.length) {
    const box = node("input", { type: "checkbox" }) as HTMLInputElement;
    box.checked = part.first === true;
    box.addEventListener("change", changed);
    const row = node("label", { class: "choice" }, box, node("span", {}, part.said));
    return { row, now: () => String(box.checked), set: (value) => void (box.checked = value === "true") };
  }
  const [row, list] = choice(part.said, part.options, String(part.first));
  list.addEventListener("change", changed);
  return { row, now: () => list.value, set: (value) => void (list.value = value) };
}

export const turned: Shown = (place, lesson, given) => {
  const { parts, until, begins, files } = given as unknown as Given;
  const view = place.querySelector<HTMLElement>(".view")!;
  const said = node("p", { role: "status", "aria-live": "polite", class: "unseen" });
  const seen = node("p", { role: "status" }); // what a person must know: nothing while all is well
  const first = `${parts.map((part) => String(part.first)).join("|")} 0`; // it stands in the page
  let shown = place.dataset["shown"] ?? first; // the view that stands there, or is coming

  const show = async (aloud: boolean) => {
    const key = [...controls.values()].map((one) => one.now()).join("|");
    const read = until.length && until.every((id) => lesson.answered(id)) ? 1 : 0;
    const asked = `${key} ${read}`;
    if (shown === asked) return;
    shown = asked;
    const file = files[key.split("|")[0]!]!;
    try {
      if (!come.has(file)) await script(`views/${file}.js`);
    } catch {
      shown = ""; // the next choice tries again
      changeWords(seen, told("This view is not on this device yet. Go online, then choose again."));
      return;
    }
    if (shown !== asked) return; // another was chosen meanwhile
    place.dataset["shown"] = shown;
    const [html, words] = come.get(file)![key]![read]!;
    changeWords(seen, "");
    const open = view.querySelector("details")?.open ?? false;
    view.innerHTML = html; // made by the course at build
    const table = view.querySelector("details");
    if (table) table.open = open;
    if (aloud) changeWords(said, words);
  };
  const controls = new Map<string, Control>();
  for (const part of parts) {
    const lead = !controls.size;
    controls.set(part.name, control(part, () => {
      if (lead) for (const [name, value] of Object.entries(begins[controls.get(part.name)!.now()] ?? {})) controls.get(name)!.set(String(value));
      void show(true);
    }));
  }
  fill(place, ...[...controls.values()].map((one) => one.row), view, seen, said);
  return () => void show(false);
};
