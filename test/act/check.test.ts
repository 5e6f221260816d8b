import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { type Bench, createBench, expectOutcome, json } from './bench.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

async function refused(bench: Bench) {
  const url = lab.url('strict-409', 'api/notes/1');
  await bench.read(url, [
    ['Accept', 'application/json'],
    ['User-Agent', 'no page sets it'],
    ['If-None-Match', '"other"'],
  ]);
  lab.store.edit('strict-409', '1', { title: 'Theirs' });
  return bench.save('PUT', url, [json, ['If-Match', '"v3"']], '{"title":"Mine"}');
}

test('one normal read and two past the cache, as the page reads, with progress before each', async () => {
  const bench = createBench();
  const { id } = await refused(bench);
  const checked = expectOutcome(await bench.act({ act: 'check', conflict: id }), 'checked');
  const probes = bench.history.filter(
    ({ parent }) => parent?.role === 'probe' && parent.note === 'cached-against-fresh',
  );
  expect(probes).toHaveLength(3);
  expect(probes.every(({ parent }) => parent?.id === id)).toBe(true);
  expect(checked.exchanges).toEqual(expect.arrayContaining(probes.map(({ id }) => id)));
  expect(checked.exchanges.length).toBeLessThanOrEqual(8);
  expect(probes[0]?.headers.set).toEqual([['Accept', 'application/json']]);
  expect(bench.progress).toHaveLength(checked.exchanges.length);
  expect(bench.progress.map(({ done }) => done)).toEqual(bench.progress.map((_, at) => at));
  expect(checked.sentence).toContain('The server itself answers the same.');
  // Reads and nothing else.
  const methods = lab.store.requests('strict-409').map(({ method }) => method);
  expect(methods.filter((method) => method === 'PUT')).toHaveLength(1);
});

test('a network that is down, a conflict that is gone and a store that refuses each get a sentence', async () => {
  const bench = createBench();
  const { id } = await refused(bench);
  bench.intercept = async () => ({ ok: false, why: 'network', message: 'x', startedAt: 1, endedAt: 2 });
  expect(expectOutcome(await bench.act({ act: 'check', conflict: id }), 'failed').sentence).toContain(
    'the server cannot be reached',
  );
  expect(expectOutcome(await bench.act({ act: 'check', conflict: 'no such' }), 'failed').sentence).toContain(
    'no longer kept',
  );
  const shut = createBench({
    store: { caseFile: () => Promise.reject(new Error('quota')), exchange: () => Promise.reject(new Error('quota')) },
  });
  expect(expectOutcome(await shut.act({ act: 'check', conflict: id }), 'failed').sentence).toContain('database');
});

test('a store that cannot write does not cost the outcome', async () => {
  const bench = createBench();
  const { id } = await refused(bench);
  const { caseFile, exchange } = {
    caseFile: async () => ({ refusal: found(), history: bench.history, neighbours: [], recordingSince: null }),
    exchange: async () => null,
  };
  const found = () => {
    const refusal = bench.history.find((x) => x.id === id);
    if (refusal === undefined) throw new Error('no refusal');
    return refusal;
  };
  const full = createBench({ store: { caseFile, exchange }, record: () => Promise.reject(new Error('quota')) });
  expect(await full.act({ act: 'check', conflict: id })).toMatchObject({ outcome: 'checked', exchanges: [] });
});

test('cancel ends it at the next step', async () => {
  const bench = createBench();
  const { id } = await refused(bench);
  let reads = 0;
  bench.intercept = (_task, goOn) => {
    if (++reads === 2) bench.acts.cancel('r');
    return goOn();
  };
  expect(await bench.acts.run('r', 1, { act: 'check', conflict: id })).toMatchObject({ outcome: 'cancelled' });
  expect(reads).toBe(2);
});

test('a read that needs a secret which is not kept says so', async () => {
  const bench = createBench();
  const read = await bench.read(lab.url('strict-409', 'api/notes/1'));
  bench.add({ ...read, id: 'read', headers: { ...read.headers, sent: [['Authorization', '‹redacted #1234›']] } });
  const { id } = await bench.save('PUT', read.url, [json, ['If-Match', '"old"']], '{}');
  bench.intercept = async (task, goOn) => {
    const result = await goOn();
    return task.task === 'fetch' && 'status' in result ? { ...result, status: 401 } : result;
  };
  expect(expectOutcome(await bench.act({ act: 'check', conflict: id }), 'failed').sentence).toContain(
    'the page sends Authorization',
  );
});
