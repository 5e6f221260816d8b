import { expect, test } from 'vitest';
import type { PreparedReplay } from '../../src/act/replay/prepared.ts';
import { parsePrepared } from '../../src/act/replay/prepared.ts';
import { createPlanShelf, type SessionArea } from '../../src/act/replay/shelf.ts';
import { memoryArea } from './bench.ts';

const prepared = (id: string): PreparedReplay => ({
  plan: {
    id,
    conflict: 'c',
    method: 'PUT',
    url: 'https://x.example/',
    base: null,
    fresh: 'f',
    token: { carrier: 'header:If-Match', stale: '"1"', fresh: '"2"', how: 'x' },
    tokens: [],
    fields: [],
    edits: 'json',
    notReplayed: [],
    headers: [],
  },
  kind: 'update',
  request: { url: 'https://x.example/', headers: [], body: '{}', credentials: 'same-origin', crossOrigin: false },
  read: { url: 'https://x.example/', headers: [], past: false },
  token: null,
  bodies: null,
  fresh: { body: '{}', token: '"2"' },
});

test('a plan survives the worker and is handed out once', async () => {
  const area = memoryArea();
  await createPlanShelf(area).put(prepared('a'));
  const woken = createPlanShelf(area);
  expect(await woken.peek('a')).toEqual(prepared('a'));
  expect(await Promise.all([woken.take('a'), woken.take('a')])).toEqual([prepared('a'), null]);
  expect(await createPlanShelf(area).take('a')).toBeNull();
});

test('holds the newest few', async () => {
  const shelf = createPlanShelf(memoryArea());
  for (const id of ['a', 'b', 'c', 'd', 'e']) await shelf.put(prepared(id));
  expect(await shelf.peek('a')).toBeNull();
  expect(await shelf.peek('e')).not.toBeNull();
});

test('where the area is full, memory holds the plan, and nothing that was taken comes back', async () => {
  const real = memoryArea();
  await createPlanShelf(real).put(prepared('old'));
  let full = true;
  const area: SessionArea = {
    get: (key) => real.get(key),
    set: (items) => (full && JSON.stringify(items).length > 200 ? Promise.reject(new Error('quota')) : real.set(items)),
  };
  const shelf = createPlanShelf(area);
  await shelf.put(prepared('new'));
  expect(await shelf.take('new')).toEqual(prepared('new'));
  full = false;
  expect(await createPlanShelf(area).peek('old')).toBeNull();
});

test('what came back from the area in another shape is no plan', () => {
  const good = prepared('a');
  expect(parsePrepared(structuredClone(good))).toEqual(good);
  for (const bad of [
    null,
    {},
    { ...good, kind: 'overwrite' },
    { ...good, request: { ...good.request, headers: [['If-Match']] } },
  ])
    expect(parsePrepared(bad)).toBeNull();
});
