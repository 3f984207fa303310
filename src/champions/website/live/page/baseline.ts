// What was answered before the course began, where its lesson was answered in this browser or on this computer.

import { engine } from "../engine/core";
import { changeWords, type Shown } from "./form";
import { node } from "./node";

export const baseline: Shown = (place, _lesson, given, before) => {
  const [module, question, consent, scale] = given as [string, string, string, { [value: string]: string }];
  const said = node("p", { role: "status", "aria-live": "polite" });
  place.replaceChildren(said);
  return () => void Promise.all([before.answers(module, question), before.answers(module, consent)])
    .then(([answer, yes]) => changeWords(said, engine.beside.baseline(answer, yes, scale)));
};
