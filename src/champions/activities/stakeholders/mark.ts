// People put on a map by the part that they have in a change: marked as any sorting is.

import { Sort } from "../../questions/sort/mark";

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "stakeholder-map": Sort };
