import { backslash, quote } from './json-bytes.ts';

/** Names that matter are short; of others the beginning is enough to tell that they are not. */
const longest = 256;

/** Reads a member's name byte by byte, from after its opening quote. */
export class KeyReader {
  #bytes: number[] = [];
  #escaped = false;

  /** @returns the name where this byte ends it, false where the byte may not stand in a string (RFC 8259 §7), else null */
  read(byte: number): string | false | null {
    if (byte < 0x20) return false;
    if (byte === quote && !this.#escaped) {
      const name = nameOf(this.#bytes);
      this.#bytes = [];
      return name;
    }
    this.#escaped = byte === backslash && !this.#escaped;
    if (this.#bytes.length < longest) this.#bytes.push(byte);
    return null;
  }
}

/** Escapes in a name count (RFC 8259 §8.3). */
function nameOf(bytes: readonly number[]): string {
  const raw = new TextDecoder().decode(Uint8Array.from(bytes));
  if (!raw.includes('\\')) return raw;
  try {
    const parsed: unknown = JSON.parse(`"${raw}"`);
    return typeof parsed === 'string' ? parsed : raw;
  } catch {
    return raw;
  }
}
