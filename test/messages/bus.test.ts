import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answeringInterface, ask } from '../../src/messages/asked.ts';
import { answerOnDemand, listen, tell } from '../../src/messages/bus.ts';
import { answerPage, askPage } from '../../src/messages/page.ts';
import { parseAct, parseAsk, parsePageTask, parsePing } from '../../src/messages/parse.ts';
import { onPing } from '../../src/messages/pings.ts';
import type { PageTask, Ping } from '../../src/messages/protocol.ts';
import { handSightings, onSighted } from '../../src/messages/sighted.ts';
import { sighting } from '../record/part-of.ts';

const once = <T>(load: () => Promise<T>) => {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
};

type Listener = (message: unknown, sender: object, respond: (response: unknown) => void) => unknown;

/** The message channel as browsers have it: the first that responds answers; nobody there is an error. */
const channel = vi.hoisted(() => {
  const state = {
    listeners: [] as Listener[],
    sender: {},
    /** Ends the background over the question that was asked last. */
    end: (_error: Error): void => undefined,
  };
  const runtime = {
    id: 'resave',
    getURL: (path: string) => `chrome-extension://resave/${path}`,
    onMessage: {
      addListener: (listener: Listener) => void state.listeners.push(listener),
      removeListener: (listener: Listener) => {
        state.listeners = state.listeners.filter((other) => other !== listener);
      },
    },
    sendMessage: (message: unknown) =>
      new Promise((resolve, reject) => {
        state.end = reject;
        if (state.listeners.length === 0)
          reject(new Error('Could not establish connection. Receiving end does not exist.'));
        const results = state.listeners.map((listener) => listener(structuredClone(message), state.sender, resolve));
        if (!results.includes(true)) resolve(undefined);
      }),
  };
  return { state, runtime };
});
vi.mock('webextension-polyfill', () => ({ default: { runtime: channel.runtime } }));

const own = { id: 'resave', url: 'chrome-extension://resave/src/shells/panel.html' };
const answer = (all: typeof handlers) => listen(answeringInterface(all));
const handlers = {
  act: async () => Promise.reject(new Error('The tab was closed.')),
  cancel: async () => null,
  ended: async () => [],
  draft: async () => [],
  stored: async () => null,
  vault: async () => null,
  choose: async () => null,
  forget: async () => null,
  watched: async () => ({ origins: ['https://app.example/*'], all: false }),
  'open-page': async () => null,
};

beforeEach(() => {
  channel.state.listeners = [];
  channel.state.sender = own;
});

describe('asking', () => {
  it('brings the answer, or the reason as a sentence', async () => {
    answer(handlers);
    expect(await ask('watched', {})).toEqual({ origins: ['https://app.example/*'], all: false });
    await expect(ask('act', { run: '1', tabId: 7, act: { act: 'check', conflict: 'x' } })).rejects.toThrow(
      'The tab was closed.',
    );
  });

  it('says so where nobody answers', async () => {
    await expect(ask('watched', {})).rejects.toThrow('does not answer');
    onPing(() => undefined);
    await expect(ask('watched', {})).rejects.toThrow('does not answer');
  });

  it.each([
    ['a content script', { id: 'resave', url: 'https://app.example/', tab: { id: 7 } }],
    ['another extension', { id: 'other', url: 'chrome-extension://other/a.html' }],
    ['a page that calls itself ours', { id: 'other', url: 'chrome-extension://resave/a.html' }],
    ['nobody known', {}],
  ])('does not hear %s', async (_who, sender) => {
    const watched = vi.fn(handlers.watched);
    answer({ ...handlers, watched });
    channel.state.sender = sender;
    await expect(ask('watched', {})).rejects.toThrow('does not answer');
    expect(watched).not.toHaveBeenCalled();
  });

  it('asks once more where the background ended over it, and only what may be asked twice', async () => {
    const asked: unknown[] = [];
    let left = 1;
    channel.state.listeners = [
      (message, _sender, respond) => {
        asked.push(message);
        if (left-- > 0) channel.state.end(new Error('The message port closed before a response was received.'));
        else respond({ answer: { origins: [], all: true } });
        return true;
      },
    ];
    expect(await ask('watched', {})).toEqual({ origins: [], all: true });
    expect(asked).toHaveLength(2);
    left = 1;
    const act = ask('act', { run: '1', tabId: 7, act: { act: 'check', conflict: 'x' } });
    await expect(act).rejects.toThrow('in the middle of this');
    expect(asked).toHaveLength(3);
  });

  it('asks again whatever nobody heard', async () => {
    const act = ask('act', { run: '1', tabId: 7, act: { act: 'check', conflict: 'x' } });
    answer({ ...handlers, act: async () => Promise.reject(new Error('The tab was closed.')) });
    await expect(act).rejects.toThrow('The tab was closed.');
  });

  it('loads what answers when the first question comes, once', async () => {
    const load = vi.fn(async () => answeringInterface(handlers));
    answerOnDemand(['ask'], once(load));
    expect(load).not.toHaveBeenCalled();
    expect((await Promise.all([ask('watched', {}), ask('watched', {})])).map(({ all }) => all)).toEqual([false, false]);
    expect(load).toHaveBeenCalledTimes(1);
    expect(await channel.runtime.sendMessage({ resave: 'other', kind: 'watched', payload: {} })).toBeUndefined();
    expect(await channel.runtime.sendMessage({ resave: 'ask', kind: 'toString', payload: {} })).toMatchObject({
      error: expect.stringContaining('toString'),
    });
  });

  it('hears sightings without what is loaded on demand, and drops what is none', async () => {
    const take = vi.fn(async () => undefined);
    answerOnDemand(['ask'], () => Promise.reject(new Error('loaded')));
    onSighted(take);
    const seen = sighting({ key: '1', status: 409 });
    await handSightings([seen, { ...seen, url: 7 } as never]);
    expect(take).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ key: '1', status: 409 })]);
  });

  it('refuses what it does not understand', async () => {
    answer(handlers);
    const send = (message: unknown) => channel.runtime.sendMessage(message);
    expect(await send({ resave: 'ask', kind: 'act', payload: { run: 1 } })).toMatchObject({
      error: expect.stringContaining('act'),
    });
    expect(await send({ resave: 'ask', kind: 'toString', payload: {} })).toBeUndefined();
    expect(await send('hello')).toBeUndefined();
  });
});

