// Texts that are checked by a list: brought by the pages that ask for one.

import { KINDS } from "champions:kinds";
import { written } from "../checklist";
import { join } from "../forms";

join(KINDS, { written });
