import { describe, expect, test } from 'vitest';
import { merged, mine, refusal, sent } from './merge-helpers.ts';

const within = (milliseconds: number, work: () => void): void => {
  const start = performance.now();
  work();
  expect(performance.now() - start).toBeLessThan(milliseconds);
};
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${line(at)}\n`).join('');

describe('hostile and huge', () => {
  test('deep, long and broken JSON are refused with a sentence', () => {
    const deep = `{"a":1,"x":${'['.repeat(100_000)}`;
    expect(refusal({ base: '{"a":1}', mine: deep, theirs: '{"a":1}' })).toEqual({
      ok: false,
      code: 'too-deep',
      reason: 'Your save is nested deeper than 200 levels, so it cannot be merged.',
    });
    const long = `{"a":"${'x'.repeat(6 * 1024 * 1024)}"}`;
    expect(refusal({ base: '{"a":1}', mine: '{"a":1}', theirs: long }).code).toBe('too-large');
    expect(refusal({ base: '{"a":1}', mine: '{"a":1', theirs: '{"a":1}' }).reason).toBe(
      'Your save ends in the middle of the JSON, so it cannot be merged.',
    );
  });

  test.each([
    '{"a":01}',
    '{"a":1,}',
    "{'a':1}",
    '{"a":NaN}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '[1 2]',
    '{"a" 1}',
    'nul',
    '"a',
    '{"a":1}}',
  ])('%s is not JSON', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(refusal({ base: '{"a":1}', mine: text, theirs: '{"a":1}' }).code).toBe('unreadable');
  });

  test('as deep as is read can be merged', () => {
    const nested = (leaf: string): string => `${'{"a":'.repeat(199)}${leaf}${'}'.repeat(199)}`;
    expect(sent({ base: nested('[1]'), mine: nested('[2]'), theirs: nested('[1]') })).toBe(nested('[2]'));
  });

  test('__proto__ and constructor are plain keys', () => {
    const doc = (n: number): string =>
      `{"__proto__":{"polluted":${n}},"constructor":{"prototype":{"polluted":1}},"t":1}`;
    expect(sent({ base: doc(1), mine: doc(2), theirs: `${doc(1).slice(0, -1)},"u":1}` })).toBe(
      `${doc(2).slice(0, -1)},"u":1}`,
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(
      merged({ base: doc(1), mine: doc(2), theirs: doc(3) }).compose(
        JSON.parse('{"$.__proto__.polluted":{"take":"mine"}}'),
      ),
    ).toMatchObject({ ok: true });
  });

  test('lines named like members of Object are lines', () => {
    const text = (a: string): string => `constructor\n__proto__\n${a}\ntoString\nhasOwnProperty\n`;
    expect(
      sent({
        base: text('x'),
        mine: text('y'),
        theirs: `${text('x')}end\n`,
        type: 'text/plain',
        readType: 'text/plain',
      }),
    ).toBe(`${text('y')}end\n`);
  });

  test('20,000 lines, different or all alike, in bounded time', () => {
    const texts = { type: 'text/plain', readType: 'text/plain' };
    const base = lines(20_000, (at) => (at % 3 === 0 ? '}' : `line ${at}`));
    const mine_ = base.replace('line 10\n', 'mine\n');
    const theirs_ = base.replace('line 19000\n', 'theirs\n');
    within(3_000, () =>
      expect(sent({ base, mine: mine_, theirs: theirs_, ...texts })).toBe(mine_.replace('line 19000\n', 'theirs\n')),
    );
    const alike = lines(20_000, () => 'same');
    within(3_000, () =>
      merged({ base: alike, mine: alike.replace('same\nsame\n', 'a\nb\n'), theirs: `${alike}c\n`, ...texts }),
    );
    const [a, b, c] = [2, 3, 5].map((step) => lines(20_000, (at) => String((at * step) % 97)));
    within(5_000, () => merged({ base: a, mine: b, theirs: c, ...texts }));
  });

  test('a long list of equal or of shuffled elements, in bounded time', () => {
    const equal = Array.from({ length: 5_000 }, () => [1]);
    within(3_000, () => merged({ base: { l: equal }, mine: { l: [[2], ...equal] }, theirs: { l: [...equal, [3]] } }));
    const ids = Array.from({ length: 5_000 }, (_, id) => ({ id }));
    const shuffled = ids.map((_, at) => ({ id: (at * 2_113) % 5_000 }));
    within(3_000, () => merged({ base: { l: ids }, mine: { l: shuffled }, theirs: { l: [...ids].reverse() } }));
  });

  test('more conflicts than a person settles are refused', () => {
    const doc = (n: number): { [key: string]: number } =>
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`k${at}`, n]));
    expect(refusal({ base: doc(1), mine: doc(2), theirs: doc(3) }).code).toBe('too-many-conflicts');
  });

  test('rows are bounded, the merge is not', () => {
    const doc = (n: number): { [key: string]: number } =>
      Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, n]));
    const given = { base: { ...doc(1), z: 1 }, mine: { ...doc(2), z: 1 }, theirs: { ...doc(1), z: 2 } };
    expect(merged(given).fields.length).toBeLessThanOrEqual(2_000);
    expect(JSON.parse(sent(given))).toEqual({ ...doc(2), z: 2 });
  });

  test('huge forms and odd names', () => {
    const body = Array.from({ length: 20_000 }, (_, at) => `f${at}[${'['.repeat(at % 50)}=1`).join('&');
    within(3_000, () =>
      refusal({ base: { x: 1 }, mine: body, theirs: { x: 2 }, type: 'application/x-www-form-urlencoded' }),
    );
    expect(
      sent(
        { base: { t: '%' }, mine: 't=%zz', theirs: { t: '%' }, type: 'application/x-www-form-urlencoded' },
        { '$.t': mine },
      ),
    ).toBe('t=%zz');
  });
});
