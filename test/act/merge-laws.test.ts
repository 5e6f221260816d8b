import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/act/merge/json.ts';
import { same } from '../../src/act/merge/json-equal.ts';
import { mergeBodies } from '../../src/act/merge/merge-bodies.ts';
import type { Choices, Merged } from '../../src/act/merge/result.ts';
import { type Edit, edited, edits, type Plain, tree } from './merge-arbitrary.ts';

const runs = 400;
const wrap = (doc: Plain): string => JSON.stringify({ doc, _v: 1 });

function merge(base: string | null, mine: string, theirs: string): Merged {
  const type = 'application/json';
  const result = mergeBodies({
    base,
    mine,
    theirs,
    contentType: type,
    baseContentType: type,
    theirsContentType: type,
    tokenPaths: [],
    method: 'PUT',
  });
  if (!result.ok) throw new Error(result.reason);
  return result;
}

function composed(merged: Merged, take: 'mine' | 'theirs' = 'mine'): string {
  const choices: Choices = Object.fromEntries(merged.conflicts.map((path) => [path, { take }]));
  const body = merged.compose(choices);
  if (!body.ok) throw new Error(body.reason);
  return body.body;
}

function expectSame(a: string, b: string): void {
  const [x, y] = [parseJson(a), parseJson(b)];
  if (!x.ok || !y.ok || !same(x.value, y.value)) expect(JSON.parse(a)).toEqual(JSON.parse(b));
}

const scene = fc.tuple(tree, edits, edits).map(([base, mine, theirs]) => ({
  base: wrap(base),
  mine: wrap(edited(base, mine)),
  theirs: wrap(edited(base, theirs)),
}));

describe('laws of the merge', () => {
  test('nobody else wrote: the merge is mine', () => {
    fc.assert(
      fc.property(scene, ({ base, mine }) => {
        const merged = merge(base, mine, base);
        expect(merged.conflicts).toEqual([]);
        expect(composed(merged)).toBe(mine);
      }),
      { numRuns: runs },
    );
  });

  test('I changed nothing: the merge is theirs', () => {
    fc.assert(
      fc.property(scene, ({ base, theirs }) => {
        const merged = merge(base, base, theirs);
        expect(merged.conflicts).toEqual([]);
        expectSame(composed(merged), theirs);
        expect(merged.landed).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('both wrote the same: that, and it has landed', () => {
    fc.assert(
      fc.property(scene, ({ base, mine }) => {
        const merged = merge(base, mine, mine);
        expect(merged.conflicts).toEqual([]);
        expect(composed(merged)).toBe(mine);
        expect(merged.landed).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('sides swapped: the same conflicts', () => {
    fc.assert(
      fc.property(scene, ({ base, mine, theirs }) => {
        const [there, back] = [merge(base, mine, theirs), merge(base, theirs, mine)];
        expect([...back.conflicts].sort()).toEqual([...there.conflicts].sort());
      }),
      { numRuns: runs },
    );
  });

  test('paths in conflict are told apart, each has a row, and without a choice nothing is composed', () => {
    fc.assert(
      fc.property(scene, fc.boolean(), ({ base, mine, theirs }, known) => {
        const merged = merge(known ? base : null, mine, theirs);
        expect(new Set(merged.conflicts).size).toBe(merged.conflicts.length);
        expect(merged.fields.filter(({ takes }) => takes === 'conflict').map(({ path }) => path)).toEqual(
          merged.conflicts,
        );
        expect(merged.compose({}).ok).toBe(merged.conflicts.length === 0);
      }),
      { numRuns: runs },
    );
  });

  test('merging what was merged changes nothing more', () => {
    fc.assert(
      fc.property(scene, ({ base, mine, theirs }) => {
        const first = composed(merge(base, mine, theirs), 'theirs');
        expect(composed(merge(theirs, first, theirs))).toBe(first);
      }),
      { numRuns: runs },
    );
  });

  test('without a base, all mine is mine and all theirs is theirs', () => {
    fc.assert(
      fc.property(scene, ({ mine, theirs }) => {
        const merged = merge(null, mine, theirs);
        expectSame(composed(merged, 'theirs'), theirs);
        expectSame(composed(merged, 'mine'), mine);
      }),
      { numRuns: runs },
    );
  });

  test('nothing is lost: what either wrote stands in the merge, or in a conflict that asks for it', () => {
    const marked = (work: readonly Edit[], who: string): Edit[] =>
      work.map((edit, at) => ({ ...edit, value: `${who}${at}` }));
    const marks = (body: string, who: string): string[] => [
      ...new Set(body.match(new RegExp(`"${who}\\d+"`, 'g')) ?? []),
    ];
    fc.assert(
      fc.property(tree, edits, edits, fc.boolean(), (doc, myWork, theirWork, takeMine) => {
        const base = wrap(doc);
        const mine = wrap(edited(doc, marked(myWork, 'M')));
        const theirs = wrap(edited(doc, marked(theirWork, 'T')));
        const merged = merge(base, mine, theirs);
        const body = composed(merged, takeMine ? 'mine' : 'theirs');
        const asked = merged.fields.filter(({ takes }) => takes === 'conflict');
        for (const mark of marks(mine, 'M'))
          if (!body.includes(mark)) expect(asked.map((row) => row.mine).join()).toContain(mark);
        for (const mark of marks(theirs, 'T'))
          if (!body.includes(mark)) expect(asked.map((row) => row.theirs).join()).toContain(mark);
      }),
      { numRuns: runs },
    );
  });

  test('no key pollutes anything', () => {
    const names = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a');
    const value = fc.oneof(fc.integer(), fc.constant('{"polluted":true}'));
    const doc = fc
      .array(fc.tuple(names, names, value), { minLength: 1, maxLength: 5 })
      .map((fields) => `{"doc":{${fields.map(([a, b, v]) => `"${a}":{"${b}":${v}}`).join(',')}}}`);
    fc.assert(
      fc.property(doc, doc, doc, (base, mine, theirs) => {
        composed(merge(base, mine, theirs));
        expect(composed(merge(base, mine, base))).toBe(composed(merge(mine, mine, mine)));
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
