import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSecretMemory } from '../../src/act/secrets.ts';
import { handedField } from '../../src/act/token/handshake.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { createBench, expectOutcome, json, memoryArea } from './bench.ts';
import { exchange } from './token-exchanges.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

const tag = '‹redacted #12ab›';

describe('what a refusal hands over', () => {
  const refused = (response: { [name: string]: string }, request: { [name: string]: string } = {}, status = 409) =>
    exchange({ method: 'PUT', status, request, response });

  test('is taken from its header fields, with the value from memory where the stored one has none', () => {
    expect(handedField(refused({ 'X-Transmission-Session-Id': 'abc' }), [])).toEqual([
      'X-Transmission-Session-Id',
      'abc',
    ]);
    expect(handedField(refused({ 'X-CSRF-Token': tag }), [])).toBeNull();
    expect(handedField(refused({ 'X-CSRF-Token': tag }), [['x-csrf-token', 'new']])).toEqual(['X-CSRF-Token', 'new']);
  });

  test('is nothing where the save carried it, where the field is another, or where nothing was refused', () => {
    expect(handedField(refused({ 'X-Session-Token': 'a' }, { 'X-Session-Token': 'a' }), [])).toBeNull();
    expect(handedField(refused({ 'X-CSRF-Token': tag }, { 'X-CSRF-Token': tag }), [['x-csrf-token', 'a']])).toBeNull();
    expect(handedField(refused({ ETag: '"a"', 'X-Request-Id': 'b' }), [])).toBeNull();
    expect(handedField(refused({ 'X-Session-Token': 'a' }, {}, 500), [])).toBeNull();
  });

  test('is remembered for the tab and origin over what the page had sent', async () => {
    const memory = createSecretMemory(memoryArea());
    memory.note([
      {
        source: 'devtools-network',
        key: null,
        state: 'done',
        method: 'PUT',
        url: 'https://app.test/a',
        startedAt: 1,
        tabId: 4,
        status: 409,
        headers: { sent: [['X-CSRF-Token', 'old']], received: [['x-csrf-token', 'new']] },
      },
    ]);
    await expect.poll(() => memory.of({ tabId: 4, url: 'https://app.test/b' })).toEqual([['x-csrf-token', 'new']]);
  });
});

test('the greeting is answered: the same condition with the token handed over, and the edit is saved', async () => {
  const secrets = createSecretMemory(memoryArea());
  const bench = createBench({ secrets: secrets.of });
  const url = lab.url('token-handshake', 'api/notes/1');
  const read = await bench.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'Mine' });
  const refused = await bench.save('PUT', url, [json, ['If-Match', '"v3"']], body);
  expect(refused.status).toBe(409);
  const { plan } = expectOutcome(
    await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    'ready',
  );
  expect(plan.token).toMatchObject({ carrier: 'header:If-Match', fresh: '"v3"' });
  expect(plan.tokens).toMatchObject([
    { carrier: 'header:If-Match' },
    { carrier: 'header:X-Session-Token', by: 'seen' },
  ]);
  expect(JSON.stringify(plan)).not.toContain('k7Qm2vXs90aT');
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(lab.store.read('token-handshake', '1')).toMatchObject({ title: 'Mine', version: 4 });
});

test('somebody saved besides: the token handed over goes with the fresh version and both edits', async () => {
  const bench = createBench();
  const url = lab.url('token-handshake', 'api/notes/1');
  const read = await bench.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  lab.store.edit('token-handshake', '1', { body: 'Theirs' });
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'Mine' });
  const refused = await bench.save('PUT', url, [json, ['If-Match', '"v3"']], body);
  const prepared = await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
  const { plan } = expectOutcome(prepared, 'ready');
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(lab.store.read('token-handshake', '1')).toMatchObject({ title: 'Mine', body: 'Theirs' });
});
