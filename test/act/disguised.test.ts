import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { type Bench, createBench, expectOutcome, json } from './bench.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

const prepare = (bench: Bench, { id }: Exchange) => bench.act({ act: 'replay-prepare', conflict: id, accepted: [] });

/** The page loads the note, somebody else edits it, the page saves its own title under the old version. */
async function savedOver(scenario: string, conditional: boolean) {
  const bench = createBench();
  const url = lab.url(scenario, 'api/notes/1');
  const read = await bench.read(url);
  const tag = read.headers.received?.find(([name]) => name === 'etag')?.[1] ?? '';
  const note = read.responseBody.state === 'kept' ? JSON.parse(read.responseBody.data) : {};
  lab.store.edit(scenario, '1', { body: 'Theirs' });
  const body = JSON.stringify({ ...note, title: 'Mine' });
  const save = await bench.save('PUT', url, conditional ? [json, ['If-Match', tag]] : [json], body);
  return { bench, url, save };
}

test('a conflict under 422 is replayed like any other: both edits end on the server', async () => {
  const { bench, save } = await savedOver('disguise-422', true);
  expect(save.status).toBe(422);
  const { plan } = expectOutcome(await prepare(bench, save), 'ready');
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(lab.store.read('disguise-422', '1')).toMatchObject({ title: 'Mine', body: 'Theirs' });
});

test.each([422, 200])('a replay that is refused under %i is refused again, and not saved', async (status) => {
  const { bench, save } = await savedOver('disguise-422', true);
  const { plan } = expectOutcome(await prepare(bench, save), 'ready');
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'PUT') return goOn();
    const at = Date.now();
    const body = '{"errors":[{"code":"stale_object","message":"The note has been updated by another user."}]}';
    const headers = [['content-type', 'application/json']] as const;
    return { ok: true, status, headers, body, truncated: false, url: task.request.url, startedAt: at, endedAt: at };
  };
  const outcome = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'refused-again');
  expect(outcome.sentence).toContain(`under ${status} means 409`);
  expect(outcome).toMatchObject({ status });
  expect(lab.store.read('disguise-422', '1')).toMatchObject({ body: 'Theirs', version: 4 });
});

test('a save that went through over somebody else’s is not sent again', async () => {
  const { bench, url } = await savedOver('unconditional', false);
  lab.store.edit('unconditional', '1', { body: 'Theirs again' });
  const mine = await bench.save('PUT', url, [json], '{"title":"Mine","body":"","tags":[]}');
  const before = lab.store.read('unconditional', '1');
  for (const save of [mine, bench.add({ ...mine, id: 'flagged', flag: 'lost-update' })]) {
    const outcome = expectOutcome(await prepare(bench, save), 'refused');
    expect(outcome.sentence).toContain('The server took this save');
  }
  expect(lab.store.read('unconditional', '1')).toEqual(before);
  expect(bench.history.filter(({ parent }) => parent !== null)).toEqual([]);
});

test('a batch that hides a refusal is not sent again', async () => {
  const bench = createBench();
  const batch = bench.add({
    method: 'POST',
    url: lab.url('batch', 'api/$batch'),
    status: 200,
    flag: 'disguised-refusal',
    responseBody: {
      state: 'kept',
      encoding: 'text',
      data: '{"responses":[{"id":"1","status":200},{"id":"2","status":412}]}',
      length: 63,
      truncated: false,
      redacted: false,
    },
  });
  expect(expectOutcome(await prepare(bench, batch), 'refused').sentence).toContain('a batch of several saves');
});
