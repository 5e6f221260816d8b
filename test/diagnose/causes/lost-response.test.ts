import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, looks, refused, saved } from '../stories.ts';

const mine = '{"title":"mine again"}';
const before = '{"id":"1","title":"before"}';
const held = '{"id":"1","title":"mine again"}';
const theirs = '{"id":"1","title":"theirs"}';
const read = load(0, '"1"', { responseBody: before });
const broken = saved(10, '"1"', null, {
  requestBody: mine,
  status: null,
  error: 'net::ERR_CONNECTION_RESET',
  received: [],
});
const save = refused(30, '"1"');
const after = (body: string) => looks(40, save, ['"2"', body], ['"2"', body], ['"2"', body]);

fixtures('lost-response', {
  cause: [
    {
      story: 'the first send broke off; before the check',
      file: caseOf(save, [read, broken]),
      strength: 'likely',
      says: /broke off/,
    },
    {
      story: 'the server holds what was sent',
      file: caseOf(save, [read, broken, ...after(held)]),
      strength: 'proven',
      says: /holds everything/,
    },
    {
      story: 'a gateway gave up on it',
      file: caseOf(save, [read, { ...broken, status: 504, error: null }, ...after(held)]),
      strength: 'proven',
      says: /answered 504/,
    },
    {
      story: 'what the page had read was not kept',
      file: caseOf(save, [
        load(0, '"1"', { responseBody: { state: 'not-kept', why: 'evicted', length: 9 } }),
        broken,
        ...after(held),
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    {
      story: 'the server holds something else',
      file: caseOf(save, [read, broken, ...after(theirs)]),
      says: /does not hold/,
    },
    {
      story: 'the earlier try changed nothing',
      file: caseOf(save, [read, broken, ...check(40, save, '"1"', ['"1"', '"1"'])]),
      says: /changed nothing/,
    },
    { story: 'nothing was sent before', file: caseOf(save, [read]) },
    { story: 'another save broke off', file: caseOf(save, [read, { ...broken, requestBody: save.responseBody }]) },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(save) },
    {
      story: 'the fresh bodies were not kept',
      file: caseOf(save, [
        read,
        broken,
        ...check(40, save, '"2"', ['"2"', '"2"'], { responseBody: { state: 'not-kept', why: 'too-large', length: 9 } }),
      ]),
    },
  ],
});

test('a try that broke off without effect leaves the blame with whoever did change it', () => {
  const findings = diagnose(caseOf(save, [read, broken, ...after(theirs)], { recordingSince: 0 }));
  expect(findings[0]).toMatchObject({ cause: 'changed-by-someone-else', strength: 'likely' });
});
