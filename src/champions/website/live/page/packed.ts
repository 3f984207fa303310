// Text that a file of the lesson's own carries, made small as `packed.py` packs it. Browsers of 2020 can unpack
// nothing by themselves, and a page that was opened from a folder may not wait for what is not there at once.

/** How long a copy is, and how far back it begins: the least of each code, and how many bits come on top (RFC 1951). */
const LONG = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LONG_MORE = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const BACK = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577];
const BACK_MORE = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/** In which order the lengths of the lengths' own codes come. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MOST_BITS = 15, END = 256;

/** A canonical code: how many signs have each length, and the signs from the shortest on. */
interface Code {
  many: number[];
  signs: number[];
}

function codeOf(lengths: number[]): Code {
  const many = new Array<number>(MOST_BITS + 1).fill(0);
  for (const length of lengths) many[length]!++;
  many[0] = 0;
  const next = [0];
  for (let bits = 0; bits < MOST_BITS; bits++) next.push(next[bits]! + many[bits]!);
  const signs: number[] = [];
  lengths.forEach((length, sign) => {
    if (length) signs[next[length]!++] = sign;
  });
  return { many, signs };
}

/** The bits of packed bytes, from the lowest of each byte on. */
class Bits {
  private at = 0;
  private held = 0;
  private left = 0;

  constructor(private readonly bytes: string) {}

  take(many: number): number {
    while (this.left < many) {
      if (this.at >= this.bytes.length) throw new Error("A packed text ends too soon.");
      this.held |= this.bytes.charCodeAt(this.at++) << this.left;
      this.left += 8;
    }
    const taken = this.held & ((1 << many) - 1);
    this.held >>>= many;
    this.left -= many;
    return taken;
  }

  sign({ many, signs }: Code): number {
    let code = 0, first = 0, before = 0;
    for (let bits = 1; bits <= MOST_BITS; bits++) {
      code |= this.take(1);
      const here = many[bits]!;
      if (code - here < first) return signs[before + code - first]!;
      before += here;
      first = (first + here) << 1;
      code <<= 1;
    }
    throw new Error("A packed text has a code that it does not name.");
  }

  /** Bytes that stand as they are, from the next whole byte on. */
  plain(): string {
    this.held = this.left = 0;
    const length = this.take(16);
    this.take(16); // the same once more, turned round
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }
}

const FIXED: [Code, Code] = [
  codeOf(Array.from({ length: 288 }, (_, sign) => (sign < 144 ? 8 : sign < 256 ? 9 : sign < 280 ? 7 : 8))),
  codeOf(new Array<number>(30).fill(5)),
];

/** The codes that a block says itself. */
function codesIn(bits: Bits): [Code, Code] {
  const signs = bits.take(5) + 257, backs = bits.take(5) + 1, said = bits.take(4) + 4;
  const own = new Array<number>(19).fill(0);
  for (let at = 0; at < said; at++) own[ORDER[at]!] = bits.take(3);
  const code = codeOf(own);
  const lengths: number[] = [];
  while (lengths.length < signs + backs) {
    const sign = bits.sign(code);
    if (sign < 16) lengths.push(sign);
    else {
      const again = sign === 16 ? lengths[lengths.length - 1]! : 0;
      const times = sign === 16 ? 3 + bits.take(2) : sign === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      for (let at = 0; at < times; at++) lengths.push(again);
    }
  }
  return [codeOf(lengths.slice(0, signs)), codeOf(lengths.slice(signs))];
}

/** The text, of letters that are one byte each. It throws where what is packed is damaged. */
export function unpacked(text: string): string {
  const bits = new Bits(atob(text));
  const made: number[] = [];
  for (let last = 0; !last;) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      for (const letter of bits.plain()) made.push(letter.charCodeAt(0));
      continue;
    }
    const [signs, backs] = kind === 1 ? FIXED : codesIn(bits);
    for (let sign = bits.sign(signs); sign !== END; sign = bits.sign(signs)) {
      if (sign < END) {
        made.push(sign);
        continue;
      }
      const long = LONG[sign - 257]! + bits.take(LONG_MORE[sign - 257]!);
      const code = bits.sign(backs);
      const from = made.length - BACK[code]! - bits.take(BACK_MORE[code]!);
      for (let at = 0; at < long; at++) made.push(made[from + at]!);
    }
  }
  const pieces: string[] = [];
  for (let at = 0; at < made.length; at += 8192) pieces.push(String.fromCharCode(...made.slice(at, at + 8192)));
  return pieces.join("");
}
