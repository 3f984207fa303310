// A number as people type it: the text in, the number out, with what it is a number of. The same as the folder's Python,
// with the same table of words.

import { type Amount, type Quantity, amount, sentence, unread } from "./amount";
import { type Token, assumed, bare, bareTokens, numbersIn, phrase } from "./tokens";
import { BEGINS, clean, inEnglishFigures, pieces, withDigitsForLetters } from "./pieces";
import { withUnits } from "./units";
import { mended, misspelt, roman, sounded } from "./slips";
import { numbersInWords, withParts } from "./in_words";
import { doubtOf } from "./doubt";
import { bracketsWorkedOut } from "./sums";
import { isBound, TwoNumbers, valueOf, withoutBound } from "./value";
import { fromTheEnd, sideOfEquals, withoutItsShare, withoutRemark } from "./beside";
import { meantOfSeveral, withoutEchoes } from "./several";
import { afterTheChange, withoutBetter, withoutPlace } from "./two";
import { judged } from "./judged";
import words from "../words.json";

export { amount, asAskedSaid, minusSaid, unread, type Amount, type Quantity } from "./amount";
export { Range } from "./value";

/** Read a number as people type it; it throws Unreadable with a sentence that says what would do. */
export function readNumber(answer: unknown, asked: Quantity): Amount {
  if (Array.isArray(answer) && answer.length === 1) return readNumber(answer[0], asked);
  if (typeof answer !== "number" && typeof answer !== "string") unread("one-number");
  const found = typeof answer === "string" ? readText(answer, asked) : amount(answer as number);
  if (typeof answer === "number" && asked.kind === "share" && asked.unit !== "in 100") {
    if (found.value > 1 && found.value <= 100) found.value /= 100;
  }
  if (!Number.isFinite(found.value)) unread("one-number");
  return found;
}

/** The words of a text in their order, each number with its value; a word for nothing stays a word. */
export function wordsAndNumbers(typed: string): [string, number | null][] {
  const text = Array.from(typed, (one) => (words.raised.includes(one) ? " " : one)).join("");
  return numbersInWords(pieces(inEnglishFigures(clean(text))), false)
    .filter((one) => one.what === "number" || one.text === "%" || BEGINS.test(one.text))
    .map((one) => [one.text, one.what === "number" ? one.value : null]);
}

function readText(typed: string, asked: Quantity): Amount {
  if (Array.from(typed).length > words.longest) unread("one-number");
  const text = inEnglishFigures(clean(withDigitsForLetters(typed)));
  const found = withUnits(withParts(numbersInWords(mended(pieces(text)))), asked);
  const withBrackets = bracketsWorkedOut(found.filter((one) => one.text !== "~"));
  const bareOnes = withoutBetter(withoutPlace(bareTokens(withBrackets), asked), asked);
  let tokens = fromTheEnd(beforeTheReason(withoutItsShare(afterTheChange(bareOnes, asked), asked)), asked);
  if (!numbersIn(tokens).length) tokens = misspelt(roman(tokens));
  if (!numbersIn(tokens).length) tokens = sounded(tokens);
  if (!numbersIn(tokens).length) unread("one-number");
  tokens = withoutBound(tokens, asked.bound ?? "");
  if (isBound(tokens)) unread("bound");
  if (isForEach(tokens)) unread("for-each");
  let doubt = doubtOf(tokens, asked);
  const read = (): [number, string] => valueOf(tokens, asked);
  let meant: [number, string];
  try {
    meant = read();
  } catch (trouble) {
    if (!(trouble instanceof TwoNumbers)) throw trouble;
    const side = sideOfEquals(tokens, asked);
    const meantOfThem = side ? null : meantOfSeveral(tokens, withBrackets, asked);
    tokens = side ?? (meantOfThem ? assumed(meantOfThem) : withoutRemark(withoutEchoes(tokens, asked), withBrackets, asked));
    meant = read();
    doubt ||= doubtOf(tokens, asked);
  }
  const judgedAmount = judged(meant[0], meant[1], tokens, asked);
  judgedAmount.doubt = doubt;
  const taken = tokens.find((one) => one.kind === "assumed");
  if (taken && !judgedAmount.note) judgedAmount.note = sentence("assumed", { read: bare(taken) });
  return judgedAmount;
}

/** What stands before "because" where that holds the one number: "4, because 21 + 15 + 4 = 40". */
function beforeTheReason(tokens: Token[]): Token[] {
  const at = Math.max(0, tokens.findIndex((one) => words.sure_reasons.includes(one.text)));
  return numbersIn(tokens.slice(0, at)).length === 1 ? tokens.slice(0, at) : tokens;
}

/** True for one for each week: that is no number of its own. */
function isForEach(tokens: Token[]): boolean {
  const one = numbersIn(tokens).length === 1;
  return one && tokens.some((token, at) => token.what === "number" && phrase(tokens, at + 1, words.for_each) > 0);
}
