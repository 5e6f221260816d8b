import { expect, test } from 'vitest';
import { createPageRunner, pageResult, type RunnerBrowser } from '../../src/act/page-runner.ts';
import type { PageResult, PageTask } from '../../src/messages/protocol.ts';

const task: PageTask = {
  task: 'fetch',
  request: { method: 'GET', url: 'https://x.example/', headers: [], body: null, cache: 'default', timeout: 50 },
};
const answer: PageResult = {
  ok: true,
  status: 200,
  headers: [['etag', '"1"']],
  body: '',
  truncated: false,
  url: 'https://x.example/',
  startedAt: 1,
  endedAt: 2,
};
const never = new AbortController().signal;
const forever = () => new Promise<never>(() => undefined);

/** A tab whose page answers pings with a time origin and tasks with whatever the test says. */
function tab(perform: () => Promise<unknown>, origin: () => Promise<unknown> = async () => 1000) {
  const removed = new Set<(id: number) => void>();
  const updated = new Set<(id: number, change: { status?: string }) => void>();
  const browser: RunnerBrowser = {
    scripting: {
      executeScript: async ({ args }) => [{ result: await (args === undefined ? origin() : perform()) }],
    },
    tabs: {
      get: async () => ({}),
      onRemoved: { addListener: (l) => removed.add(l), removeListener: (l) => removed.delete(l) },
      onUpdated: { addListener: (l) => updated.add(l), removeListener: (l) => updated.delete(l) },
    },
  };
  return { browser, removed, updated };
}
const noDevtools = () => Promise.reject(new Error('no devtools page'));
const patience = { ping: 60, grace: 60 };

test('runs in the page where it may script it, and leaves no listener behind', async () => {
  const { browser, removed, updated } = tab(async () => answer);
  expect(await createPageRunner({ browser, askPage: noDevtools })(1, task, never)).toEqual(answer);
  expect(removed.size + updated.size).toBe(0);
});

test('asks the devtools page where it may not script', async () => {
  const { browser } = tab(forever, () => Promise.reject(new Error('Cannot access contents of the page')));
  expect(await createPageRunner({ browser, askPage: async () => answer })(1, task, never)).toEqual(answer);
});

test('says so where neither works, and that nothing was sent', async () => {
  const { browser } = tab(forever, () => Promise.reject(new Error('Cannot access contents of the page')));
  expect(await createPageRunner({ browser, askPage: noDevtools })(1, task, never)).toMatchObject({
    ok: false,
    why: 'no-page',
    begun: false,
    message: expect.stringContaining('Watch this site'),
  });
});

test('a tab that is not there any more is called closed', async () => {
  const { browser } = tab(forever, () => Promise.reject(new Error('No tab with id: 1')));
  const gone = { ...browser, tabs: { ...browser.tabs, get: () => Promise.reject(new Error('No tab with id: 1')) } };
  expect(await createPageRunner({ browser: gone, askPage: noDevtools })(1, task, never)).toMatchObject({
    begun: false,
    message: expect.stringContaining('The tab was closed'),
  });
});

test('a page that does not even answer a ping is paused: nothing was sent', async () => {
  const { browser } = tab(forever, forever);
  expect(await createPageRunner({ browser, askPage: noDevtools, patience })(1, task, never)).toMatchObject({
    why: 'paused',
    begun: false,
  });
});

test('a page paused after the task began: it may have been sent', async () => {
  const { browser } = tab(forever);
  const result = await createPageRunner({ browser, askPage: noDevtools, patience })(1, task, never);
  expect(result).toMatchObject({ why: 'paused' });
  expect(result).not.toHaveProperty('begun');
});

test('a closed tab ends it at once', async () => {
  const { browser, removed } = tab(async () => {
    for (const listener of removed) listener(7);
    return forever();
  });
  expect(await createPageRunner({ browser, askPage: noDevtools })(7, task, never)).toMatchObject({
    why: 'no-page',
    message: expect.stringContaining('closed'),
  });
});

test('another document in the tab ends it at once; the same document going on does not', async () => {
  let origin = 1000;
  const { browser, updated } = tab(
    async () => {
      for (const listener of updated) listener(1, { status: 'loading' });
      // The listener pings; after it the page is another.
      await Promise.resolve();
      return origin === 1000 ? answer : forever();
    },
    async () => origin,
  );
  const run = createPageRunner({ browser, askPage: noDevtools });
  expect(await run(1, task, never)).toEqual(answer);
  const navigating = tab(
    async () => {
      origin = 2000;
      for (const listener of navigating.updated) listener(1, { status: 'loading' });
      return forever();
    },
    async () => origin,
  );
  expect(await createPageRunner({ browser: navigating.browser, askPage: noDevtools })(1, task, never)).toMatchObject({
    why: 'no-page',
    message: expect.stringContaining('left or loaded anew'),
  });
});

test('cancel ends it at once, before and in the middle', async () => {
  const abort = new AbortController();
  const { browser } = tab(async () => {
    abort.abort();
    return forever();
  });
  const run = createPageRunner({ browser, askPage: noDevtools });
  expect(await run(1, task, abort.signal)).toMatchObject({ why: 'cancelled' });
  expect(await run(1, task, abort.signal)).toMatchObject({ why: 'cancelled', begun: false });
});

test('cancel stops the request in the page, whose word on what had come before it counts', async () => {
  const abort = new AbortController();
  const told: PageTask[] = [];
  let answerNow: (result: PageResult) => void = () => undefined;
  const { browser } = tab(forever);
  const run = createPageRunner({
    browser: {
      ...browser,
      scripting: {
        executeScript: async ({ args }) => {
          const [task] = (args ?? []) as PageTask[];
          if (task === undefined) return [{ result: 1000 }];
          told.push(task);
          if (task.task === 'abort') {
            answerNow(answer);
            return [{ result: { ok: true, forgotten: [] } }];
          }
          const result = new Promise<PageResult>((resolve) => {
            answerNow = resolve;
          });
          abort.abort();
          return [{ result: await result }];
        },
      },
    },
    askPage: noDevtools,
  });
  expect(await run(1, task, abort.signal)).toEqual(answer);
  const [sent, stopped] = told;
  expect(stopped).toEqual({ task: 'abort', id: sent?.task === 'fetch' ? sent.id : '' });
});

test('Chromium’s null for a rejected promise, and anything else that is no result, is not taken for one', async () => {
  for (const nonsense of [null, 5, {}, { ok: true }, { ok: true, status: 200 }, { ok: false, why: 'network' }])
    expect(pageResult(nonsense)).toBeNull();
  const { browser } = tab(async () => null);
  expect(await createPageRunner({ browser, askPage: noDevtools })(1, task, never)).toMatchObject({ ok: false });
});
