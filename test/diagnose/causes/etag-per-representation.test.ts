import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, check, load, refused } from '../stories.ts';

const json = {
  sent: [['Accept', 'application/json']],
  received: [
    ['ETag', '"1-json"'],
    ['Vary', 'Accept'],
  ],
} as const;
const read = load(0, null, json);
const save = refused(30, null, {
  sent: [
    ['Accept', '*/*'],
    ['If-Match', '"1-json"'],
  ],
});
const still = check(40, save, null, [null, null], { received: json.received });
const asSaved = (tag: string) => load(41, tag, { parent: { id: save.id, role: 'probe', note: 'read-as-the-write' } });

fixtures('etag-per-representation', {
  cause: [
    {
      story: 'the other form has another version, the page’s form has its own still',
      file: caseOf(save, [read, ...still, asSaved('"1-any"')]),
      strength: 'proven',
      says: /varies with Accept/,
    },
    { story: 'only the other form was read', file: caseOf(save, [read, asSaved('"1-any"')]), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'the server has one form only', file: caseOf(save, [load(0, '"1-json"')]) },
    {
      story: 'asked alike',
      file: caseOf(
        refused(30, null, {
          sent: [
            ['Accept', 'application/json'],
            ['If-Match', '"1-json"'],
          ],
        }),
        [read],
      ),
    },
    { story: 'both forms have the same version', file: caseOf(save, [read, ...still, asSaved('"1-json"')]) },
    {
      story: 'the page’s form has a new version itself',
      file: caseOf(save, [read, ...check(40, save, '"2"', ['"2"', '"2"'])]),
    },
  ],
  unknown: [
    { story: 'the other form was not read', file: caseOf(save, [read, ...still]), probe: 'read-as-the-write' },
    { story: 'nothing was recorded before the save', file: caseOf(save) },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});

test('Vary alone does not keep a real change from being seen', () => {
  const findings = diagnose(
    caseOf(save, [read, ...check(40, save, '"2-json"', ['"2-json"', '"2-json"'])], { recordingSince: at(-9) }),
  );
  expect(findings[0]?.cause).toBe('changed-by-someone-else');
});
