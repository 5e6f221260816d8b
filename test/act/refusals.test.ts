import { describe, expect, test } from 'vitest';
import { isBatch, refusedByCause, refusedByRead, refusedByRequest } from '../../src/act/replay/refusals.ts';
import { type Finding, kinds, type Strength } from '../../src/diagnose/contract.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { createBench } from './bench.ts';

const exchange = (more: Partial<Exchange>): Exchange => createBench().add({ method: 'PUT', status: 409, ...more });
const kept = { state: 'kept', encoding: 'text', data: '{}', length: 2, truncated: false, redacted: false } as const;
const cause = (kind: Finding['kind'], strength: Strength): Finding => ({
  cause: 'x',
  kind,
  finding: 'cause',
  strength,
  evidence: [{ text: 'x', exchange: null }],
});

describe('by the best cause', () => {
  const version = [
    'stale-version',
    'concurrent-write',
    'precondition-missing',
    'malformed-precondition',
    'unspecified',
  ];
  test.each(kinds)('%s', (kind) => {
    const refused = refusedByCause([cause(kind, 'likely')]);
    if (version.includes(kind)) expect(refused).toBeNull();
    // Says what to do instead.
    else expect(refused).toMatch(/^This save was not refused for being out of date.*\. [A-Z].*\.$/);
  });
  test('a cause that is merely possible, or none, does not refuse', () => {
    expect(refusedByCause([cause('lock', 'possible')])).toBeNull();
    expect(refusedByCause([])).toBeNull();
    expect(refusedByCause([{ cause: 'x', kind: 'lock', finding: 'unknown', missing: 'x', probe: null }])).toBeNull();
  });
  test('the best one counts', () => {
    expect(refusedByCause([cause('stale-version', 'proven'), cause('lock', 'likely')])).toBeNull();
  });
});

describe('by the request', () => {
  test.each([
    ['a read', { method: 'GET' }],
    ['a secret in the address', { url: 'https://x.example/a?key=‹redacted #1234›' }],
    ['a secret in the address, escaped', { url: `https://x.example/a?key=${encodeURIComponent('‹redacted #1234›')}` }],
    ['a cut body', { requestBody: { ...kept, truncated: true } }],
    ['a redacted body', { requestBody: { ...kept, redacted: true } }],
    ['a body with a mark of a secret', { requestBody: { ...kept, data: '{"pin":"‹redacted #1234›"}' } }],
    ['no text', { requestBody: { ...kept, encoding: 'base64' as const } }],
    [
      'a body that was not given',
      { requestBody: { state: 'not-kept' as const, why: 'not-given' as const, length: null } },
    ],
    ['a batch', { url: 'https://x.example/odata/$batch', requestBody: kept }],
  ])('%s', (_what, more) => {
    expect(refusedByRequest(exchange(more))).toMatch(/^[A-Z].*\.$/);
  });
  test('a save with its whole body, and one that has none, pass', () => {
    expect(refusedByRequest(exchange({ requestBody: kept }))).toBeNull();
    expect(refusedByRequest(exchange({ method: 'DELETE' }))).toBeNull();
  });
  test('batches are known by address or type', () => {
    const type = (value: string) =>
      ({ headers: { set: null, sent: [['Content-Type', value]], received: null, seen: null } }) as const;
    expect(isBatch(exchange(type('multipart/mixed; boundary=x')))).toBe(true);
    expect(isBatch(exchange(type('application/x-ndjson')))).toBe(true);
    expect(isBatch(exchange({ url: 'https://x.example/db/_bulk_docs' }))).toBe(true);
    expect(isBatch(exchange({ url: 'https://x.example/batches/7' }))).toBe(false);
    expect(isBatch(exchange(type('application/json')))).toBe(false);
  });
});

test('a lease that the fresh read tells of is the reason, unless the save names it', () => {
  const leased = [['X-Ms-Lease-Status', 'locked']] as const;
  expect(refusedByRead(leased, exchange({}))).toContain('x-ms-lease-status: locked');
  expect(
    refusedByRead(
      leased,
      exchange({ headers: { set: null, sent: [['x-ms-lease-id', 'mine']], received: null, seen: null } }),
    ),
  ).toBeNull();
  expect(refusedByRead([['X-Ms-Lease-Status', 'unlocked']], exchange({}))).toBeNull();
  expect(refusedByRead([], exchange({}))).toBeNull();
});
