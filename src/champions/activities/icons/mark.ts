// Cases sorted by what their icon of assurance says: marked as any sorting is.

import { Sort } from "../../questions/sort/mark";

/** The kinds of question in this folder that have a script, as `__init__.py` names them. */
export const KINDS = { "read-icons": Sort };
