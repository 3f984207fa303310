// What Python does with plain data, where JavaScript does another thing: text, truth, numbers, order of keys.

/** Plain data, as a file of JSON holds it. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** A table of names and values: what Python calls a Mapping. */
export type Table = { [key: string]: unknown };

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// --- The order of keys ------------------------------------------------------------------------

/** JavaScript puts keys that look like numbers first. Where a file has another order, it stands here. */
const ORDER = new WeakMap<object, string[]>();

/** The keys of a table, in the order in which they were written. */
export function keysOf(table: object): string[] {
  return ORDER.get(table) ?? Object.keys(table);
}

export function get(table: unknown, key: string): unknown {
  return isTable(table) && Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}

/** A table made of pairs, which keeps their order. */
export function tableOf(pairs: Iterable<[string, unknown]>): Table {
  const table: Table = Object.create(null);
  const keys: string[] = [];
  for (const [key, value] of pairs) {
    if (!(key in table)) keys.push(key);
    table[key] = value;
  }
  if (Object.keys(table).some((key, at) => key !== keys[at])) ORDER.set(table, keys);
  return table;
}

export function pairsOf(table: unknown): [string, unknown][] {
  return isTable(table) ? keysOf(table).map((key) => [key, table[key]]) : [];
}

/** Lists in lists, at most: as `plain_json.py` has it. */
const DEEPEST = 100;

/** Read JSON as Python reads it: keys in their order, half a character as "?", NaN and Infinity too.
 * It throws a SyntaxError where it is none, or is nested too deep. */
export function readJson(text: string): unknown {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const space = /[ \t\n\r]*/y;
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
  const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const fail = (): never => {
    throw new SyntaxError(`no JSON at ${at}`);
  };
  const sign = (wanted: string): boolean => {
    match(space);
    if (text[at] !== wanted) return false;
    at += 1;
    return true;
  };
  const words: [string, unknown][] = [["null", null], ["true", true], ["false", false]];
  words.push(["NaN", NaN], ["Infinity", Infinity], ["-Infinity", -Infinity]);

  function value(depth: number): unknown {
    if (depth > DEEPEST) fail();
    match(space);
    if (text[at] === '"') return textValue();
    if (sign("[")) {
      const list: unknown[] = [];
      if (sign("]")) return list;
      do list.push(value(depth + 1));
      while (sign(","));
      return sign("]") ? list : fail();
    }
    if (sign("{")) {
      const pairs: [string, unknown][] = [];
      if (sign("}")) return tableOf(pairs);
      do {
        match(space);
        const key = textValue();
        if (!sign(":")) fail();
        pairs.push([key, value(depth + 1)]);
      } while (sign(","));
      return sign("}") ? tableOf(pairs) : fail();
    }
    for (const [word, meant] of words) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meant;
      }
    }
    return Number(match(number) ?? fail());
  }
  function textValue(): string {
    return wholeCharacters(JSON.parse(match(string) ?? fail()) as string);
  }
  const found = value(0);
  match(space);
  return at === text.length ? found : fail();
}

/** A question mark for each half of a character, which no file can hold. */
export function wholeCharacters(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length > 1 ? found : "?"));
}

// --- Truth and text ---------------------------------------------------------------------------

/** What Python takes for true: an empty list and an empty table are not. */
export function truth(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isTable(value)) return Object.keys(value).length > 0;
  return Boolean(value) || Number.isNaN(value);
}

/** Spaces as Python knows them, for the inside of a character class. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
const SPACES = new RegExp(`[${SPACE}]+`, "g");

export function strip(text: string): string {
  return text.replace(AROUND, "");
}

export function wordsOf(text: string): string[] {
  return text.split(SPACES).filter(Boolean);
}

/** Without any of these signs at its end. */
export function stripEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** The first so many characters; a character outside the first plane counts once, as in Python. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : Array.from(text).slice(0, longest).join("");
}

export function inOrder(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const apart = a[at]!.codePointAt(0)! - b[at]!.codePointAt(0)!;
    if (apart) return apart;
  }
  return a.length - b.length;
}

