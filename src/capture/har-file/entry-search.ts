import { lineFeed, openObject } from './json-bytes.ts';

/** So much of the blanks before an entry is remembered, bytes. */
const mostBlanks = 64;

/** Finds the next entry after a broken one, by the look of the first entry's line: its line feed and the blanks before its brace. */
export class EntrySearch {
  #indent: readonly number[] = [];
  #sinceLine: number[] = [];
  #matched = 0;

  /** Whether entries of this file stand on lines of their own, so that one can be found. */
  get canFind(): boolean {
    return this.#indent.length > 0;
  }

  /** A blank between values. */
  blank(byte: number): void {
    if (byte === lineFeed) this.#sinceLine = [byte];
    else if (this.#sinceLine.length > 0 && this.#sinceLine.length < mostBlanks) this.#sinceLine.push(byte);
  }

  /** Something that is no blank, and no beginning of an entry. */
  text(): void {
    this.#sinceLine = [];
  }

  /** An entry begins after the blanks so far. */
  entry(): void {
    if (this.#indent.length === 0) this.#indent = [...this.#sinceLine];
    this.#sinceLine = [];
  }

  begin(): void {
    this.#matched = 0;
  }

  /** Whether an entry begins at this byte. */
  next(byte: number): boolean {
    if (this.#matched === this.#indent.length && byte === openObject) return true;
    this.#matched = byte === this.#indent[this.#matched] ? this.#matched + 1 : byte === lineFeed ? 1 : 0;
    return false;
  }
}
