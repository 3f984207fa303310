// Cases sorted by the chart that fits them: marked as any sorting is.

import { Sort } from "../../questions/sort/mark";

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "choose-charts": Sort };
