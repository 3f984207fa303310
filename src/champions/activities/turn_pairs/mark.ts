// Your turn with people who were asked twice: its words and its pool.

import { turn } from "../your_turn/mark";
import words from "./words.json";

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "turn-pairs": turn("turn-pairs", words) };
