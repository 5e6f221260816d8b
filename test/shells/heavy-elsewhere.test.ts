import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../src/messages/bus.ts';
import { answerAsHost, askHelp } from '../../src/messages/host.ts';
import type { HeavyDeps } from '../../src/shells/heavy.ts';
import { createHeavyElsewhere } from '../../src/shells/heavy-elsewhere.ts';
import { answeringHelp } from '../../src/shells/help.ts';
import { runInPageByHelp } from '../../src/shells/page-by-help.ts';

type Listener = (message: unknown, sender: object, respond: (response: unknown) => void) => unknown;

/** The message channel and `chrome.offscreen` of a Chromium whose offscreen document is a function. */
const world = vi.hoisted(() => {
  const state = {
    listeners: [] as Listener[],
    opened: 0,
    load: (): void => undefined,
    /** Ends the document over what it was asked. */
    crash: (): void => undefined,
  };
  const url = 'chrome-extension://resave/src/shells/host.html';
  return {
    state,
    browser: {
      runtime: {
        id: 'resave',
        getURL: (path: string) => `chrome-extension://resave/${path}`,
        onMessage: { addListener: (listener: Listener) => void state.listeners.push(listener) },
        sendMessage: (message: unknown) =>
          new Promise((resolve, reject) => {
            state.crash = () => reject(new Error('The message port closed before a response was received.'));
            const copy = JSON.parse(JSON.stringify(message));
            if (!state.listeners.map((hear) => hear(copy, { id: 'resave', url }, resolve)).includes(true))
              resolve(undefined);
          }),
      },
      i18n: { getUILanguage: () => 'de-AT' },
      offscreen: {
        createDocument: async () => {
          state.opened++;
          if (state.opened > 1) throw new Error('Only a single offscreen document may be created.');
          state.load();
        },
      },
    },
  };
});
vi.mock('webextension-polyfill', () => ({ default: world.browser }));

const file = { refusal: { id: 'x' }, history: [], neighbours: [], recordingSince: null };
let aborted: AbortSignal | undefined;
const help = {
  runInPage: (_tabId: number, _task: unknown, signal: AbortSignal) =>
    new Promise((resolve) => {
      aborted = signal;
      signal.addEventListener('abort', () =>
        resolve({ ok: false, why: 'cancelled', message: 'Cancelled.', startedAt: 1, endedAt: 2, begun: false }),
      );
    }),
} as unknown as HeavyDeps;
const neverHost = {
  hello: async () => null,
  act: () => new Promise<never>(() => undefined),
  cancel: async () => null,
  resume: async () => null,
  flag: async () => 'lost-update' as const,
};

beforeEach(() => {
  world.state.listeners = [];
  world.state.opened = 0;
  world.state.load = () => answerAsHost(neverHost);
});

describe('the heavy work in another document', () => {
  it('opens it when it is first asked, once for all who ask at the same time', async () => {
    const heavy = createHeavyElsewhere();
    expect(world.state.opened).toBe(0);
    expect(await Promise.all([heavy.flag(file as never), heavy.flag(file as never)])).toEqual([
      'lost-update',
      'lost-update',
    ]);
    expect(await heavy.flag(file as never)).toBe('lost-update');
    expect(world.state.opened).toBe(1);
  });

  it('finds the one that an earlier background opened', async () => {
    answerAsHost(neverHost);
    expect(await createHeavyElsewhere().flag(file as never)).toBe('lost-update');
    expect(world.state.opened).toBe(0);
  });

  it.each([
    [{ act: 'check', conflict: 'x' } as const, { outcome: 'failed' }],
    [{ act: 'replay-send', plan: 'p', choices: {} } as const, { outcome: 'cannot-tell', sent: null }],
  ])('says what is known when it ends over %j', async (act, outcome) => {
    const heavy = createHeavyElsewhere();
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    world.state.load = () =>
      answerAsHost({
        ...neverHost,
        act: () => {
          asked();
          return new Promise<never>(() => undefined);
        },
      });
    const end = heavy.run('r', 1, act);
    await isAsked;
    world.state.crash();
    expect(await end).toMatchObject({ act: act.act, ...outcome });
  });
});

describe('a page task through the background', () => {
  it('passes a cancel on and waits for what the background knows of it', async () => {
    listen(answeringHelp(help));
    const abort = new AbortController();
    const result = runInPageByHelp(askHelp)(1, { task: 'forget', url: null }, abort.signal);
    await vi.waitFor(() => expect(aborted).toBeDefined());
    abort.abort();
    expect(await result).toMatchObject({ why: 'cancelled', begun: false });
    expect(aborted?.aborted).toBe(true);
  });

  it('does not say that nothing was sent where nobody knows', async () => {
    const result = await runInPageByHelp(async () => Promise.reject(new Error('gone')))(
      1,
      { task: 'forget', url: null },
      new AbortController().signal,
    );
    expect(result).toMatchObject({ ok: false, why: 'no-page', message: 'gone' });
    expect(result).not.toHaveProperty('begun');
  });
});
