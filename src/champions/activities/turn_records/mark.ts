// Your turn with twelve rows of records with slips in them: its words and its pool.

import { YourTurn, type TurnWords } from "../your_turn/mark";
import words from "./words.json";

export class RecordsTurn extends YourTurn {
  readonly pool = "turn-records";
  readonly words: TurnWords = words;
}

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "turn-records": RecordsTurn };
