// Your turn with two years in months, or weekdays and weekends: its words and its pool.

import { YourTurn, type TurnWords } from "../your_turn/mark";
import words from "./words.json";

export class SeasonsTurn extends YourTurn {
  readonly pool = "turn-seasons";
  readonly words: TurnWords = words;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "turn-seasons": SeasonsTurn };
