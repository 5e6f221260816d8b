import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createSavedBodies } from '../../src/act/saved-bodies.ts';
import type { Sighting } from '../../src/capture/sighting.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { createRecorder } from '../../src/store/recorder.ts';
import { createSteadyStore } from '../../src/store/steady.ts';
import { questionsOf } from '../../src/store/steady-questions.ts';
import { openStore } from '../../src/store/store.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { exchange, kept } from '../store/make.ts';
import { createBench, expectOutcome, json, memoryArea } from './bench.ts';

const body = (text: string): Sighting => ({
  source: 'web-request',
  key: '1',
  state: 'open',
  method: 'PUT',
  url: 'https://api.example/a',
  startedAt: 1,
  tabId: 4,
  requestBody: { state: 'text', text },
});
const redactedBody = { ...kept('{"pin":"‹redacted #12ab›"}'), redacted: true } as const;
const refused = (id: string, over: Partial<Exchange> = {}) => exchange({ id, requestBody: redactedBody, ...over });

describe('bodies with secrets', () => {
  it('are kept for refused saves only, whichever comes first, the body or the refusal', async () => {
    const area = memoryArea();
    const bodies = createSavedBodies(area);
    bodies.note([body('first'), body('accepted')], ['a', 'ok']);
    bodies.judge([refused('a'), exchange({ id: 'ok', status: 200, requestBody: redactedBody })]);
    bodies.judge([refused('b')]);
    bodies.note([body('second')], ['b']);
    bodies.note([body('late')], ['ok']);
    expect([await bodies.of('a'), await bodies.of('b'), await bodies.of('ok')]).toEqual(['first', 'second', null]);
    // Another worker of the same browser session.
    expect(await createSavedBodies(area).of('a')).toBe('first');
  });

  it('are not kept where the stored body is whole', async () => {
    const bodies = createSavedBodies(memoryArea());
    bodies.note([body('{"a":1}')], ['a']);
    bodies.judge([exchange({ id: 'a' })]);
    expect(await bodies.of('a')).toBeNull();
  });

  it('are forgotten when told, and the oldest when there are many or long ones', async () => {
    const bodies = createSavedBodies(memoryArea());
    const keep = (id: string, text: string) => {
      bodies.note([body(text)], [id]);
      bodies.judge([refused(id)]);
    };
    keep('a', 'one');
    await bodies.forget('a');
    expect(await bodies.of('a')).toBeNull();
    for (let n = 0; n < 25; n++) keep(`n${n}`, 'x');
    expect([await bodies.of('n4'), await bodies.of('n5')]).toEqual([null, 'x']);
    keep('long', 'y'.repeat(400_000));
    keep('longer', 'z'.repeat(400_000));
    keep('third', 'z'.repeat(400_000));
    expect([await bodies.of('long'), (await bodies.of('third'))?.length]).toEqual([null, 400_000]);
    keep('too long', 'z'.repeat(500_001));
    expect(await bodies.of('too long')).toBeNull();
  });

  it('of a hostile shape in memory are not read', async () => {
    const area = memoryArea();
    await area.set({ bodies: [{ id: 1, body: 'x' }, 'x', { id: 'a', body: 'fine' }] });
    expect(await createSavedBodies(area).of('a')).toBe('fine');
  });
});

describe('a save with a secret in its body', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.close());

  /** The recorder on a real database, as the background wires it. */
  async function house(database: string) {
    const area = memoryArea();
    const bodies = createSavedBodies(area);
    const steady = createSteadyStore(
      () => openStore(database),
      () => undefined,
      memoryArea(),
    );
    const store = { ...steady, ...questionsOf(steady) };
    const recorder = createRecorder({
      store,
      session: Promise.resolve({ id: 's', tagKey: 'k' }),
      changed: (exchanges) => bodies.judge(exchanges),
      now: Date.now,
    });
    const record = async (sighting: Sighting): Promise<string> => {
      const ids = await recorder.take([sighting]);
      bodies.note([sighting], ids);
      return ids[0] ?? '';
    };
    const wire = async (method: string, url: string, headers: [string, string][], text: string | null) => {
      const startedAt = Date.now();
      const answer = await fetch(url, { method, headers, body: text });
      const id = await record({
        source: 'devtools-network',
        key: null,
        state: 'done',
        method,
        url,
        startedAt,
        endedAt: Date.now(),
        tabId: 1,
        initiator: lab.origin,
        status: answer.status,
        headers: { sent: headers, received: [...answer.headers] },
        requestBody: text === null ? { state: 'none' } : { state: 'text', text },
        responseBody: { state: 'text', text: await answer.clone().text() },
      });
      return { id, text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
    };
    return { area, bodies, store, record, wire };
  }

  test('is replayed within the browser session; the disk never has the secret; after a restart the refusal says why', async () => {
    const secret = 'correct horse battery staple';
    const { bodies, store, record, wire } = await house('with-secret');
    const url = lab.url('strict-409', 'api/notes/1');
    const read = await wire('GET', url, [], null);
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    const mine = JSON.stringify({ ...JSON.parse(read.text), title: 'My title', password: secret });
    const { id } = await wire('PUT', url, [[...json], ['If-Match', read.etag]], mine);

    const stored = {
      store: { caseFile: store.caseFile, exchange: store.exchange },
      record,
      letGo: (of: string) => store.letGo(of, 'saved'),
    };
    const restarted = createBench({ ...stored, savedBody: createSavedBodies(memoryArea()).of });
    const after = await restarted.act({ act: 'replay-prepare', conflict: id, accepted: [] });
    expect(expectOutcome(after, 'refused').sentence).toContain('in memory only, until the browser closes');

    expect((await store.unsaved(lab.origin)).entries.map((entry) => entry.id)).toEqual([id]);
    const bench = createBench({ ...stored, savedBody: bodies.of });
    const { plan } = expectOutcome(await bench.act({ act: 'replay-prepare', conflict: id, accepted: [] }), 'ready');
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'My title', body: 'Their text' });
    const sent = lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT');
    expect(JSON.stringify(sent?.body)).toContain(secret);
    expect((await store.unsaved(null)).entries).toEqual([]);

    const db = await openDB('with-secret');
    const all = await Promise.all([...db.objectStoreNames].map((name) => db.getAll(name)));
    db.close();
    expect(JSON.stringify(all)).toContain('My title');
    expect(JSON.stringify(all)).not.toContain(secret);
    (await store.disk)?.close();
  });
});
