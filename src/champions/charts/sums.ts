// Sums and rounding as Python and numpy do them, so that a chart worked out here says the same numbers.

/** The sum as numpy makes it: eight at a time, in halves where there are many. */
export function sum(numbers: number[], from = 0, to = numbers.length): number {
  const count = to - from;
  if (count > 128) {
    const half = from + Math.floor(count / 2) - (Math.floor(count / 2) % 8);
    return sum(numbers, from, half) + sum(numbers, half, to);
  }
  if (count < 8) {
    let total = 0;
    for (let at = from; at < to; at += 1) total += numbers[at]!;
    return total;
  }
  const parts = numbers.slice(from, from + 8);
  let at = from + 8;
  for (; at < to - (count % 8); at += 8) for (let one = 0; one < 8; one += 1) parts[one]! += numbers[at + one]!;
  const [a, b, c, d, e, f, g, h] = parts as [number, number, number, number, number, number, number, number];
  let total = a + b + (c + d) + (e + f + (g + h));
  for (; at < to; at += 1) total += numbers[at]!;
  return total;
}

export function mean(numbers: number[]): number {
  return sum(numbers) / numbers.length;
}

/** The median of numbers that are all known. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

export function isKnown(number: number): boolean {
  return !Number.isNaN(number);
}

/** A distance below this share of the numbers compared is rounding in the computer, not a difference. */
const ROUNDING = 1e-14;

export function rounding(...numbers: number[]): number {
  return ROUNDING * numbers.reduce((size, one) => (isKnown(one) ? Math.max(size, Math.abs(one)) : size), 0);
}

/** 1 above a line, -1 below it, 0 on it, NaN where there is no value. */
export function side(values: number[], line: number): number[] {
  const near = rounding(...values, line);
  return values.map((value) => (Math.abs(value - line) <= near ? 0 : Math.sign(value - line)));
}

/** Rounded to a whole number, a half to the even one. */
export function round(value: number): number {
  const low = Math.floor(value);
  if (value - low === 0.5) return low % 2 ? low + 1 : low;
  return Math.round(value);
}

/** A number with so many digits after the point, a half to the even digit: Python's `f"{number:.2f}"`. */
export function fixed(number: number, digits: number): string {
  const size = Math.abs(number);
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  if (size >= 1e21) return `${sign}${BigInt(size)}${digits ? `.${"0".repeat(digits)}` : ""}`;
  const up = size.toFixed(digits);
  const halves = size * 2 ** (digits + 1);
  const tie = Number.isSafeInteger(halves) && halves % 2 === 1;
  if (!tie || Number(up[up.length - 1]) % 2 === 0) return sign + up;
  const whole = (BigInt(up.replace(".", "")) - 1n).toString().padStart(digits + 1, "0");
  return sign + (digits ? `${whole.slice(0, -digits)}.${whole.slice(-digits)}` : whole);
}

/** With a comma between thousands. */
export function grouped(text: string): string {
  const [whole, ...rest] = text.split(".");
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}

/** A number with so many digits that count: Python's `f"{number:.6g}"`. */
export function general(number: number, digits = 6): string {
  if (number === 0) return Object.is(number, -0) ? "-0" : "0";
  const power = Number(number.toExponential(digits - 1).split("e")[1]);
  if (power < -4 || power >= digits) {
    const [start, tens] = number.toExponential(digits - 1).split("e") as [string, string];
    const size = String(Math.abs(Number(tens))).padStart(2, "0");
    return `${start.replace(/\.?0+$/, "")}e${Number(tens) < 0 ? "-" : "+"}${size}`;
  }
  const written = fixed(number, digits - 1 - power);
  return written.includes(".") ? written.replace(/\.?0+$/, "") : written;
}

const FINE = 50;
const MOST = 15;

/** Digits after the point for numbers that lie so far apart: as `digits.py` decides it. */
export function digitsFor(spread: number, numbers: number[], near = 0): number {
  let digits = 0;
  if (spread > 0 && Number.isFinite(spread)) {
    digits = Math.min(Math.max(0, Math.ceil(-Math.log10(spread / FINE) - 1e-9)), MOST);
  }
  const known = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  for (let at = 1; at < known.length; at += 1) {
    const [low, high] = [known[at - 1]!, known[at]!];
    while (digits < MOST && high - low > near && fixed(low, digits) === fixed(high, digits)) digits += 1;
  }
  return digits;
}

/** With at most so many digits after the point, and without noughts at its end. */
export function written(number: number, digits: number): string {
  let said = grouped(fixed(number, digits));
  if (said.includes(".")) said = said.replace(/0+$/, "").replace(/\.$/, "");
  return said === "-0" || said === "" ? "0" : said;
}
