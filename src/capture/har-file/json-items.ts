/**
 * Finds the borders of the entries of a HAR file in its bytes, chunk by chunk, without parsing them: what is kept at any time is one chunk
 * and the entry that its end cuts. RFC 8259; UTF-8, with or without a byte order mark. Chunks may end anywhere.
 */

/** A string of so many bytes or more is noted, so that whoever parses the item can leave it out. */
const longString = 1_024;

/**
 * Most bytes that are kept of one string that runs over chunks. A string that is cut here is longer than every cap of a body
 * (1 Mi UTF-16 units, at six bytes each for `\u0000`), so it counts as truncated.
 */
const mostOfString = 8 * 1024 * 1024;

/** Most bytes of one item that are kept while it runs over chunks. */
const mostOfItem = 24 * 1024 * 1024;

/** Most bytes of a value beside the entries (pages, creator) that is handed on. */
const mostOfMeta = 1024 * 1024;

/** An entry, or a value beside the entries, as it stands in the file. Valid only during the call that hands it over. */
export type JsonItem = {
  readonly bytes: Uint8Array;
  /** Strings of 1,024 bytes and more, three numbers each: opening quote, closing quote (positions in `bytes`), 1 where its end was cut off. */
  readonly longs: readonly number[];
  /** Where it begins in the file, bytes from 0. */
  readonly offset: number;
  /** Its length in the file; more than `bytes.length` where a string was cut. */
  readonly length: number;
  /** Line in the file, from 1. */
  readonly line: number;
};

export type JsonFault = {
  readonly offset: number;
  readonly line: number;
  readonly what: 'no-json' | 'no-entries' | 'ends-early' | 'control-in-string' | 'too-large' | 'unexpected';
};

export type JsonItemsHandler = {
  readonly entry: (item: JsonItem) => void;
  /** A member of `log` beside the entries: pages, creator, browser. */
  readonly meta: (name: string, item: JsonItem) => void;
  readonly fault: (fault: JsonFault) => void;
};

const quote = 0x22;
const backslash = 0x5c;

/** What a byte means outside of strings: 1 quote, 2 opens, 3 closes, 4 ends a line. */
const outside = new Uint8Array(256);
outside[quote] = 1;
outside[0x7b] = 2;
outside[0x5b] = 2;
outside[0x7d] = 3;
outside[0x5d] = 3;
outside[0x0a] = 4;

/** What a byte means inside a string: 1 quote, 2 backslash, 3 may not stand there (RFC 8259 §7). */
const inside = new Uint8Array(256).fill(3, 0, 0x20);
inside[quote] = 1;
inside[backslash] = 2;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const endsScalar = (byte: number): boolean => isSpace(byte) || byte === 0x2c || byte === 0x5d || byte === 0x7d;

type Container = 'root' | 'log' | 'entries';
/** What may come next outside of values. */
type Expect = 'value' | 'key-or-end' | 'key' | 'in-key' | 'colon' | 'comma-or-end' | 'value-or-end' | 'nothing';
/** What becomes of the value under way. */
type Purpose = 'entry' | 'meta' | 'skip';

const none = new ArrayBuffer(0);

/**
 * Where in a string the next word of four bytes begins that may hold a quote, a backslash or a control character; at a place that is a multiple
 * of four. A byte of a word is zero where the word less one in every byte borrows from its highest bit; a borrow may also come from the byte
 * below, so a word may be taken for one that matters and never the other way round.
 */
function plainUntil(words: Int32Array, at: number, end: number): number {
  let word = at >> 2;
  const last = words.length;
  while (word < last) {
    const x = words[word] as number;
    const q = x ^ 0x22222222;
    const b = x ^ 0x5c5c5c5c;
    if (((((q - 0x01010101) & ~q) | ((b - 0x01010101) & ~b) | ((x - 0x20202020) & ~x)) & 0x80808080) !== 0) break;
    word++;
  }
  return Math.min(end, Math.max(at, word << 2));
}

const metaNames: readonly string[] = ['pages', 'creator', 'browser', 'version'];

export class JsonItems {
  readonly #handler: JsonItemsHandler;
  readonly #stack: Container[] = [];
  #expect: Expect = 'value';
  #key = '';
  #keyBytes: number[] = [];
  /** The bytes of the chunk begin here in the file. */
  #base = 0;
  #line = 1;
  #seenEntries = false;
  #broken = false;

