/**
 * Most bytes that are kept of one string that runs over chunks. A string that is cut here is longer than every cap of a body
 * (1 Mi UTF-16 units, at six bytes each for `\u0000`), so it counts as truncated.
 */
export const mostOfString = 8 * 1024 * 1024;

/** Room at first, bytes. */
const small = 64 * 1024;

/** The bytes of a value whose end is in a later chunk. */
export class KeptBytes {
  #room = new Uint8Array(small);
  /** How many there are. */
  length = 0;

  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.length);
  }

  /** @returns false where they would be more than `most`: then none is kept */
  add(part: Uint8Array, most: number): boolean {
    const length = this.length + part.length;
    if (length > most) {
      this.length = 0;
      return false;
    }
    if (length > this.#room.length) {
      const larger = new Uint8Array(Math.min(most, Math.max(2 * this.#room.length, length)));
      larger.set(this.bytes);
      this.#room = larger;
    }
    this.#room.set(part, this.length);
    this.length = length;
    return true;
  }

  /** A file with one huge entry does not keep its room for ever. */
  clear(): void {
    this.length = 0;
    if (this.#room.length > mostOfString) this.#room = new Uint8Array(small);
  }
}
