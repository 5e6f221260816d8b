import { expect, test } from 'vitest';
import { createSecretMemory } from '../../src/act/secrets.ts';
import type { Sighting } from '../../src/capture/sighting.ts';
import { memoryArea } from './bench.ts';

const sighting = (headers: readonly (readonly [string, string])[], more: Partial<Sighting> = {}): Sighting => ({
  source: 'web-request',
  key: '1',
  state: 'open',
  method: 'GET',
  url: 'https://api.example/a',
  startedAt: 1,
  tabId: 4,
  headers: { sent: headers },
  ...more,
});
const at = { tabId: 4, url: 'https://api.example/other' };

test('keeps the newest secret of a tab and origin, and nothing that is none', async () => {
  const memory = createSecretMemory(memoryArea());
  memory.note([
    sighting([
      ['Authorization', 'Bearer old'],
      ['X-CSRF-Token', 'c'],
      ['Cookie', 'no page sets it'],
      ['If-Match', '"1"'],
    ]),
    sighting([['authorization', 'Bearer new']]),
  ]);
  expect(await memory.of(at)).toEqual([
    ['x-csrf-token', 'c'],
    ['authorization', 'Bearer new'],
  ]);
  expect(await memory.of({ ...at, tabId: 5 })).toEqual([]);
  expect(await memory.of({ ...at, url: 'https://other.example/' })).toEqual([]);
});

test('outlives the worker in session storage', async () => {
  const area = memoryArea();
  createSecretMemory(area).note([sighting([['Authorization', 'Bearer x']])]);
  await expect.poll(() => createSecretMemory(area).of(at)).toEqual([['authorization', 'Bearer x']]);
});

test('does not learn from imports, from what was redacted, or without a tab', async () => {
  const memory = createSecretMemory(memoryArea());
  memory.note([
    sighting([['Authorization', 'Bearer x']], { source: 'har-file' }),
    sighting([['Authorization', '‹redacted #12ab›']]),
    sighting([['Authorization', 'Bearer x']], { tabId: -1 }),
  ]);
  expect(await memory.of(at)).toEqual([]);
  expect(await memory.of({ ...at, tabId: -1 })).toEqual([]);
});

test('is bounded', async () => {
  const area = memoryArea();
  const memory = createSecretMemory(area);
  for (let i = 0; i < 200; i++)
    memory.note([sighting([['Authorization', 'Bearer x']], { url: `https://host${i}.example/` })]);
  await memory.of(at);
  expect((await area.get('secrets')).secrets).toHaveLength(40);
});
