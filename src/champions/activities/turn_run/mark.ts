// Your turn with a run chart: its words and its pool.

import { YourTurn, type TurnWords } from "../your_turn/mark";
import words from "./words.json";

export class RunChartTurn extends YourTurn {
  readonly pool = "turn-run";
  readonly words: TurnWords = words;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "turn-run": RunChartTurn };
