// Texts that are checked by a list, records of a test, and stories: brought by the pages that ask for one.

import { KINDS } from "champions:kinds";
import { written } from "../checklist";
import { join } from "../forms";
import { pdsa, story } from "../written";

join(KINDS, { written, pdsa, story });
