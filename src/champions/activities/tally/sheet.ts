// Tally sheets, designed in a few boxes: what `sheet.py` reads from them, and says.

import { Unreadable } from "../../questions/base/mark";
import { cut, hasWord, SPACE, strip, stripStart, wordsOf } from "../../questions/base/python";
import { caseless } from "../../questions/base/text";
import { readNumber } from "../../questions/number/reading";
import { tableIn, written } from "../../questions/words/mark";

/** A sheet that is larger than this does not fit on one page. */
const MOST_GROUPS = 8;
const MOST_COLUMNS = 14;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** Words that name a person, or could. A count does not need them. */
const PERSONAL: [string, string][] = [
  ["Do you need a name to count?", "names?"],
  ["Do you need an address to count?", "address(?:es)?"],
  ["Do you need a postcode to count?", "post ?codes?"],
  ["Do you need a date of birth to count?", "date of birth|birth ?da(?:y|te)s?|dob"],
  ["Do you need an NHS number to count?", "nhs (?:number|no)"],
  ["Do you need a phone number to count?", "(?:phone|mobile) (?:number|no)"],
  ["Do you need an email to count?", "e-?mails?"],
];

/** A tally sheet: what is counted, when it counts, the rows and the columns; and what to mend. */
export interface Sheet {
  title: string;
  counts: string;
  groups: string[];
  columns: string[];
  who: string;
  notes: string[];
}

/** The sheet that a designer's boxes describe, with notes on what could not be read or is too much. */
export function readSheet(answer: unknown): Sheet {
  const texts = tableIn(answer);
  const lines = written(texts, "groups").split("\n").map((line) => wordsOf(stripStart(line, "-*•· ")).join(" "));
  const groups = lines.filter(Boolean).map((group) => cut(group, 60));
  const [columns, notes] = columnsOf(written(texts, "span"));
  if (groups.length > MOST_GROUPS) {
    notes.push(`More than ${MOST_GROUPS} groups do not fit. Which ones can you join?`);
  }
  const small = caseless(`${written(texts, "title")} ${written(texts, "groups")}`);
  for (const [asked, pattern] of PERSONAL) {
    if (hasWord(small, pattern)) notes.push(`${asked} Leave it out if you can.`);
  }
  return {
    title: cut(written(texts, "title"), 120),
    counts: cut(written(texts, "counts"), 400),
    groups: groups.length ? groups.slice(0, MOST_GROUPS) : ["Count"],
    columns,
    who: cut(written(texts, "who"), 200),
    notes,
  };
}

function columnsOf(span: string): [string[], string[]] {
  const length = new RegExp(`(\\p{Nd}+|[a-z]+)[${SPACE}]*(day|week|month|session|visit)s?(?![\\p{L}\\p{N}_])`, "u");
  const found = length.exec(caseless(span)) as [string, string, string] | null;
  let count = found ? manyIn(found[1]) : 0;
  if (!found || count < 1) {
    return [DAYS, span ? ["The length could not be read. The sheet shows 7 days."] : []];
  }
  const notes: string[] = [];
  if (count > MOST_COLUMNS) {
    notes.push(`The sheet shows the first ${MOST_COLUMNS}. Print it again for the rest.`);
    count = MOST_COLUMNS;
  }
  if (found[2] === "day" && count === DAYS.length) return [DAYS, notes];
  const name = found[2].charAt(0).toUpperCase() + found[2].slice(1);
  return [Array.from({ length: count }, (_, at) => `${name} ${at + 1}`), notes];
}

function manyIn(text: string): number {
  try {
    return Math.trunc(readNumber(text, { kind: "", unit: "", units: [] }).value);
  } catch (trouble) {
    if (!(trouble instanceof Unreadable)) throw trouble;
    return 1; // a week, each day
  }
}

/** The sheet in words: what it counts, its rows and its columns, and what to mend. */
export function inWords(sheet: Sheet): string {
  const title = strip(sheet.title) ? sheet.title : "(what do you count?)";
  const said = [`Tally sheet: ${title}.`, `Rows: ${sheet.groups.join(", ")}.`, `Columns: ${sheet.columns.join(", ")}.`];
  return [...said, ...sheet.notes].join(" ");
}
