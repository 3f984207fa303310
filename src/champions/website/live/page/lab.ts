// A page of the lesson's own that Python makes from one's answers: what it says at first, and a button in its place that
// brings Python and makes it anew.

import { told } from "../../../sentences/told";
import { put, sparing, type Around, type Line, type Steps } from "./code";
import { changeWords, pressed } from "./form";
import { fill, node } from "./node";

const MAKE = told("Make it from my answers");

/** Put the button below what the step says at first. */
export function labStep(place: HTMLElement, around: Around, all: Steps): void {
  const news = node("p", { role: "status", "aria-live": "polite" });
  const out = place.querySelector<HTMLElement>(".ran")!;
  out.setAttribute("aria-live", "polite");
  let asked = false;
  const work = async () => {
    if (!all.here && !asked && sparing(navigator as Line) && !(await all.kept())) {
      asked = true; // the next press is the answer
      changeWords(news, told("Your connection saves data, or is slow. Python is about {megabytes} MB. To load it now, press “{button}” again. The rest of the lesson works without it.", { megabytes: around.python.megabytes, button: MAKE }));
      return;
    }
    make.disabled = true;
    stop.hidden = false;
    try {
      changeWords(news, told("Python is coming. You may go on with other steps meanwhile."));
      await all.bring();
      changeWords(news, told("Python makes it from your answers."));
      put(out, await all.show(place.dataset["lab"]!));
      changeWords(news, told("It is made from your answers as they are now. After a change, press the button again."));
    } catch (trouble) {
      all.stop();
      changeWords(news, why(trouble as Error, around, all));
    } finally {
      make.disabled = false;
      stop.hidden = true;
      if (document.activeElement === document.body) make.focus(); // the button that was pressed was off meanwhile
    }
  };
  const make = pressed(MAKE, () => void work(), "check");
  const stop = pressed(told("Stop"), () => all.stop());
  stop.hidden = true;
  fill(place, out, node("p", { class: "moves" }, make, stop), news);
  void all.about().then((words) => {
    if (!news.textContent) changeWords(news, words); // unless it was pressed meanwhile
  });
}

function why(trouble: Error, around: Around, all: Steps): string {
  if (trouble.message === "stopped") return told("It was stopped. Your answers are kept. To go on, press “{button}”.", { button: MAKE }) + all.afterStop();
  if (location.protocol === "file:") return told("From a folder, a browser starts no Python. Your answers are kept. Open the course at its address for this step.");
  console.error(trouble); // for who is asked to help
  return around.python.jupyter
    ? told("Python did not start, or ended. Your answers are kept. Press “{button}” again. If that does not help, close the course with Ctrl-C in its window, and start it again.", { button: MAKE })
    : told("Python could not be loaded, or ended. Your answers are kept. Check that you are online, and press “{button}” again. Or use the notebook, at the end of this page.", { button: MAKE });
}
