import { endsScalar, openArray, openObject, quote, wordsOf } from './json-bytes.ts';
import { KeptBytes, mostOfString } from './kept-bytes.ts';
import { stringEnd } from './string-end.ts';
import { toQuote, type Walk } from './to-quote.ts';

/** A string of so many bytes or more is noted, so that whoever parses the item can leave it out. */
const longString = 1_024;

/** Runs through one value after the other to their ends, over chunks, without parsing them. */
export class JsonValue {
  /** `control`: a byte that may not stand in a string, at the place that `run` gave. */
  state: 'under-way' | 'done' | 'control' = 'done';
  /** Line feeds that the last run passed. */
  lines = 0;
  /** When done: the value, without the ends of strings that were cut; valid until the next call. null where it was too large. */
  bytes: Uint8Array | null = null;
  /** Its long strings, as JsonItem has them. */
  longs: number[] = [];

  readonly #kept = new KeptBytes();
  /** Most bytes that are kept of a value over chunks; 0: nobody wants it. */
  #most = 0;
  #kind: 'nested' | 'string' | 'scalar' = 'nested';
  readonly #walk: Walk = { depth: 0, lines: 0 };
  #inString = false;
  /** The byte before was a backslash that escapes this one. */
  #escaped = false;
  /** Opening quote of the string under way, in coordinates of the value. */
  #stringStart = 0;
  /** The rest of the string under way is left out. */
  #eliding = false;
  #dropped = false;

  /** A value begins with this byte, which the next run is to begin at. */
  begin(byte: number, most: number): void {
    this.#most = most;
    this.#kind = byte === openObject || byte === openArray ? 'nested' : byte === quote ? 'string' : 'scalar';
    this.#walk.depth = 0;
    this.#walk.lines = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#eliding = false;
    this.#dropped = false;
    this.#kept.clear();
    this.longs = [];
    this.state = 'under-way';
  }

  /** @returns where it stopped; `state` tells why */
  run(chunk: Uint8Array, from: number): number {
    this.lines = 0;
    if (this.#kind === 'scalar') return this.#scalar(chunk, from);
    const end = chunk.length;
    const words = wordsOf(chunk);
    const kept = this.#kept.length;
    const walk = this.#walk;
    walk.lines = 0;
    // What of this chunk belongs to the item; while a string is left out, nothing does until its end.
    let start = from;
    let at = from;
    while (at < end) {
      if (this.#inString) at = this.#restOfString(chunk, words, at);
      else {
        const open = toQuote(chunk, words, at, walk);
        at = open;
        if (open === end) break;
        if (walk.depth === 0 && this.#kind === 'nested') return this.#finish(chunk, start, open + 1);
        at = stringEnd(chunk, words, open + 1);
        // Nearly always.
        if (at < end && chunk[at] === quote) {
          if (at - open >= longString) this.longs.push(kept + open - start, kept + at - start, 0);
          at++;
          if (this.#kind === 'string') return this.#finish(chunk, start, at);
          continue;
        }
        this.#inString = true;
        this.#stringStart = kept + open - start;
      }
      if (at >= end) {
        // The chunk may have ended in the middle of an escape.
        this.#escaped = at > end;
        break;
      }
      if (chunk[at] !== quote) {
        this.lines = walk.lines;
        this.state = 'control';
        return at;
      }
      const closing = kept + at - start;
      if (this.#eliding) {
        start = at;
        this.longs.push(this.#stringStart, kept, 1);
        this.#eliding = false;
      } else if (closing - this.#stringStart >= longString) this.longs.push(this.#stringStart, closing, 0);
      this.#inString = false;
      at++;
      if (this.#kind === 'string') return this.#finish(chunk, start, at);
    }
    this.lines = walk.lines;
    this.#keep(chunk.subarray(start, end));
    return end;
  }

  /** To the end of the string that the last chunk cut. */
  #restOfString(chunk: Uint8Array, words: Int32Array, from: number): number {
    const isEscaped = this.#escaped && (chunk[from] as number) >= 0x20;
    this.#escaped = false;
    return stringEnd(chunk, words, isEscaped ? from + 1 : from);
  }

  #scalar(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length && !endsScalar(chunk[at] as number)) at++;
    if (at < chunk.length) return this.#finish(chunk, from, at);
    this.#keep(chunk.subarray(from));
    return at;
  }

  /** Puts what this chunk has of the value aside, until the rest comes. */
  #keep(part: Uint8Array): void {
    if (this.#most === 0 || this.#dropped || this.#eliding) return;
    let length = part.length;
    if (this.#inString && this.#kept.length + length - this.#stringStart > mostOfString) {
      length = Math.max(0, this.#stringStart + mostOfString - this.#kept.length);
      this.#eliding = true;
    }
    this.#dropped = !this.#kept.add(part.subarray(0, length), this.#most);
  }

  #finish(chunk: Uint8Array, start: number, end: number): number {
    this.lines = this.#walk.lines;
    this.#inString = false;
    this.bytes = chunk.subarray(start, end);
    if (this.#kept.length > 0 || this.#dropped) {
      this.#keep(this.bytes);
      this.bytes = this.#dropped ? null : this.#kept.bytes;
    }
    this.state = 'done';
    return end;
  }
}
