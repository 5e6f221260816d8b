import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Sighting } from '../../src/capture/sighting.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { createRecorder } from '../../src/store/recorder.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { sighting } from '../record/part-of.ts';
import { roomy } from './make.ts';

let count = 0;

/** A recorder over a store of its own. `again` makes the next worker over the same store. */
async function begin(store?: Store) {
  const open = store ?? (await openStore(`recorder-${++count}`, roomy));
  const changed: Exchange[] = [];
  /** How often each was told of as news, and how often at all. */
  const told: { id: string; isNews: boolean }[] = [];
  const recorder = createRecorder({
    store: open,
    session: Promise.resolve({ id: 'session', tagKey: 'key' }),
    changed: (exchanges, news) => {
      changed.push(...exchanges);
      told.push(...exchanges.map((exchange) => ({ id: exchange.id, isNews: news.has(exchange) })));
    },
    now: () => 60_000,
  });
  return { recorder, store: open, changed, told, again: () => begin(open) };
}

const web = (over: Partial<Sighting> = {}) => sighting({ key: '1', startedAt: 59_000, endedAt: 59_040, ...over });
const har = (over: Partial<Sighting> = {}) =>
  web({ source: 'devtools-network', key: 'page.1', startedAt: 58_999, ...over });
const begun = () => {
  const { status: _s, endedAt: _e, ...open } = web({ state: 'open', requestBody: { state: 'text', text: '{"a":1}' } });
  return open;
};

describe('the recorder', () => {
  it('stores one exchange of two sources before it resolves', async () => {
    const { recorder, store, changed } = await begin();
    const ids = await recorder.take([web(), har()]);
    expect(new Set(ids).size).toBe(1);
    expect((await store.exchange(ids[0] ?? ''))?.sources).toEqual(['web-request', 'devtools-network']);
    expect(changed).toHaveLength(1);
    expect(await recorder.take([har({ endedAt: 59_050 })])).toEqual([ids[0]]);
  });

  it('never lets a secret reach the store', async () => {
    const { recorder, store } = await begin();
    const headers = {
      sent: [
        ['Authorization', 'Bearer planted'],
        ['Cookie', 'a=planted'],
      ],
    } as const;
    const body = { state: 'text', text: '{"password":"planted"}' } as const;
    const url = 'https://app.example/?api_key=planted';
    const [id] = await recorder.take([web({ headers, requestBody: body, responseBody: body, url, initiator: url })]);
    expect(JSON.stringify(await store.exchange(id ?? ''))).not.toContain('planted');
    expect(JSON.stringify(await store.recent(0, 10))).not.toContain('planted');
  });

  it('joins what ends after the worker’s end to what was stored before', async () => {
    const first = await begin();
    const [id] = await first.recorder.take([begun()]);
    expect((await first.store.exchange(id ?? ''))?.missed).toContain('end');
    const second = await first.again();
    const late = web({ late: true, startedAt: 59_500, endedAt: 59_501 });
    expect(await second.recorder.take([late])).toEqual([id]);
    expect(await first.store.exchange(id ?? '')).toMatchObject({
      status: 409,
      startedAt: 59_000,
      requestBody: { data: '{"a":1}' },
    });
    // DevTools' sighting came last of all, to a third worker.
    const third = await second.again();
    expect(await third.recorder.take([har({ endedAt: 59_501 })])).toEqual([id]);
    expect((await first.store.counts()).exchanges).toBe(1);
  });

  it('finds a save that was under way long before this worker began', async () => {
    const first = await begin();
    const old = { ...begun(), startedAt: -600_000 };
    const [id] = await first.recorder.take([old]);
    const second = await first.again();
    expect(await second.recorder.take([web({ late: true, startedAt: 59_500, endedAt: 59_501 })])).toEqual([id]);
  });

  it('records many at once without doubles', async () => {
    const { recorder, store } = await begin();
    const takes = Array.from({ length: 200 }, (_, n) => {
      const at = { startedAt: 50_000 + n * 5, endedAt: 50_004 + n * 5, url: `https://app.example/${n % 7}` };
      return [recorder.take([web({ key: `${n}`, ...at })]), recorder.take([har({ key: `h${n}`, ...at })])];
    });
    await Promise.all(takes.flat());
    expect((await store.counts()).exchanges).toBe(200);
  });
});

describe('what need not be written at once', () => {
  afterEach(() => void vi.useRealTimers());
  const holdClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const resting = async () => {
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
  };
  /** DevTools' word of a refusal that was told of already waits. */
  const addingToRefusal = async () => {
    const { recorder, store } = await begin();
    const [id = ''] = await recorder.take([web()]);
    holdClock();
    const adding = recorder.take([har()]);
    await resting();
    return { recorder, store, id, adding };
  };

  it('may have no answer yet: where that comes soon, both are one write', async () => {
    const { recorder, told } = await begin();
    holdClock();
    const open = recorder.take([begun()]);
    await resting();
    const [id = ''] = await recorder.take([web()]);
    expect(await open).toEqual([id]);
    expect(told).toEqual([{ id, isNews: true }]);
  });

  it('may have no answer for long: then it is written without one', async () => {
    const { recorder, store } = await begin();
    holdClock();
    const open = recorder.take([begun()]);
    await resting();
    await vi.advanceTimersToNextTimerAsync();
    const [id = ''] = await open;
    expect((await store.exchange(id))?.missed).toContain('end');
  });

  it('waits no longer for that than it may, whatever else waits', async () => {
    const { recorder, store, id, adding } = await addingToRefusal();
    const open = recorder.take([{ ...begun(), key: '2', url: 'https://app.example/api/notes/2' }]);
    // Less than what only adds may wait for.
    for (let ms = 0; ms < 60; ms++) {
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(await Promise.all([adding, open])).toHaveLength(2);
    expect((await store.exchange(id))?.sources).toEqual(['web-request', 'devtools-network']);
  });

  it('is no news where it only adds, and what shows otherwise is', async () => {
    const { recorder, told } = await begin();
    const [id = ''] = await recorder.take([begun()]);
    await recorder.take([web()]);
    await recorder.take([har()]);
    expect(told).toEqual([
      { id, isNews: true },
      { id, isNews: true },
      { id, isNews: false },
    ]);
  });

  it('waits, so that who shows the refusal reads before it, and is written by itself in the end', async () => {
    const { store, id, adding } = await addingToRefusal();
    expect((await store.exchange(id))?.sources).toEqual(['web-request']);
    await vi.advanceTimersToNextTimerAsync();
    expect(await adding).toEqual([id]);
    expect((await store.exchange(id))?.sources).toEqual(['web-request', 'devtools-network']);
  });

  it('keeps nothing else waiting', async () => {
    const { recorder, store, id, adding } = await addingToRefusal();
    // Nobody moves the clock on.
    await recorder.take([web({ key: '2', url: 'https://app.example/api/notes/2' })]);
    expect(await adding).toEqual([id]);
    expect((await store.exchange(id))?.sources).toEqual(['web-request', 'devtools-network']);
  });

  it('does not wait where it shows the refusal otherwise', async () => {
    const { recorder } = await begin();
    const [id] = await recorder.take([web({ tabId: -1 })]);
    holdClock();
    expect(await recorder.take([har()])).toEqual([id]);
  });
});
