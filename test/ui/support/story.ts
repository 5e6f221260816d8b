import type { CaseFile, Finding } from '../../../src/diagnose/contract.ts';
import type { ReplayPlan } from '../../../src/messages/acts.ts';
import type { Exchange } from '../../../src/record/exchange.ts';
import { caseOf, exchange } from '../../diagnose/cases.ts';
import { causeNamed, type FakeWorld, fakeWorld } from './fake-world.ts';

const url = 'https://api.test/api/articles/7';
const start = 1_700_000_000_000;

/** The main story: read, somebody else changes it, the save is refused, the check shows the new version. */
export function story(): {
  readonly world: FakeWorld;
  readonly read: Exchange;
  readonly refused: Exchange;
  readonly check: Exchange;
  readonly plan: ReplayPlan;
} {
  const json: [string, string] = ['Content-Type', 'application/json'];
  const read = exchange({
    url,
    startedAt: start,
    received: [['ETag', '"v1"'], json, ['Cache-Control', 'max-age=60']],
    responseBody: '{"title":"Draft","body":"one","tags":["a"]}',
  });
  const cached = exchange({ url, startedAt: start + 9000, received: [['ETag', '"v1"'], json], servedBy: 'http-cache' });
  const refused = exchange({
    url,
    method: 'PUT',
    status: 409,
    startedAt: start + 15_000,
    set: [['If-Match', '"v1"'], json],
    sent: [['If-Match', '"v1"'], json, ['Authorization', '(redacted)'], ['Cache-Control', 'no-cache']],
    received: [json],
    requestBody: '{"title":"Mine","body":"one\\ntwo","tags":["a"],"size":12345678901234567890}',
    responseBody: '{"error":"The article was changed by somebody else."}',
  });
  const check = exchange({
    url,
    startedAt: start + 31_000,
    received: [['ETag', '"v2"'], json],
    parent: { id: refused.id, role: 'probe', note: 'Reading past the browser’s cache.' },
    responseBody: '{"title":"Theirs","body":"one","tags":["a","b"]}',
  });
  const world = fakeWorld([caseOf(refused, [read, cached, check], { recordingSince: start - 1000 })]);
  const add = (id: string, title: string, remedy: 'replay' | 'clear-resource' | 'check' | 'tell' = 'replay') =>
    world.causes.set(id, causeNamed(id, title, { remedy }));
  add('changed-by-someone-else', 'Somebody else saved in between');
  add('stale-browser-cache', 'The page worked from an old copy in the browser’s cache', 'clear-resource');
  add('own-earlier-save', 'Your own earlier save changed it');
  add('weak-etag-in-if-match', 'A weak tag was sent as a precondition');
  add('precondition-never-sent', 'The save did not say which version it was made for');
  add('broken-rule', 'A rule that fails');
  world.findings = findingsOf(read, refused, check);
  return { world, read, refused, check, plan: planOf(read, refused, check) };
}

function findingsOf(read: Exchange, refused: Exchange, check: Exchange): readonly Finding[] {
  const kind = 'stale-version';
  return [
    {
      cause: 'changed-by-someone-else',
      kind: 'concurrent-write',
      finding: 'cause',
      strength: 'likely',
      evidence: [
        { text: 'You read version "v1".', exchange: read.id },
        { text: 'The save asked for "v1" and was refused.', exchange: refused.id },
        { text: 'The server now holds "v2", and nothing in this browser wrote it.', exchange: check.id },
      ],
    },
    {
      cause: 'stale-browser-cache',
      kind,
      finding: 'unknown',
      missing: 'No read past the cache was seen yet.',
      probe: 'cached-against-fresh',
    },
    {
      cause: 'own-earlier-save',
      kind,
      finding: 'ruled-out',
      evidence: [{ text: 'No save of this tab came before it.', exchange: null }],
    },
    {
      cause: 'weak-etag-in-if-match',
      kind,
      finding: 'ruled-out',
      evidence: [{ text: 'The tag sent is strong.', exchange: refused.id }],
    },
    { cause: 'precondition-never-sent', kind, finding: 'not-applicable' },
    { cause: 'broken-rule', kind, finding: 'error', message: 'x is undefined' },
  ];
}

function planOf(read: Exchange, refused: Exchange, check: Exchange): ReplayPlan {
  return {
    id: 'plan-1',
    conflict: refused.id,
    method: 'PUT',
    url,
    base: read.id,
    fresh: check.id,
    token: {
      carrier: 'header:If-Match',
      stale: '"v1"',
      fresh: '"v2"',
      how: 'The save sent what stood in ETag of the read before it; the fresh read has another one there.',
    },
    tokens: [
      {
        carrier: 'header:If-Match',
        stale: '"v1"',
        fresh: '"v2"',
        by: 'seen',
        how: 'The save sent what stood in ETag of the read before it; the fresh read has another one there.',
        on: true,
      },
    ],
    fields: [
      {
        path: '$.title',
        base: '"Draft"',
        mine: '"Mine"',
        theirs: '"Theirs"',
        takes: 'conflict',
        merged: null,
        why: 'Both changed it.',
      },
      {
        path: '$.body',
        base: '"one"',
        mine: '"one\\ntwo"',
        theirs: '"one"',
        takes: 'mine',
        merged: '"one\\ntwo"',
        why: 'Only you changed it.',
      },
      {
        path: '$.tags',
        base: '["a"]',
        mine: '["a"]',
        theirs: '["a","b"]',
        takes: 'theirs',
        merged: '["a","b"]',
        why: 'Only they changed it.',
      },
    ],
    edits: 'json',
    notReplayed: ['Origin', 'Cookie'],
    headers: [['Content-Type', 'application/json']],
  };
}

/** A world that holds this case, with the story’s causes. */
export function worldOf(file: CaseFile): FakeWorld {
  const world = fakeWorld([file]);
  const { causes, findings } = story().world;
  for (const [id, cause] of causes) world.causes.set(id, cause);
  world.findings = findings;
  return world;
}
