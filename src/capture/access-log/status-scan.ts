/** A kind of log, by where in a line its status can stand. */
export type LogKind = 'common' | 'json';

const quote = 0x22;
const newline = 0x0a;

/** For each byte, where in `" 4dd` it may stand; 0: nowhere. */
const inQuoted = new Uint8Array(256);
inQuoted[quote] = 1;
inQuoted[0x20] = 2;
inQuoted[0x09] = 2;
inQuoted[0x34] = 3;
for (const digit of '012') inQuoted[digit.charCodeAt(0)] = 4;
for (const digit of '389') inQuoted[digit.charCodeAt(0)] = 5;
// A 2 is both: 42x and 4x2.
inQuoted[0x32] = 6;

/** For each byte, where in `4dd` it may stand; 0: nowhere, 4: in the second and the third place. */
const inDigits = new Uint8Array(256);
inDigits[0x34] = 1;
inDigits[0x30] = 2;
inDigits[0x31] = 2;
inDigits[0x32] = 4;
for (const digit of '389') inDigits[digit.charCodeAt(0)] = 3;

/** 409, 412, 423 or 428 at this place. */
function isStatus(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x34) return false;
  const [second, third] = [bytes[at + 1], bytes[at + 2]];
  if (second === 0x30) return third === 0x39;
  if (second === 0x31) return third === 0x32;
  return second === 0x32 && (third === 0x33 || third === 0x38);
}

/** A status after a quote and a blank, where the quoted request ends. */
function afterQuote(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === quote && (bytes[at + 1] === 0x20 || bytes[at + 1] === 0x09) && isStatus(bytes, at + 2);
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * Finds lines that may tell of a refusal, without decoding the others: looks at every fifth byte (every third in JSON), because a status with
 * what must stand before it has so many. `from` is the beginning of a line. Gives each line once, as positions in `bytes`; whether its status
 * is really one of the four is for the line's reader to say.
 */
export function scanLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  kind: LogKind,
  line: (start: number, end: number) => void,
): void {
  if (kind === 'common') scanQuoted(bytes, from, to, line);
  else scanDigits(bytes, from, to, line);
}

function scanQuoted(bytes: Uint8Array, from: number, to: number, line: (start: number, end: number) => void): void {
  let at = from + 4;
  while (at < to) {
    const place = inQuoted[bytes[at] as number] as number;
    if (place === 0) {
      at += 5;
      continue;
    }
    let found = false;
    if (place === 1) found = afterQuote(bytes, at);
    else if (place === 2) found = bytes[at - 1] === quote && afterQuote(bytes, at - 1);
    else if (place === 3) found = bytes[at - 2] === quote && afterQuote(bytes, at - 2);
    else if (place === 4) found = bytes[at - 1] === 0x34 && afterQuote(bytes, at - 3);
    else if (place === 5) found = bytes[at - 2] === 0x34 && afterQuote(bytes, at - 4);
    else found = afterQuote(bytes, at - 3) || afterQuote(bytes, at - 4);
    if (!found) {
      at += 5;
      continue;
    }
    at = wholeLine(bytes, from, to, at, line) + 5;
  }
}

function scanDigits(bytes: Uint8Array, from: number, to: number, line: (start: number, end: number) => void): void {
  let at = from + 2;
  while (at < to) {
    const place = inDigits[bytes[at] as number] as number;
    if (place === 0) {
      at += 3;
      continue;
    }
    let status = -1;
    if (place === 1) status = isStatus(bytes, at) ? at : -1;
    else if (place === 2) status = isStatus(bytes, at - 1) ? at - 1 : -1;
    else if (place === 3) status = isStatus(bytes, at - 2) ? at - 2 : -1;
    else status = isStatus(bytes, at - 1) ? at - 1 : isStatus(bytes, at - 2) ? at - 2 : -1;
    if (status === -1 || isDigit(bytes[status - 1]) || isDigit(bytes[status + 3])) {
      at += 3;
      continue;
    }
    at = wholeLine(bytes, from, to, at, line) + 3;
  }
}

/** @returns the line's end */
function wholeLine(
  bytes: Uint8Array,
  from: number,
  to: number,
  at: number,
  line: (start: number, end: number) => void,
): number {
  let start = at;
  while (start > from && bytes[start - 1] !== newline) start--;
  let end = at;
  while (end < to && bytes[end] !== newline) end++;
  line(start, end);
  return end;
}
