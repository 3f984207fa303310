// The charts of one's own turn, and the practicals: brought by the pages that ask for one.

import { KINDS } from "champions:kinds";
import { join } from "../forms";
import { turn } from "../turn";

join(KINDS, { 
  "turn-run": turn, "turn-limits": turn, "turn-seasons": turn, "turn-funnel": turn, "turn-pairs": turn, "turn-records": turn,
  "turn-shares": turn, "practical-run": turn, "practical-limits": turn,
 });
