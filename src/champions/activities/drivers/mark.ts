// Ideas put with the drivers that they may move: marked as any sorting is.

import { Sort } from "../../questions/sort/mark";

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "driver-diagram": Sort };
