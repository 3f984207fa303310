// Dots that are marked on a chart: brought by the pages that ask for some.

import { KINDS } from "champions:kinds";
import { dots } from "../dots";
import { join } from "../forms";

join(KINDS, { dots });
