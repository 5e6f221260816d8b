import { endsScalar, inside, openArray, openObject, outside, plainUntil, quote, wordsOf } from './json-bytes.ts';
import { KeptBytes, mostOfString } from './kept-bytes.ts';

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
  #depth = 0;
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
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#eliding = false;
    this.#dropped = false;
    this.#kept.clear();
    this.longs = [];
    this.state = 'under-way';
  }

  /** The hot loop of the whole import. @returns where it stopped; `state` tells why */
  run(chunk: Uint8Array, from: number): number {
    const end = chunk.length;
    const words = wordsOf(chunk);
    const kept = this.#kept.length;
    // What of this chunk belongs to the item; while a string is left out, nothing does until its end.
    let start = from;
    let at = from;
    let depth = this.#depth;
    let lines = 0;
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
            this.lines = lines;
            this.state = 'control';
            return at;
          }
          if (this.#eliding) {
            start = at;
            this.longs.push(this.#stringStart, kept, 1);
            this.#eliding = false;
          } else {
            const closing = kept + at - start;
            if (closing - this.#stringStart >= longString) this.longs.push(this.#stringStart, closing, 0);
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
            this.#stringStart = kept + at - 1 - start;
          } else if (what === 2) depth++;
          else if (what === 3) {
            depth--;
            if (depth === 0) {
              done = at;
              break;
            }
          } else lines++;
        }
      }
    this.#depth = depth;
    this.lines = lines;
    if (done !== -1) return this.#finish(chunk, start, done);
    this.#keep(chunk.subarray(start, end));
    return end;
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
