// Games and sums by hand: brought by the pages that have one.

import { KINDS } from "champions:kinds";
import { join } from "../forms";
import { cells } from "../cells";
import { chooser, marbles, redBeads } from "../games";
import { hand } from "../hand";

join(KINDS, { 
  beads: redBeads, marbles, "chart-chooser": chooser, "limits-by-hand": hand, "small-cells": cells,
 });
