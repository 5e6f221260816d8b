import { expect, test } from 'vitest';
import { repeatable } from '../../src/act/repeat-headers.ts';

test('what the page can set goes out again, what it cannot is named, what the browser adds is left out', () => {
  const all = repeatable(
    [
      [':authority', 'x.example'],
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['X-Api-Version', '2'],
      ['Cookie', 'a=b'],
      ['cookie', 'c=d'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Proxy-Authorization', 'x'],
      ['User-Agent', 'x'],
      ['Cache-Control', 'no-cache'],
    ],
    [],
  );
  expect(all.headers).toEqual([
    ['Accept', 'application/json'],
    ['Content-Type', 'application/json'],
    ['X-Api-Version', '2'],
  ]);
  expect(all.notReplayed).toEqual(['Cookie', 'cookie', 'Sec-Fetch-Mode', 'Proxy-Authorization', 'User-Agent']);
  expect(all.lost).toEqual([]);
});

test('a redacted value comes from memory, whatever the spelling of its name, or is reported as lost', () => {
  const recorded = [
    ['Authorization', 'Bearer ‹redacted #00ff›'],
    ['X-CSRF-Token', '‹redacted #1234›'],
  ] as const;
  expect(repeatable(recorded, [['authorization', 'Bearer real']])).toEqual({
    headers: [['Authorization', 'Bearer real']],
    notReplayed: [],
    lost: ['X-CSRF-Token'],
  });
});
