import { beforeEach, expect, it, vi } from 'vitest';
import { createBadge } from '../../src/shells/badge.ts';

const shown = vi.hoisted(() => ({ texts: [] as { tabId: number; text: string }[] }));
vi.mock('webextension-polyfill', () => ({
  default: {
    action: {
      setBadgeText: async (details: { tabId: number; text: string }) => void shown.texts.push(details),
      setBadgeBackgroundColor: async () => undefined,
    },
  },
}));
beforeEach(() => {
  shown.texts = [];
});

it('shows what is not settled, and nothing where all is', async () => {
  const counts = [3, 0, 99];
  const countAnew = createBadge(async () => counts.shift() ?? -1);
  for (const text of ['3', '', '99+']) {
    countAnew(7);
    await vi.waitFor(() => expect(shown.texts.at(-1)).toEqual({ tabId: 7, text }));
  }
  countAnew(-1);
  expect(counts).toEqual([]);
});

it('counts once more for all that changes while it counts, each tab by itself', async () => {
  const asked: { tabId: number; answer: (count: number) => void }[] = [];
  const countAnew = createBadge((tabId) => new Promise((answer) => asked.push({ tabId, answer })));
  for (const tabId of [7, 7, 8, 7]) countAnew(tabId);
  expect(asked.map(({ tabId }) => tabId)).toEqual([7, 8]);
  asked[0]?.answer(1);
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  asked[2]?.answer(4);
  await vi.waitFor(() => expect(shown.texts).toEqual([1, 4].map((count) => ({ tabId: 7, text: String(count) }))));
  countAnew(7);
  await vi.waitFor(() => expect(asked).toHaveLength(4));
});

it('goes on after a count that failed', async () => {
  let fails = true;
  const countAnew = createBadge(async () => {
    if (fails) throw new Error('closed');
    return 2;
  });
  countAnew(7);
  await vi.waitFor(() => {
    fails = false;
    countAnew(7);
    expect(shown.texts).toEqual([{ tabId: 7, text: '2' }]);
  });
});
