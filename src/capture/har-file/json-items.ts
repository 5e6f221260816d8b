import { createMarkSkip } from './byte-order-mark.ts';
import { EntrySearch } from './entry-search.ts';
import {
  closeArray,
  closeObject,
  colon,
  comma,
  isSpace,
  lineFeed,
  openArray,
  openObject,
  quote,
} from './json-bytes.ts';
import type { JsonFault, JsonItemsHandler } from './json-item.ts';
import { KeyReader } from './json-key.ts';
import { JsonValue } from './json-value.ts';

/** Most bytes of one item that are kept while it runs over chunks. */
const mostOfItem = 24 * 1024 * 1024;

/** Most bytes of a value beside the entries (pages, creator) that is handed on. */
const mostOfMeta = 1024 * 1024;

type Container = 'root' | 'log' | 'entries';
/** What may come next outside of values. */
type Expect = 'value' | 'key-or-end' | 'key' | 'in-key' | 'colon' | 'comma-or-end' | 'value-or-end' | 'nothing';
/** What becomes of the value under way. */
type Purpose = 'entry' | 'meta' | 'skip';

const mostOf = { entry: mostOfItem, meta: mostOfMeta, skip: 0 } as const;
const metaNames: readonly string[] = ['pages', 'creator', 'browser', 'version'];

/**
 * Finds the borders of the entries of a HAR file in its bytes, chunk by chunk, without parsing them: what is kept at any time is one chunk
 * and the entry that its end cuts. RFC 8259; UTF-8, with or without a byte order mark. Chunks may end anywhere.
 */
export class JsonItems {
  readonly #handler: JsonItemsHandler;
  readonly #skipMark = createMarkSkip();
  readonly #keyReader = new KeyReader();
  readonly #value = new JsonValue();
  readonly #search = new EntrySearch();
  readonly #stack: Container[] = [];
  #expect: Expect = 'value';
  #key = '';
  /** The bytes of the chunk begin here in the file. */
  #base = 0;
  #line = 1;
  #seenEntries = false;
  #broken = false;
  /** The next entry is looked for, after a broken one. */
  #searching = false;
  /** Of the value under way; null between values. */
  #purpose: Purpose | null = null;
  #itemOffset = 0;
  #itemLine = 1;

  constructor(handler: JsonItemsHandler) {
    this.#handler = handler;
  }

  /** Whether nothing more can be found: the file is broken beyond finding the next entry. */
  get isBroken(): boolean {
    return this.#broken;
  }

  /** The next bytes of the file. They are not kept; they may be used again after the call. */
  push(chunk: Uint8Array): void {
    let at = this.#skipMark(chunk);
    while (at < chunk.length && !this.#broken) {
      if (this.#searching) at = this.#lookForEntry(chunk, at);
      else if (this.#purpose !== null) at = this.#within(chunk, at);
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

  #fail(offset: number, what: JsonFault['what']): false {
    this.#handler.fault({ offset, line: this.#line, what });
    this.#broken = true;
    return false;
  }

  /** Reads the structure around the entries, byte by byte. */
  #between(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#expect === 'in-key') {
        const name = this.#keyReader.read(byte);
        if (name === false) {
          this.#fail(this.#base + at, 'control-in-string');
          return at;
        }
        if (name === null) continue;
        this.#key = name;
        this.#expect = 'colon';
      } else if (isSpace(byte)) {
        if (byte === lineFeed) this.#line++;
        this.#search.blank(byte);
      } else {
        if (!this.#token(byte, this.#base + at) || this.#purpose !== null) return at;
        this.#search.text();
      }
    }
    return chunk.length;
  }

  /** @returns false where the byte cannot stand here. */
  #token(byte: number, offset: number): boolean {
    const within = this.#stack.at(-1);
    const closer = within === 'entries' ? closeArray : closeObject;
    switch (this.#expect) {
      case 'value-or-end':
        return byte === closeArray ? this.#close() : this.#begin(byte, offset, within);
      case 'value':
        return this.#begin(byte, offset, within);
      case 'key-or-end':
        if (byte === closeObject) return this.#close();
        return byte === quote ? this.#then('in-key') : this.#fail(offset, 'unexpected');
      case 'key':
        return byte === quote ? this.#then('in-key') : this.#fail(offset, 'unexpected');
      case 'colon':
        return byte === colon ? this.#then('value') : this.#fail(offset, 'unexpected');
      case 'comma-or-end':
        if (byte === closer) return this.#close();
        if (byte === comma) return this.#then(within === 'entries' ? 'value' : 'key');
        if (within !== 'entries' || byte !== openObject) return this.#fail(offset, 'unexpected');
        // A comma was forgotten; the entry itself may be whole.
        this.#handler.fault({ offset, line: this.#line, what: 'unexpected' });
        return this.#begin(byte, offset, within);
      default:
        return this.#fail(offset, 'unexpected');
    }
  }

