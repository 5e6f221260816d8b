import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanLines } from '../../../src/capture/access-log/status-scan.ts';

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const byte = fc.constantFrom('"', '\\', ' ', '\t', '4', '0', '1', '2', '3', '8', '9', 'x', '\r', '\xe9', '\n');
const text = fc.array(byte, { maxLength: 80 }).map((parts) => parts.join(''));

/** The lines that a regular expression finds, each with its place. */
function expectedLines(all: string, looks: RegExp): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (const line of all.split('\n')) {
    if (looks.test(`${line}\n`)) found.push([start, start + line.length]);
    start += line.length + 1;
  }
  return found;
}

test.each([
  ['common', /(^|[^\\]|\\\\)"[ \t](409|412|423|428)[ \t\r\n]/],
  ['json', /[^\d](409|412|423|428)[^\d]/],
] as const)('lines that may tell of a refusal are found wherever they lie in memory: %s', (kind, looks) => {
  fc.assert(
    fc.property(text, fc.nat(5), fc.boolean(), (written, shift, ended) => {
      // In JSON something stands before a status.
      const all = `{${written}`.replaceAll('\n', '\n{') + (ended ? '\n' : '');
      const bytes = new Uint8Array(all.length + shift).subarray(shift);
      bytes.set(latin1(all));
      const found: [number, number][] = [];
      scanLines(bytes, 0, bytes.length, kind, (start, end) => found.push([start, end]));
      expect(found).toEqual(expectedLines(all, looks));
    }),
    { numRuns: 3_000 },
  );
});