describe('asking a page', () => {
  const task: PageTask = { task: 'forget', url: null };

  it('reaches the devtools page of that tab only', async () => {
    const ran: number[] = [];
    for (const tabId of [6, 7])
      answerPage(tabId, async () => {
        ran.push(tabId);
        return { ok: true, forgotten: [] };
      });
    expect(await askPage(7, task)).toEqual({ ok: true, forgotten: [] });
    expect(ran).toEqual([7]);
    await expect(askPage(8, task)).rejects.toThrow('DevTools is not open on this tab.');
  });
});

describe('pings', () => {
  it('reach whoever listens, until he stops', () => {
    const heard: Ping[] = [];
    const stop = onPing((ping) => heard.push(ping));
    const ping = { ping: 'changed', tabId: 7, conflict: true } as const;
    tell(ping);
    channel.state.sender = { id: 'other' };
    tell(ping);
    channel.state.sender = own;
    stop();
    tell(ping);
    expect(heard).toEqual([ping]);
  });
});

describe('reading messages', () => {
  it('lets through what it should', () => {
    const send = {
      act: 'replay-send',
      plan: 'p',
      choices: { '$.title': { take: 'edit', text: 'a' }, $: { take: 'mine' } },
    };
    expect(parseAct(send)).toEqual(send);
    const fetch = {
      task: 'fetch',
      request: {
        method: 'GET',
        url: 'https://a.example/',
        headers: [['A', 'b']],
        body: null,
        cache: 'no-store',
        credentials: 'include',
        pageOrigin: 'https://page.example',
        timeout: 5,
      },
    };
    expect(parsePageTask(fetch)).toEqual(fetch);
    expect(parseAct({ act: 'replay-prepare', conflict: 'x', accepted: ['create-anew', 'anything'] })).toMatchObject({
      accepted: ['create-anew'],
    });
  });

  it('makes no prototype of a choice', () => {
    const act = parseAct(JSON.parse('{"act":"replay-send","plan":"p","choices":{"__proto__":{"take":"mine"}}}'));
    expect(act?.act === 'replay-send' && Object.keys(act.choices)).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('take');
  });

  it('deletes only on a clear word, and chooses only within the bounds', () => {
    for (const payload of [{}, { origin: '', unsaved: false }, { origin: null }, { origin: 7, unsaved: true }])
      expect(parseAsk.forget(payload)).toBeNull();
    expect(parseAsk.forget({ origin: null, unsaved: false })).toEqual({ origin: null, unsaved: false });
    expect(parseAsk.choose({ days: 1e9, count: 'x', words: ['a', 'a', 'etag'] })).toMatchObject({
      days: 90,
      count: 5_000,
      words: ['a'],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (value, fields) => {
        for (const parse of [parseAct, parsePageTask, parsePing]) parse(value);
        for (const parse of Object.values(parseAsk)) parse(fields);
      }),
    );
  });
});
