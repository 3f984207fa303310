// Your turn with people who were asked twice: its words and its pool.

import { YourTurn, type TurnWords } from "../your_turn/mark";
import words from "./words.json";

export class PairsTurn extends YourTurn {
  readonly pool = "turn-pairs";
  readonly words: TurnWords = words;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "turn-pairs": PairsTurn };
