import { createWindowScan } from './window-scan.ts';

/** A kind of log, by where in a line its status can stand. */
export type LogKind = 'common' | 'json';

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;

const bytesOf = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
/** 409, 412, 423 and 428, place by place. */
const digits = ['4', '012', '2389'].map(bytesOf);

/** 409, 412, 423 or 428 at this place. */
function isStatus(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x34) return false;
  const [second, third] = [bytes[at + 1], bytes[at + 2]];
  if (second === 0x30) return third === 0x39;
  if (second === 0x31) return third === 0x32;
  return second === 0x32 && (third === 0x33 || third === 0x38);
}

/** A blank between words, or what ends a line, or the end of the file. */
const endsWord = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x09 || byte === newline || byte === 0x0d || byte === undefined;

/** A quote that a backslash escapes ends nothing, unless that backslash may be escaped itself. */
const mayEndQuoted = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === quote && (bytes[at - 1] !== backslash || bytes[at - 2] === backslash);

/** A status as a word of its own, after a quote and a blank, where the quoted request ends. */
const quoted = createWindowScan(
  [[quote], bytesOf(' \t'), ...digits, bytesOf(' \t\r\n')],
  (bytes, at) =>
    isStatus(bytes, at + 2) &&
    mayEndQuoted(bytes, at) &&
    (bytes[at + 1] === 0x20 || bytes[at + 1] === 0x09) &&
    endsWord(bytes[at + 5]),
);

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const noDigits = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !isDigit(byte));

/** A status anywhere, as a number of its own. In JSON something always stands before it. */
const numbered = createWindowScan(
  [noDigits, ...digits, noDigits],
  (bytes, at) => isStatus(bytes, at + 1) && !isDigit(bytes[at]) && !isDigit(bytes[at + 4]),
);

const scans = { common: quoted, json: numbered } as const;

/**
 * Finds lines that may tell of a refusal, without decoding the others. `from` is the beginning of a line, `to` the end of one. Gives each line
 * once, as positions in `bytes`; whether its status is really one of the four is for the line's reader to say.
 */
export function scanLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  kind: LogKind,
  line: (start: number, end: number) => void,
): void {
  const isEven = (bytes.byteOffset & 1) === 0;
  const words = isEven ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : new Uint16Array();
  const next = scans[kind];
  for (let at = next(bytes, words, from, to); at !== -1; ) {
    const start = Math.max(from, bytes.lastIndexOf(newline, at) + 1);
    const found = bytes.indexOf(newline, at + 1);
    const end = found === -1 || found > to ? to : found;
    line(start, end);
    at = next(bytes, words, end, to);
  }
}
