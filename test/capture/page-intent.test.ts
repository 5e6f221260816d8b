import { describe, expect, it } from 'vitest';
import { pageSightings } from '../../src/capture/page-intent.ts';

const from = { tabId: 7, frameId: 2, url: 'https://app.example/page', document: 'd' };
const now = 1_000_000_000;
const told = { key: 3, state: 'done', method: 'PUT', url: 'https://app.example/api/1', startedAt: now, status: 409 };

describe('what a page told', () => {
  it('belongs to the tab, the frame and the document that the browser names', () => {
    const batch = JSON.stringify([{ ...told, tabId: 99, frameId: 98, initiator: 'https://bank.example', key: 3 }]);
    expect(pageSightings(batch, from, now)).toMatchObject([
      { source: 'page-intent', key: 'd.3', tabId: 7, frameId: 2, initiator: from.url, status: 409 },
    ]);
  });

  it('has no parent, no other source, and no stage of headers that a page cannot know', () => {
    const claims = {
      ...told,
      source: 'web-request',
      servedBy: 'network',
      parent: { id: 'x', role: 'replay-send', note: '' },
      headers: { set: [['a', '1']], sent: [['b', '2']], received: [['c', '3']], seen: [['d', '4']] },
    };
    const [sighting] = pageSightings(JSON.stringify([claims]), from, now);
    expect(sighting?.source).toBe('page-intent');
    expect(sighting?.parent).toBeUndefined();
    expect(sighting?.servedBy).toBeUndefined();
    expect(Object.keys(sighting?.headers ?? {})).toEqual(['set', 'seen']);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no list', '{}'],
    ['no sighting', '[1, null, {}, []]'],
    ['no URL of the web', JSON.stringify([{ ...told, url: 'file:///etc/passwd' }])],
    ['another day', JSON.stringify([{ ...told, startedAt: now - 48 * 3_600_000 }])],
    ['no number', JSON.stringify([{ ...told, key: 'x' }])],
  ])('is nothing where it is %s', (_what, batch) => {
    expect(pageSightings(batch, from, now)).toEqual([]);
  });
});
