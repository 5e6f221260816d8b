import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { httpDate, sameVersion } from '../../src/http/same-version.ts';

describe('whether two spellings name one version', () => {
  test.each([
    ['"1"', '"1"', true],
    ['"1"', '1', true],
    ['"1"', 'W/"1"', true],
    ['"1-gzip"', '"1"', true],
    ['"1"', '"2"', false],
    ['"1"', '"11"', false],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 'Monday, 02-Mar-26 09:00:00 GMT', true],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 'Mon, 02 Mar 2026 09:00:01 GMT', false],
    ['', '""', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameVersion(a, b)).toBe(same);
    expect(sameVersion(b, a)).toBe(same);
  });

  test('a tag is always the same as itself, and never throws on anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(sameVersion(a, a)).toBe(true);
        expect(sameVersion(a, b)).toBe(sameVersion(b, a));
      }),
    );
  });

  test('numbers and ISO dates are no HTTP dates', () => {
    expect(httpDate('12')).toBeNull();
    expect(httpDate('2026-03-02T09:00:00Z')).toBeNull();
    expect(httpDate('Mon, 02 Mar 2026 09:00:00 GMT')).toBe(Date.UTC(2026, 2, 2, 9) / 1000);
  });
});
