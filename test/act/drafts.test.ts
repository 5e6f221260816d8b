import { expect, test } from 'vitest';
import { createDrafts } from '../../src/act/replay/drafts.ts';
import { disguisedRefusal } from '../../src/diagnose/watch/disguise.ts';
import { isSecretName } from '../../src/http/secret-name.ts';
import type { MadeChoice } from '../../src/messages/acts.ts';
import { memoryArea } from './bench.ts';
import { exchange } from './token-exchanges.ts';

const made = (path: string, text = ''): MadeChoice => ({
  path,
  mine: '1',
  theirs: null,
  choice: text === '' ? { take: 'mine' } : { take: 'edit', text },
});

test('choices are kept by conflict, over a death of the background, and none is taken from another', async () => {
  const area = memoryArea();
  const drafts = createDrafts(area);
  await Promise.all([drafts.put('a', [made('$.x'), made('$.y', '"both"')]), drafts.put('b', [made('$.z')])]);
  const next = createDrafts(area);
  expect(await next.of('a')).toEqual([made('$.x'), made('$.y', '"both"')]);
  await next.put('a', []);
  expect(await next.of('a')).toEqual([]);
  expect(await next.of('b')).toEqual([made('$.z')]);
});

test('what is too much, or what is none, is left out', async () => {
  const area = memoryArea();
  const drafts = createDrafts(area);
  await drafts.put('a', [made('$.long', 'x'.repeat(400_000)), made('$.x')]);
  expect(await drafts.of('a')).toEqual([made('$.x')]);
  for (const conflict of ['b', 'c', 'd', 'e', 'f', 'g']) await drafts.put(conflict, [made('$.x')]);
  expect(await drafts.of('a')).toEqual([]);
  await area.set({ drafts: [{ conflict: 'a', choices: [5, { path: '$.x' }] }, 'nonsense'] });
  expect(await drafts.of('a')).toEqual([]);
});

test('a bulk write that hides a conflict under 201 is seen, and one that passed is not', () => {
  const bulk = (answer: unknown) => exchange({ method: 'POST', status: 201, sent: { docs: [] }, answer });
  const conflict = { id: 'a', error: 'conflict', reason: 'Document update conflict.' };
  expect(disguisedRefusal(bulk([conflict, { ok: true, id: 'b', rev: '1-a' }]))).toMatchObject({ means: 409 });
  const pouch = { id: 'a', status: 409, name: 'conflict', message: 'Document update conflict', error: true };
  expect(disguisedRefusal(bulk([{ ok: true, id: 'b', rev: '1-a' }, pouch]))).toMatchObject({ means: 409 });
  expect(disguisedRefusal(bulk([{ ok: true, id: 'b', rev: '1-a' }]))).toBeNull();
  expect(disguisedRefusal(bulk([{ id: 'note', error: 'conflict', title: 'no bulk' }, { title: 'x' }]))).toBeNull();
});

test('the signature of a shared access address is a secret', () => {
  expect(isSecretName('sig')).toBe(true);
  expect(isSecretName('signal')).toBe(false);
});