/** A number as Python writes it. Whether 3 was once 3.0 is not known here: it is 3. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= 1e18) return String(value + 0 === 0 ? 0 : BigInt(value));
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const [digits, power] = value.toExponential().split("e") as [string, string];
  const tens = Number(power);
  if (tens >= -4 && tens < 16) return String(value);
  return `${digits}e${tens < 0 ? "-" : "+"}${String(Math.abs(tens)).padStart(2, "0")}`;
}

/** Plain data as Python's `str` shows it. */
export function str(value: unknown): string {
  return typeof value === "string" ? value : shown(value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return `{${pairsOf(value).map(([key, one]) => `${quoted(key)}: ${shown(one)}`).join(", ")}}`;
}

const NAMED: Table = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/[\\\p{C}\p{Z}'"]/gu, (one) => {
    if (one === " " || (one !== mark && /['"]/.test(one))) return one;
    if (one === mark) return `\\${one}`;
    const code = one.codePointAt(0)!;
    const [sign, wide] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return (NAMED[one] as string | undefined) ?? `\\${sign}${code.toString(16).padStart(wide as number, "0")}`;
  });
  return mark + inside + mark;
}

/** Plain data as Python's `json.dumps` writes it; characters stay as they are. */
export function writeJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(", ")}]`;
  return `{${pairsOf(value).map(([key, one]) => `${JSON.stringify(key)}: ${writeJson(one)}`).join(", ")}}`;
}

/** True when Python calls them the same: the order of a table's keys makes no difference. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, at) => same(part, other[at]));
  }
  if (isTable(one) && isTable(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
  }
  const [a, b] = [one, other].map((value) => (typeof value === "boolean" ? Number(value) : (value ?? null)));
  return a === b;
}

/** Rounded to one decimal, a half to the even one, as Python rounds. */
export function toTenths(value: number): number {
  const quarters = value * 4;
  const half = Number.isInteger(quarters) && quarters % 2 !== 0;
  return half ? (2 * Math.round(value * 5)) / 10 : Number(value.toFixed(1));
}

/** Where a pattern is found with none of these signs before it. Older iPhones cannot look behind in a pattern. */
export function placesOf(text: string, pattern: RegExp, notAfter: RegExp): [number, number][] {
  const found: [number, number][] = [];
  const looked = new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  for (let one = looked.exec(text); one; one = looked.exec(text)) {
    if (one.index > 0 && notAfter.test(text[one.index - 1]!)) looked.lastIndex = one.index + 1;
    else {
      found.push([one.index, one.index + one[0].length]);
      if (!one[0]) looked.lastIndex += 1;
    }
  }
  return found;
}

/** A letter, a digit or a low line: what Python calls part of a word. */
export const IN_WORD = /[\p{L}\p{N}_]/u;

/** True where these words stand as words of their own; each is part of a pattern. */
export function hasWord(text: string, pattern: string): boolean {
  return placesOf(text, new RegExp(`(?:${pattern})(?![\\p{L}\\p{N}_])`, "u"), IN_WORD).length > 0;
}

/** The lines of a text, as Python's `splitlines` cuts them. */
export function splitLines(text: string): string[] {
  const found = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (found[found.length - 1] === "") found.pop();
  return found;
}

/** Without any of these signs at its beginning. */
export function stripStart(text: string, signs: string): string {
  let from = 0;
  while (from < text.length && signs.includes(text[from]!)) from += 1;
  return text.slice(from);
}

/** What Python's `int` makes of a value; null where it raises. */
export function whole(value: unknown): number | null {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? Math.trunc(value) : null;
  if (typeof value !== "string") return null;
  const text = strip(value);
  return /^[-+]?\p{Nd}+(?:_\p{Nd}+)*$/u.test(text) ? Number(plainDigits(text.replace(/_/g, ""))) : null;
}

/** Digits of any script as 0 to 9, as Python reads them. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (one) => {
    const code = one.codePointAt(0)!;
    let first = code;
    while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return code < 0x80 ? one : String(code - first);
  });
}
