// Comments and records as cards: brought by the pages that sort some.

import { KINDS } from "champions:kinds";
import { codes, themes } from "../cards";
import { join } from "../forms";

join(KINDS, { themes, "code-freely": codes, "code-by-rule": codes });
