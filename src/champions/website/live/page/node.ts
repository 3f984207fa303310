// Make a part of the page. Words are put in as text: nothing that a person typed becomes HTML.

import { bare, FIRST, LAST } from "../../../sentences/told";

/** What shows no parts within it: its words say their language as a whole. */
const PLAIN = new Set(["option", "textarea", "title"]);

export function node(tag: string, about: { [name: string]: string } = {}, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) made.setAttribute(name, bare(value));
  for (const one of inside) put(made, one);
  return made;
}

function put(place: HTMLElement, one: Node | string): void {
  if (typeof one !== "string") place.append(one);
  else if (!PLAIN.has(place.localName)) place.append(...inWords(one));
  else {
    place.append(bare(one));
    if (one.startsWith(FIRST) && one.endsWith(LAST)) inEnglish(place);
  }
}

/** Words as parts of a page. English among other words says that it is English, for eyes and for a voice. */
export function inWords(text: string): (Node | string)[] {
  if (!text.includes(FIRST)) return [text];
  const open: boolean[] = []; // the isolates that are open: true for one of ours
  let piece = "";
  const made: (Node | string)[] = [];
  const end = () => {
    if (piece) made.push(open.includes(true) ? inEnglish(document.createElement("span"), piece) : piece);
    piece = "";
  };
  for (const sign of text) {
    if (sign === FIRST) {
      if (!open.includes(true)) end();
      open.push(true);
    } else if (sign === LAST && open[open.length - 1]) {
      if (open.indexOf(true) === open.length - 1) end();
      open.pop();
    } else {
      if (sign === "\u2067" || sign === "\u2068") open.push(false); // such as around a local name
      else if (sign === LAST) open.pop();
      piece += sign;
    }
  }
  end();
  return made;
}

function inEnglish(place: HTMLElement, words = ""): HTMLElement {
  place.lang = "en-GB";
  place.dir = "ltr";
  if (words) place.textContent = words;
  return place;
}

/** Say several parts in a region as one piece: of parts that are added one by one, Orca may say only the last. A browser
 * leaves a box without a role out of what it tells, so that its parts would stand one by one again. */
export function tell(region: HTMLElement, ...parts: (Node | string)[]): void {
  region.replaceChildren(...(parts.length ? [node("div", { class: "told", role: "group" }, ...parts)] : []));
}

/** Change the words of a region; the region itself stays, so that a screen reader says the change. */
export function changeWords(region: HTMLElement, words: string): void {
  if (region.textContent !== bare(words)) region.replaceChildren(...inWords(words));
}

/** Put the parts of a step in its place. The link to the same step in the notebook stays below them. */
export function fill(place: HTMLElement, ...parts: Node[]): void {
  const there = place.querySelector(":scope > .there");
  place.replaceChildren(...parts, ...(there ? [there] : []));
}

/** Milliseconds after which nothing more comes of a page that is opened. */
const SETTLED = 10_000;

/** Show the step that an address names, and let the keyboard go on there: the forms moved everything below them. */
export function goTo(hash: string): void {
  const step = hash.startsWith("#step-") ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (!step) return;
  step.tabIndex = -1;
  step.focus({ preventScroll: true });
  // What comes above it later, such as a chart, moves it: it is followed until the reader does something.
  const stay = new ResizeObserver(() => step.scrollIntoView());
  stay.observe(document.body); // and told at once, as it begins
  const leave = () => stay.disconnect();
  for (const what of ["wheel", "touchstart", "pointerdown", "keydown"]) window.addEventListener(what, leave, { once: true, passive: true });
  setTimeout(leave, SETTLED);
}
