import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, looks, refused } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');
const same = check(40, save, '"1"', ['"1"', '"1"']);
const twice = [read, refused(10, '"1"'), load(15, '"1"')];
const content = '{"title":"a"}';
const many = looks(
  40,
  save,
  ['"1"', content],
  ['"1"', content],
  ['"1"', content],
  ['"1"', content],
  ['"1"', content],
  ['"1"', content],
);

fixtures('server-bug', {
  cause: [
    {
      story: 'refused, read again, the same, refused again; before the check',
      file: caseOf(save, twice),
      strength: 'likely',
      says: /still gave "1"/,
    },
    { story: 'fresh reads bring what was refused', file: caseOf(save, [read, ...same]), strength: 'likely' },
    { story: 'refused twice, and many reads agree', file: caseOf(save, [...twice, ...many]), strength: 'proven' },
    {
      story: 'the save asked for another representation, which may have another tag',
      file: caseOf(
        {
          ...save,
          headers: {
            ...save.headers,
            sent: [
              ['If-Match', '"1"'],
              ['Accept', '*/*'],
            ],
          },
        },
        [
          load(0, '"1"', {
            received: [
              ['ETag', '"1"'],
              ['Vary', 'Accept'],
            ],
          }),
          ...same,
        ],
      ),
      strength: 'possible',
    },
  ],
  ruledOut: [
    {
      story: 'the server holds another version',
      file: caseOf(save, [read, ...check(40, save, '"2"', ['"2"', '"2"'])]),
    },
    {
      story: 'the save sent it in another spelling',
      file: caseOf(refused(30, '1', { id: save.id }), [read, ...same]),
      says: /just as the server/,
    },
    {
      story: 'the tag is weak, which If-Match never takes',
      file: caseOf(refused(30, 'W/"1"', { id: save.id }), [
        load(0, 'W/"1"'),
        ...check(40, save, 'W/"1"', ['W/"1"', 'W/"1"']),
      ]),
    },
  ],
  unknown: [{ story: 'nothing was checked', file: caseOf(save, [read]), probe: 'cached-against-fresh' }],
  notApplicable: [
    { story: 'the save named no version', file: caseOf(refused(30, null), [read]) },
    {
      story: 'the refusal speaks of a lease',
      file: caseOf(
        refused(30, '"1"', {
          responseBody:
            '<Error><Code>LeaseIdMissing</Code><Message>There is a lease on the resource and no lease id was given.</Message></Error>',
        }),
        [read],
      ),
    },
  ],
});

test('refused though current: nobody else is blamed first', () => {
  expect(diagnose(caseOf(save, twice))[0]?.cause).toBe('server-bug');
});
