// What lessons of a project show beside their boxes: brought by the pages that call it.

import { joinShown } from "../beside";
import { aimSentence, compareCodes, driverDiagram, myFolder, storyboard, tallySheet } from "../sheets";

joinShown({
  aim_sentence: aimSentence, driver_diagram: driverDiagram, tally_sheet: tallySheet, compare_codes: compareCodes, storyboard,
  my_folder: myFolder,
});
