// Tally sheets, designed in a few boxes: what `sheet.py` reads from them, and says.

import { Unreadable } from "../../questions/base/mark";
import { cut, hasWord, SPACE, strip, stripStart, wordsOf } from "../../questions/base/python";
import { caseless } from "../../questions/base/text";
import { readNumber } from "../../questions/number/reading";
import { tableIn, written } from "../../questions/words/mark";
import { inARow, later, told, typedWords } from "../../sentences/told";

/** A sheet that is larger than this does not fit on one page. */
const MOST_GROUPS = 8;
const MOST_COLUMNS = 14;
const DAYS = [told("Mon"), told("Tue"), told("Wed"), told("Thu"), told("Fri"), told("Sat"), told("Sun")];
/** Words that name a person, or could. A count does not need them. */
const PERSONAL: [string, string][] = [
  [told("Do you need a name to count?"), "names?"],
  [told("Do you need an address to count?"), "address(?:es)?"],
  [told("Do you need a postcode to count?"), "post ?codes?"],
  [told("Do you need a date of birth to count?"), "date of birth|birth ?da(?:y|te)s?|dob"],
  [told("Do you need an NHS number to count?"), "nhs (?:number|no)"],
  [told("Do you need a phone number to count?"), "(?:phone|mobile) (?:number|no)"],
  [told("Do you need an email to count?"), "e-?mails?"],
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
    notes.push(told("More than {most} groups do not fit. Which ones can you join?", { most: MOST_GROUPS }));
  }
  const small = caseless(`${written(texts, "title")} ${written(texts, "groups")}`);
  for (const [asked, pattern] of PERSONAL) {
    if (hasWord(small, pattern)) notes.push(`${asked} ${told("Leave it out if you can.")}`);
  }
  return {
    title: cut(written(texts, "title"), 120),
    counts: cut(written(texts, "counts"), 400),
    groups: groups.length ? groups.slice(0, MOST_GROUPS) : [told("Count")],
    columns,
    who: cut(written(texts, "who"), 200),
    notes,
  };
}

function columnsOf(span: string): [string[], string[]] {
  const spans = spansKnown();
  const words = spans.flatMap(([, typed]) => [...typed]).sort((one, other) => other.length - one.length);
  const found = new RegExp(`(\\p{Nd}+|\\p{L}+)[${SPACE}]*(${words.join("|")})(?![\\p{L}\\p{N}_])`, "u").exec(caseless(span));
  let count = found ? manyIn(found[1]!) : 0;
  if (!found || count < 1) {
    return [DAYS, span ? [told("The length could not be read. The sheet shows 7 days.")] : []];
  }
  const notes: string[] = [];
  if (count > MOST_COLUMNS) {
    notes.push(told("The sheet shows the first {most}. Print it again for the rest.", { most: MOST_COLUMNS }));
    count = MOST_COLUMNS;
  }
  const [name] = spans.find(([, typed]) => typed.has(found[2]!))!;
  if (name === spans[0]![0] && count === DAYS.length) return [DAYS, notes];
  return [Array.from({ length: count }, (_, at) => told(name, { n: at + 1 })), notes];
}

/** What a column is called, and the words by which it is known; days first. */
function spansKnown(): [string, Set<string>][] {
  return [
    [later("Day {n}"), typedWords("day days")], [later("Week {n}"), typedWords("week weeks")],
    [later("Month {n}"), typedWords("month months")], [later("Session {n}"), typedWords("session sessions")],
    [later("Visit {n}"), typedWords("visit visits")],
  ];
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
  const title = strip(sheet.title) ? sheet.title : told("(what do you count?)");
  const said = [told("Tally sheet: {title}.", { title }), told("Rows: {groups}.", { groups: inARow(sheet.groups) }), told("Columns: {columns}.", { columns: inARow(sheet.columns) })];
  return [...said, ...sheet.notes].join(" ");
}
