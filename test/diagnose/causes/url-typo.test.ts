import { describe, expect, test } from 'vitest';
import { howNear, otherSpellings } from '../../../src/diagnose/facts/near-twins.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const at = (path: string) => ({ url: `https://api.test${path}` });
const save = refused(30, '"1"', { ...at('/notes/7/'), status: 409, responseBody: 'Conflict' });
const twin = load(0, '"1"', at('/notes/7'));
const probe = (note: string) => ({ id: save.id, role: 'probe', note }) as const;
const gone = load(40, null, { ...at('/notes/7/'), status: 404, parent: probe('cached-against-fresh') });
const tried = (status: number) =>
  load(41, null, { ...at('/notes/7'), method: 'HEAD', status, parent: probe('near-twins') });

fixtures('url-typo', {
  cause: [
    {
      story: 'a slash too many',
      file: caseOf(save, [], { neighbours: [twin] }),
      strength: 'likely',
      says: /slash at the end/,
    },
    { story: 'a probe finds the twin', file: caseOf(save, [gone], { neighbours: [tried(200)] }), strength: 'likely' },
    {
      story: 'one character',
      file: caseOf(refused(30, null, { ...at('/api/nots'), responseBody: null }), [], {
        neighbours: [load(0, null, at('/api/notes'))],
      }),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'the address answers', file: caseOf(save, [load(0, '"1"', at('/notes/7/'))], { neighbours: [twin] }) },
    { story: 'nothing there and nothing near', file: caseOf(save, [gone], { neighbours: [tried(404)] }) },
  ],
  unknown: [{ story: 'nothing there, and nothing near was tried', file: caseOf(save, [gone]), probe: 'near-twins' }],
  notApplicable: [
    {
      story: 'another number is another thing',
      file: caseOf(refused(30, null, { ...at('/notes/8'), responseBody: null }), [], { neighbours: [twin] }),
    },
    {
      story: 'the refusal says what is wrong',
      file: caseOf(
        {
          ...save,
          responseBody: refused(0, null, {
            responseBody: '{"code":"23505","message":"duplicate key value violates unique constraint"}',
          }).responseBody,
        },
        [],
        { neighbours: [twin] },
      ),
    },
  ],
});

describe('near spellings', () => {
  test.each([
    ['/a/b', '/a/b/', 'slash'],
    ['/a/b', '/A/b', 'case'],
    ['/a//b', '/a/b', 'doubled-slash'],
    ['/api/notes', '/api/note', 'one-edit'],
    ['/notes/1', '/notes/2', null],
    ['/notes/1', '/notes/12', null],
    ['/f/9b2fa0c1d2e3f4a5b6c7', '/f/9b2fa0c1d2e3f4a5b6cd', null],
    ['/a/b', '/a/b', null],
  ])('%s and %s: %s', (a, b, difference) => expect(howNear(a, b)).toBe(difference));

  test('spellings to try keep host and query', () => {
    expect(otherSpellings('https://x.test//A?b=1')).toEqual([
      'https://x.test/A?b=1',
      'https://x.test//A/?b=1',
      'https://x.test//a?b=1',
    ]);
  });
});