  #then(expect: Expect): true {
    this.#expect = expect;
    return true;
  }

  #close(): true {
    this.#stack.pop();
    return this.#then(this.#stack.length === 0 ? 'nothing' : 'comma-or-end');
  }

  #open(container: Container): true {
    this.#stack.push(container);
    return this.#then(container === 'entries' ? 'value-or-end' : 'key-or-end');
  }

  /** A value begins: one of ours is gone into, others are passed over. */
  #begin(byte: number, offset: number, within: Container | undefined): boolean {
    if (within === undefined) {
      if (byte === openObject) return this.#open('root');
      return this.#fail(offset, byte === openArray ? 'no-entries' : 'no-json');
    }
    if (byte === closeArray || byte === closeObject || byte === comma || byte === colon)
      return this.#fail(offset, 'unexpected');
    if (within === 'root' && this.#key === 'log' && byte === openObject) return this.#open('log');
    if (within !== 'entries' && this.#key === 'entries' && byte === openArray) {
      this.#seenEntries = true;
      return this.#open('entries');
    }
    if (within === 'entries') this.#search.entry();
    this.#purpose = within === 'entries' ? 'entry' : metaNames.includes(this.#key) ? 'meta' : 'skip';
    this.#value.begin(byte, mostOf[this.#purpose]);
    this.#itemOffset = offset;
    this.#itemLine = this.#line;
    return true;
  }

  /** Runs through the value under way. @returns where to go on */
  #within(chunk: Uint8Array, from: number): number {
    const at = this.#value.run(chunk, from);
    this.#line += this.#value.lines;
    if (this.#value.state === 'control') return this.#control(chunk, at);
    if (this.#value.state === 'done') this.#finish(this.#base + at);
    return at;
  }

  #finish(end: number): void {
    const purpose = this.#purpose;
    const [offset, line, { bytes, longs }] = [this.#itemOffset, this.#itemLine, this.#value];
    this.#purpose = null;
    this.#expect = 'comma-or-end';
    this.#search.text();
    if (bytes === null) {
      if (purpose === 'entry') this.#handler.fault({ offset, line, what: 'too-large' });
      return;
    }
    const item = { bytes, longs, offset, length: end - offset, line };
    if (purpose === 'entry') this.#handler.entry(item);
    else if (purpose === 'meta') this.#handler.meta(this.#key, item);
  }

  /** A line feed or its like in a string: its closing quote is missing. What follows is found by the look of the first entry's line. */
  #control(chunk: Uint8Array, at: number): number {
    this.#handler.fault({ offset: this.#base + at, line: this.#line, what: 'control-in-string' });
    if (this.#stack.at(-1) !== 'entries' || !this.#search.canFind) {
      this.#broken = true;
      return at;
    }
    this.#purpose = null;
    this.#searching = true;
    this.#search.begin();
    return chunk[at] === lineFeed ? this.#lookForEntry(chunk, at) : at + 1;
  }

  #lookForEntry(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#search.next(byte)) {
        this.#searching = false;
        this.#begin(byte, this.#base + at, 'entries');
        return at;
      }
      if (byte === lineFeed) this.#line++;
    }
    return chunk.length;
  }
}
