import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSendJournal } from '../../src/act/replay/send-journal.ts';
import { createPlanShelf } from '../../src/act/replay/shelf.ts';
import type { PageResult } from '../../src/messages/protocol.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { createBench, expectOutcome, json, memoryArea } from './bench.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

/**
 * A replay whose background dies over it: the first bench's send never comes back, the second is the next background over the same memory
 * and the same records. `arrives`: the page went on with the request.
 */
async function died(arrives: boolean, seen: boolean) {
  const area = memoryArea();
  const journal = createSendJournal(area);
  const gone: string[] = [];
  const shared = { plans: createPlanShelf(area), journal, letGo: async (id: string) => void gone.push(id) };
  const before = createBench(shared);
  const url = lab.url('strict-409', 'api/notes/1');
  const read = await before.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  lab.store.edit('strict-409', '1', { body: 'Theirs' });
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'Mine' });
  const refused = await before.save('PUT', url, [json, ['If-Match', '"v3"']], body);
  const { plan } = expectOutcome(
    await before.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    'ready',
  );
  let sent: () => void = () => undefined;
  const out = new Promise<void>((resolve) => {
    sent = resolve;
  });
  let answer: PageResult | null = null;
  before.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'PUT') return goOn();
    if (arrives) answer = await goOn();
    if (seen && task.task === 'fetch' && task.request.body !== null)
      // What webRequest saw of it: no parent, for the page never came back to tell.
      before.add({
        ...refused,
        id: 'seen',
        status: 200,
        startedAt: Date.now() + 5,
        endedAt: Date.now() + 6,
        parent: null,
      });
    sent();
    return new Promise(() => undefined);
  };
  void before.acts.run('dying', 1, { act: 'replay-send', plan: plan.id, choices: {} });
  await out;
  const next = createBench(shared);
  for (const x of before.history) next.add(x);
  await next.acts.resume();
  const { open, ended } = await journal.all();
  expect(open).toEqual([]);
  return { ended, gone, refused, next, answer };
}

test('what arrived is found and said to be saved, and the work is let go', async () => {
  const { ended, gone, refused } = await died(true, false);
  expect(ended).toMatchObject([{ run: 'dying', conflict: refused.id, outcome: { outcome: 'already-saved' } }]);
  expect(gone).toEqual([refused.id]);
  expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Mine', body: 'Theirs', version: 5 });
});

test('what has not arrived may yet arrive: nothing is claimed, nothing is sent again', async () => {
  const { ended, gone } = await died(false, false);
  expect(ended).toMatchObject([{ outcome: { outcome: 'cannot-tell' } }]);
  expect(ended[0]?.outcome.sentence).toMatch(/background while the save was under way.*may yet arrive/);
  expect(gone).toEqual([]);
  expect(lab.store.requests('strict-409').filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

test('an answer that another source saw counts, and its request is marked as ours', async () => {
  const { ended, next, refused } = await died(true, true);
  expect(ended).toMatchObject([{ outcome: { outcome: 'saved', status: 200, sent: 'seen' } }]);
  const marks = next.history.filter(({ parent }) => parent?.role === 'replay-send' && parent.id === refused.id);
  expect(marks.length).toBeGreaterThan(0);
});

test('one that goes on here is waited for and not judged twice', async () => {
  const area = memoryArea();
  const bench = createBench({ journal: createSendJournal(area) });
  const url = lab.url('strict-409', 'api/notes/1');
  await bench.read(url);
  lab.store.edit('strict-409', '1', { body: 'Theirs' });
  const refused = await bench.save('PUT', url, [json, ['If-Match', '"v3"']], '{"title":"Mine"}');
  const prepared = await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
  const { plan } = expectOutcome(prepared, 'ready');
  const choices = Object.fromEntries(plan.fields.map(({ path }) => [path, { take: 'mine' as const }]));
  const running = bench.act({ act: 'replay-send', plan: plan.id, choices });
  await bench.acts.resume();
  const { open, ended } = await createSendJournal(area).all();
  expect(open).toEqual([]);
  expect(ended.map(({ outcome }) => outcome)).toEqual([await running]);
});

test('a second cancel ends the look that the first one left', async () => {
  const bench = createBench();
  const url = lab.url('strict-409', 'api/notes/1');
  const read = await bench.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  lab.store.edit('strict-409', '1', { body: 'Theirs' });
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'Mine' });
  const refused = await bench.save('PUT', url, [json, ['If-Match', '"v3"']], body);
  const prepared = await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
  bench.intercept = () => {
    bench.acts.cancel('r');
    return new Promise(() => undefined);
  };
  const { plan } = expectOutcome(prepared, 'ready');
  expect(await bench.acts.run('r', 1, { act: 'replay-send', plan: plan.id, choices: {} })).toMatchObject({
    outcome: 'cannot-tell',
    sentence: expect.stringContaining('cannot be read now'),
  });
});
