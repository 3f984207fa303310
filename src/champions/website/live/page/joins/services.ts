// The made-up services: brought by the pages that have one.

import { KINDS } from "champions:kinds";
import { join } from "../forms";
import { ramp } from "../ramp";
import { service } from "../service";

join(KINDS, { service, "service-ramp": ramp });
