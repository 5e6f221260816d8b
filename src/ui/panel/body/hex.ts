/** One line of a hex view: 16 bytes. */
export type HexLine = { readonly offset: string; readonly hex: string; readonly text: string };

export const bytesALine = 16;

/** The bytes of a base64 body, or null where it is none. */
export function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Lines `from` to `to`, the end excluded. */
export function hexLines(bytes: Uint8Array, from: number, to: number): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = from * bytesALine; at < Math.min(bytes.length, to * bytesALine); at += bytesALine) {
    const part = [...bytes.subarray(at, at + bytesALine)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0'));
    lines.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.trimEnd(),
      text: part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
    });
  }
  return lines;
}