  /** The value under way; null between values. */
  #purpose: Purpose | null = null;
  #kind: 'nested' | 'string' | 'scalar' = 'nested';
  #depth = 0;
  #inString = false;
  /** The byte before was a backslash that escapes this one. */
  #escaped = false;
  /** Opening quote of the string under way, in coordinates of the item. */
  #stringStart = 0;
  /** The rest of the string under way is left out. */
  #eliding = false;
  #dropped = false;
  #carry = new Uint8Array(64 * 1024);
  #carried = 0;
  #longs: number[] = [];
  #itemOffset = 0;
  #itemLine = 1;

  /** Column text before the first entry (line feed and blanks), to find the next one again after a fault. */
  #indent: number[] = [];
  #sinceLine: number[] = [];
  /** How far the way back to an entry is matched; -1: not looking for it. */
  #resync = -1;

  constructor(handler: JsonItemsHandler) {
    this.#handler = handler;
  }

  /** Whether nothing more can be found: the file is broken beyond finding the next entry. */
  get isBroken(): boolean {
    return this.#broken;
  }

  /** The next bytes of the file. They are not kept; they may be used again after the call. */
  push(chunk: Uint8Array): void {
    let at = 0;
    if (this.#atStart) at = this.#afterMark(chunk);
    while (at < chunk.length && !this.#broken) {
      if (this.#resync !== -1) at = this.#lookForEntry(chunk, at);
      else if (this.#purpose !== null) at = this.#value(chunk, at);
      else at = this.#between(chunk, at);
    }
    this.#base += chunk.length;
  }

  /** No more bytes come. */
  end(): void {
    if (this.#broken) return;
    if (this.#purpose !== null)
      this.#handler.fault({ offset: this.#itemOffset, line: this.#itemLine, what: 'ends-early' });
    else if (this.#stack.length > 0) this.#handler.fault({ offset: this.#base, line: this.#line, what: 'ends-early' });
    else if (!this.#seenEntries)
      this.#handler.fault({ offset: 0, line: 1, what: this.#expect === 'value' ? 'no-json' : 'no-entries' });
  }

  #atStart = true;
  #marked = 0;
  /** A byte order mark may itself be cut by a chunk's end. */
  #afterMark(chunk: Uint8Array): number {
    const mark = [0xef, 0xbb, 0xbf];
    let at = 0;
    while (this.#marked < 3 && at < chunk.length && chunk[at] === mark[this.#marked]) {
      this.#marked++;
      at++;
    }
    if (this.#marked === 3 || at < chunk.length) this.#atStart = false;
    return at;
  }

  #fail(offset: number, what: JsonFault['what']): void {
    this.#handler.fault({ offset, line: this.#line, what });
    this.#broken = true;
  }

  /** Reads the structure around the entries, byte by byte. */
  #between(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#expect === 'in-key') {
        this.#readKey(byte, this.#base + at);
        if (this.#broken) return at;
        continue;
      }
      if (byte === 0x0a) {
        this.#line++;
        this.#sinceLine = [byte];
        continue;
      }
      if (isSpace(byte)) {
        if (this.#sinceLine.length > 0 && this.#sinceLine.length < 64) this.#sinceLine.push(byte);
        continue;
      }
      if (!this.#token(byte, this.#base + at)) return at;
      if (this.#purpose !== null) return at;
      this.#sinceLine = [];
    }
    return chunk.length;
  }

  #readKey(byte: number, offset: number): void {
    if (byte < 0x20) {
      this.#fail(offset, 'control-in-string');
      return;
    }
    if (byte === quote && !this.#escaped) {
      this.#key = keyOf(this.#keyBytes);
      this.#keyBytes = [];
      this.#expect = 'colon';
      return;
    }
    this.#escaped = byte === backslash && !this.#escaped;
    // Names that matter are short; of others the beginning is enough to tell that they are not.
    if (this.#keyBytes.length < 256) this.#keyBytes.push(byte);
  }

  /** @returns false where the byte cannot stand here. */
  #token(byte: number, offset: number): boolean {
    const within = this.#stack.at(-1);
    switch (this.#expect) {
      case 'value-or-end':
        if (byte === 0x5d) return this.#close();
        return this.#begin(byte, offset, within);
      case 'value':
        return this.#begin(byte, offset, within);
      case 'key-or-end':
        if (byte === 0x7d) return this.#close();
        if (byte !== quote) break;
        this.#expect = 'in-key';
        return true;
      case 'key':
        if (byte !== quote) break;
        this.#expect = 'in-key';
        return true;
      case 'colon':
        if (byte !== 0x3a) break;
        this.#expect = 'value';
        return true;
      case 'comma-or-end':
        if (byte === (within === 'entries' ? 0x5d : 0x7d)) return this.#close();
        if (byte === 0x2c) {
          this.#expect = within === 'entries' ? 'value' : 'key';
          return true;
        }
        // A comma was forgotten; the entry itself may be whole.
        if (within === 'entries' && byte === 0x7b) {
          this.#handler.fault({ offset, line: this.#line, what: 'unexpected' });
          return this.#begin(byte, offset, within);
        }
        break;
      case 'nothing':
      case 'in-key':
        break;
    }
    this.#fail(offset, 'unexpected');
    return false;
  }

  #close(): true {
    this.#stack.pop();
    this.#expect = this.#stack.length === 0 ? 'nothing' : 'comma-or-end';
    return true;
  }

  #open(container: Container): true {
    this.#stack.push(container);
    this.#expect = container === 'entries' ? 'value-or-end' : 'key-or-end';
    return true;
  }

  /** A value begins: one of ours is gone into, others are passed over. */
  #begin(byte: number, offset: number, within: Container | undefined): boolean {
    if (within === undefined) {
      if (byte === 0x7b) return this.#open('root');
      this.#fail(offset, byte === 0x5b ? 'no-entries' : 'no-json');
      return false;
    }
    if (byte === 0x5d || byte === 0x7d || byte === 0x2c || byte === 0x3a) {
      this.#fail(offset, 'unexpected');
      return false;
    }
    if (within === 'root' && this.#key === 'log' && byte === 0x7b) return this.#open('log');
    if (within !== 'entries' && this.#key === 'entries' && byte === 0x5b) {
      this.#seenEntries = true;
      return this.#open('entries');
    }
    if (within === 'entries') {
      this.#purpose = 'entry';
      if (this.#indent.length === 0) this.#indent = [...this.#sinceLine];
    } else this.#purpose = metaNames.includes(this.#key) ? 'meta' : 'skip';
    this.#kind = byte === 0x7b || byte === 0x5b ? 'nested' : byte === quote ? 'string' : 'scalar';
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#eliding = false;
    this.#dropped = false;
    this.#carried = 0;
    this.#longs = [];
    this.#itemOffset = offset;
    this.#itemLine = this.#line;
    return true;
  }

  /** Runs through the value under way. The hot loop of the whole import. @returns where to go on */
  #value(chunk: Uint8Array, from: number): number {
    const end = chunk.length;
    const isAligned = (chunk.byteOffset & 3) === 0;
    const words = new Int32Array(
      isAligned ? chunk.buffer : none,
      isAligned ? chunk.byteOffset : 0,
      isAligned ? end >> 2 : 0,
    );
    // What of this chunk belongs to the item; while a string is left out, nothing does until its end.
    let start = from;
    let at = from;
    let depth = this.#depth;
    let line = this.#line;
    let done = -1;
    if (this.#kind === 'scalar') {
      while (at < end && !endsScalar(chunk[at] ?? 0)) at++;
      if (at < end) done = at;
    } else
      while (at < end) {
        if (this.#inString) {
          if (this.#escaped) {
            this.#escaped = false;
            at++;
            continue;
          }
          let what = 0;
          while (at < end) {
            // Four bytes at a time, as long as none of them may matter.
            if ((at & 3) === 0) at = plainUntil(words, at, end);
            if (at >= end) break;
            what = inside[chunk[at] as number] as number;
            if (what === 0) at++;
            else if (what === 2) at += 2;
            else break;
          }
          if (at >= end) {
            // The chunk ended in the middle of an escape.
            this.#escaped = at > end;
            at = end;
            break;
          }
          if (what === 3) {
            this.#line = line;
            return this.#control(chunk, at);
          }
          if (this.#eliding) {
            start = at;
            this.#longs.push(this.#stringStart, this.#carried, 1);
            this.#eliding = false;
          } else {
            const closing = this.#carried + at - start;
            if (closing - this.#stringStart >= longString) this.#longs.push(this.#stringStart, closing, 0);
          }
          this.#inString = false;
          at++;
          if (depth === 0) {
            done = at;
            break;
          }
        } else {
          let what = 0;
          while (at < end) {
            what = outside[chunk[at] as number] as number;
            if (what !== 0) break;
            at++;
          }
          if (at >= end) break;
          at++;
          if (what === 1) {
            this.#inString = true;
            this.#stringStart = this.#carried + at - 1 - start;
          } else if (what === 2) depth++;
          else if (what === 3) {
            depth--;
            if (depth === 0) {
              done = at;
              break;
            }
          } else line++;
        }
      }
    this.#depth = depth;
    this.#line = line;
    if (done === -1) {
      this.#keep(chunk.subarray(start, end));
      return end;
    }
    this.#finish(chunk, start, done);
    return done;
  }

  /** Puts what this chunk has of the item aside, until the rest comes. */
  #keep(part: Uint8Array): void {
    if (this.#purpose === 'skip' || this.#dropped || this.#eliding) return;
    const most = this.#purpose === 'meta' ? mostOfMeta : mostOfItem;
    let length = part.length;
    if (this.#inString && this.#carried + length - this.#stringStart > mostOfString) {
      length = Math.max(0, this.#stringStart + mostOfString - this.#carried);
      this.#eliding = true;
    }
    if (this.#carried + length > most) {
      this.#dropped = true;
      this.#carried = 0;
      return;
    }
    if (this.#carried + length > this.#carry.length) {
      const larger = new Uint8Array(Math.min(most, Math.max(2 * this.#carry.length, this.#carried + length)));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(part.subarray(0, length), this.#carried);
    this.#carried += length;
  }

  #finish(chunk: Uint8Array, start: number, end: number): void {
    const purpose = this.#purpose;
    const length = this.#base + end - this.#itemOffset;
    let bytes = chunk.subarray(start, end);
    if (this.#carried > 0 || this.#dropped) {
      this.#inString = false;
      this.#keep(bytes);
      bytes = this.#carry.subarray(0, this.#carried);
    }
    const item = { bytes, longs: this.#longs, offset: this.#itemOffset, length, line: this.#itemLine };
    this.#purpose = null;
    this.#expect = 'comma-or-end';
    this.#sinceLine = [];
    const name = this.#key;
    if (this.#dropped) {
      if (purpose === 'entry') this.#handler.fault({ offset: item.offset, line: item.line, what: 'too-large' });
    } else if (purpose === 'entry') this.#handler.entry(item);
    else if (purpose === 'meta') this.#handler.meta(name, item);
    this.#carried = 0;
    // A file with one huge entry does not keep its room for ever.
    if (this.#carry.length > mostOfString) this.#carry = new Uint8Array(64 * 1024);
  }

  /** A line feed or its like in a string: its closing quote is missing. What follows is found by the look of the first entry's line. */
  #control(chunk: Uint8Array, at: number): number {
    this.#handler.fault({ offset: this.#base + at, line: this.#line, what: 'control-in-string' });
    if (this.#stack.at(-1) !== 'entries' || this.#indent.length === 0) {
      this.#broken = true;
      return at;
    }
    this.#purpose = null;
    this.#carried = 0;
    this.#resync = 0;
    return chunk[at] === 0x0a ? this.#lookForEntry(chunk, at) : at + 1;
  }

  #lookForEntry(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#resync === this.#indent.length && byte === 0x7b) {
        this.#resync = -1;
        this.#begin(byte, this.#base + at, 'entries');
        return at;
      }
      if (byte === 0x0a) this.#line++;
      this.#resync = byte === this.#indent[this.#resync] ? this.#resync + 1 : byte === 0x0a ? 1 : 0;
    }
    return chunk.length;
  }
}

/** A member's name; escapes in it count (RFC 8259 §8.3). */
function keyOf(bytes: readonly number[]): string {
  const raw = new TextDecoder().decode(Uint8Array.from(bytes));
  if (!raw.includes('\\')) return raw;
  try {
    const parsed: unknown = JSON.parse(`"${raw}"`);
    return typeof parsed === 'string' ? parsed : raw;
  } catch {
    return raw;
  }
}
