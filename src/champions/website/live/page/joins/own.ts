// Own numbers, with the run chart of them: brought by the pages that ask for some.

import { KINDS } from "champions:kinds";
import { join } from "../forms";
import { own } from "../own";

join(KINDS, { "own-numbers": own });
