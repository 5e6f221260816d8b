import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const cookie = (tag: string) => ['Cookie', `‹redacted #${tag}›`] as const;
const read = load(0, '"1"', { sent: [cookie('a1b2')] });
const speaking = '{"error":"session_changed","message":"Your session is not the one that opened this note."}';
const save = (tag: string | null, responseBody: string) =>
  refused(30, null, { status: 409, responseBody, sent: [['If-Match', '"1"'], ...(tag === null ? [] : [cookie(tag)])] });
const silent = '{"error":"conflict"}';

fixtures('stale-session', {
  cause: [
    {
      story: 'another cookie, and the server says so',
      file: caseOf(save('c3d4', speaking), [read]),
      strength: 'likely',
      says: /session_changed/,
    },
    {
      story: 'the server says so, cookies were not seen',
      file: caseOf(save(null, speaking), [read]),
      strength: 'likely',
    },
    {
      story: 'another cookie, and the server speaks of something else',
      file: caseOf(save('c3d4', silent), [read]),
      strength: 'possible',
    },
    {
      story: 'the first read had no cookie yet; the next request shows what it got',
      file: caseOf(save('c3d4', speaking), [load(0, '"1"')], {
        neighbours: [load(1, null, { url: 'https://api.test/me', sent: [cookie('a1b2')] })],
      }),
      strength: 'likely',
      says: /another Cookie/,
    },
    {
      story: 'the server says so, and the cookie is the same',
      file: caseOf(save('a1b2', speaking), [read]),
      strength: 'possible',
    },
  ],
  ruledOut: [{ story: 'the same cookie', file: caseOf(save('a1b2', silent), [read]), says: /Cookie went out as/ }],
  unknown: [
    { story: 'no cookies were seen', file: caseOf(save(null, silent), [load(0, '"1"')]) },
    { story: 'the read was not recorded', file: caseOf(save('a1b2', silent)), says: /No read/ },
  ],
});

test('a renewed session alone does not hide that somebody else saved', () => {
  expect(diagnose(caseOf(save('c3d4', silent), [read]))[0]?.cause).toBe('changed-by-someone-else');
});
