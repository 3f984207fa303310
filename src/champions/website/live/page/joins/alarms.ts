// The lab of false alarms: brought by the page that has it.

import { alarmLab } from "../alarms";
import { joinShown } from "../beside";

joinShown({ alarm_lab: alarmLab });
