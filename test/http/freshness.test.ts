import { describe, expect, test } from 'vitest';
import { freshFor } from '../../src/http/freshness.ts';

const url = 'https://api.test/notes/1';
const date = ['Date', 'Mon, 02 Mar 2026 09:00:00 GMT'] as const;

describe('how long a private cache may use an answer without asking', () => {
  test.each([
    ['max-age', [['Cache-Control', 'max-age=60']], 60],
    ['a shared cache’s lifetime is not ours', [['Cache-Control', 's-maxage=600, max-age=5']], 5],
    ['private is ours', [['Cache-Control', 'private, max-age=60']], 60],
    [
      'what a shared cache has used up is taken off',
      [
        ['Cache-Control', 'max-age=60'],
        ['Age', '45'],
      ],
      15,
    ],
    [
      'older than its lifetime',
      [
        ['Cache-Control', 'max-age=60'],
        ['Age', '90'],
      ],
      0,
    ],
    ['no-cache must ask', [['Cache-Control', 'no-cache, max-age=60']], 0],
    ['no-store is not kept', [['Cache-Control', 'no-store']], 0],
    ['Expires', [date, ['Expires', 'Mon, 02 Mar 2026 09:02:00 GMT']], 120],
    ['heuristic: a tenth of its age', [date, ['Last-Modified', 'Mon, 02 Mar 2026 08:00:00 GMT']], 360],
    ['nothing said', [date], 0],
    [
      'hostile numbers',
      [
        ['Cache-Control', 'max-age=60'],
        ['Age', 'x'.repeat(50)],
      ],
      60,
    ],
    [
      'a name of the prototype',
      [
        ['__proto__', 'x'],
        ['Cache-Control', 'max-age=1'],
      ],
      1,
    ],
  ] as const)('%s', (_, headers, seconds) => {
    expect(freshFor(url, headers)).toBe(seconds);
  });

  test('fields that were not seen', () => expect(freshFor(url, null)).toBeNull());
});
