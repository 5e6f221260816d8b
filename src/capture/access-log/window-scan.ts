/** What each place of a pattern may hold, as bytes; any byte where that is null. */
export type Places = readonly (readonly number[] | null)[];

/**
 * The first place from `from` on and before `to` where a pattern begins; -1 where there is none. `words`: the same bytes in pairs; may be empty,
 * which only takes longer.
 */
export type WindowScan = (bytes: Uint8Array, words: Uint16Array, from: number, to: number) => number;

/** Bytes that are looked at together. */
const width = 4;

/**
 * A search for a short pattern that looks at four bytes of every six or eight: so near to each other that each place where the pattern can begin
 * shows at least two of its bytes in one of these windows, or its first byte. What a window allows is told by bits, one for each such place; two
 * tables give them for the window's two pairs of bytes. That it is the pattern is for `holds` to say.
 */
export function createWindowScan(places: Places, holds: (bytes: Uint8Array, at: number) => boolean): WindowScan {
  /** So far before a window a pattern may begin that shows its last two bytes in it. */
  const before = places.length - 2;
  const stride = Math.min(width + before, 8) & ~1;

  const allowedBy = (byte: number, offset: number): number => {
    let bits = 0;
    for (let bit = 0; bit < stride; bit++) if (places[offset - bit + before]?.includes(byte) ?? true) bits |= 1 << bit;
    return bits;
  };
  const tableOf = (offset: number): Uint8Array => {
    const bytes = new Uint8Array(2);
    const pair = new Uint16Array(bytes.buffer);
    const table = new Uint8Array(0x10000);
    const [first, second] = [0, 1].map((more) =>
      Uint8Array.from({ length: 256 }, (_, byte) => allowedBy(byte, offset + more)),
    );
    for (let at = 0; at < table.length; at++) {
      pair[0] = at;
      table[at] = (first?.[bytes[0] as number] ?? 0) & (second?.[bytes[1] as number] ?? 0);
    }
    return table;
  };
  // Made when they are first needed: most imports are no logs.
  let tables: readonly [Uint8Array, Uint8Array] | null = null;

  return (bytes, words, from, to) => {
    tables ??= [tableOf(0), tableOf(2)];
    return nextPlace({ stride, before, first: tables[0], second: tables[1], holds }, bytes, words, from, to);
  };
}

type Scan = {
  readonly stride: number;
  readonly before: number;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly holds: (bytes: Uint8Array, at: number) => boolean;
};

function nextPlace(scan: Scan, bytes: Uint8Array, words: Uint16Array, from: number, to: number): number {
  // What a closure holds would be read again for each window.
  const { stride, before, first, second, holds } = scan;
  const step = stride >> 1;

  const last = Math.min(words.length - 1, (to >> 1) + step);
  let word = from >> 1;
  // Two windows at a time: nearly always neither of them is of interest.
  for (; word + step < last; word += 2 * step) {
    const near = (first[words[word] as number] as number) & (second[words[word + 1] as number] as number);
    const far = (first[words[word + step] as number] as number) & (second[words[word + step + 1] as number] as number);
    // The places that one of them allows, in their order.
    for (let bits = near | (far << stride); bits !== 0; bits &= bits - 1) {
      const at = 2 * word - before + 31 - Math.clz32(bits & -bits);
      if (at >= from && holds(bytes, at)) return at < to ? at : -1;
    }
  }
  for (let at = Math.max(from, 2 * word - before); at < to; at++) if (holds(bytes, at)) return at;
  return -1;
}
