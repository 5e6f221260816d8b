import { expect, test } from 'vitest';
import type { PageResult, PageTask } from '../../src/messages/protocol.ts';
import { createBench, expectOutcome } from './bench.ts';

const url = 'https://api.example/notes/1';

/** A page whose reads come from a cache that holds the old copy until somebody replaces or empties it. */
function cachedPage(more: Parameters<typeof createBench>[0] = {}, server: readonly (readonly [string, string])[] = []) {
  const page = { cached: '"old"', emptied: false, tasks: [] as PageTask[] };
  const bench = createBench({
    ...more,
    ...(more.clearSite === undefined
      ? {}
      : {
          clearSite: async (origin) => {
            page.emptied = true;
            return more.clearSite?.(origin) ?? null;
          },
        }),
  });
  bench.intercept = async (task): Promise<PageResult> => {
    page.tasks.push(task);
    if (task.task === 'forget')
      return { ok: true, forgotten: task.url === null ? [{ what: 'storage', name: 'all' }] : [] };
    const hit = task.task === 'fetch' && task.request.cache === 'default' && !page.emptied;
    if (!hit) page.cached = '"new"';
    page.emptied = false;
    const sizes = { encodedBodySize: 10, decodedBodySize: 10, worker: false };
    return {
      ok: true,
      status: 200,
      headers: [['etag', page.cached], ...server],
      body: 'x',
      truncated: false,
      url,
      startedAt: Date.now(),
      endedAt: Date.now(),
      timing: hit
        ? { ...sizes, transferSize: 0, deliveryType: 'cache' }
        : { ...sizes, transferSize: 310, deliveryType: '' },
    };
  };
  const { id } = bench.add({ method: 'PUT', url, resource: url, status: 409 });
  return { bench, page, id };
}

test('one resource: its entry is replaced, in the page, and both reads are the proof', async () => {
  const { bench, page, id } = cachedPage();
  const cleared = expectOutcome(await bench.act({ act: 'clear-resource', conflict: id }), 'cleared');
  expect(cleared.before).toMatchObject({ etag: '"old"', by: 'http-cache' });
  expect(cleared.after).toMatchObject({ etag: '"new"', by: 'http-cache' });
  expect(cleared.sentence).toContain('The stale copy is gone');
  expect(
    page.tasks.map((task) =>
      task.task === 'forget' ? task.url : task.task === 'fetch' ? task.request.cache : task.id,
    ),
  ).toEqual(['default', url, 'reload', 'default']);
});

test('the site, where the browser can: by the origin of the resource', async () => {
  const origins: string[] = [];
  const { bench, page, id } = cachedPage({
    clearSite: async (origin) => {
      origins.push(origin);
      return ['HTTP cache'];
    },
  });
  const cleared = expectOutcome(await bench.act({ act: 'clear-site', conflict: id }), 'cleared');
  expect(origins).toEqual(['https://api.example']);
  expect(cleared.cleared).toEqual(['HTTP cache']);
  expect(cleared.after).toMatchObject({ etag: '"new"', by: 'network' });
  expect(page.tasks.some((task) => task.task === 'fetch' && task.request.cache === 'reload')).toBe(false);
});

test('the site, where the browser cannot: says so and replaces what it can', async () => {
  const { bench, id } = cachedPage();
  const cleared = expectOutcome(await bench.act({ act: 'clear-site', conflict: id }), 'cleared');
  expect(cleared.sentence).toContain('cannot clear the HTTP cache of one site alone');
  expect(cleared.cleared).toEqual(['cache storage “all”', `browser’s entry for ${url}`]);
});

test('a copy that was not stale is not called stale', async () => {
  const { bench, page, id } = cachedPage();
  page.cached = '"new"';
  const cleared = expectOutcome(await bench.act({ act: 'clear-resource', conflict: id }), 'cleared');
  expect(cleared.sentence).toContain('it was not stale');
});

test('a shared cache that answers is named, because clearing the browser does not reach it', async () => {
  const { bench, id } = cachedPage({}, [['age', '120']]);
  const cleared = expectOutcome(await bench.act({ act: 'clear-resource', conflict: id }), 'cleared');
  expect(cleared.sentence).toContain('Age: 120');
  expect(cleared.sentence).not.toContain('stale copy is gone');
});

test('a browser that refuses, and a page that is gone in the middle, fail with a sentence', async () => {
  const refusing = cachedPage({ clearSite: () => Promise.reject(new Error('no')) });
  const failed = expectOutcome(await refusing.bench.act({ act: 'clear-site', conflict: refusing.id }), 'failed');
  expect(failed.sentence).toContain('refused to clear');
  const { bench, id } = cachedPage();
  const goOn = bench.intercept;
  bench.intercept = async (task, real) =>
    task.task === 'forget'
      ? { ok: false, why: 'no-page', message: 'The tab was closed.', startedAt: 1, endedAt: 2 }
      : (goOn?.(task, real) ?? real());
  expect(await bench.act({ act: 'clear-resource', conflict: id })).toMatchObject({
    outcome: 'failed',
    sentence: 'The tab was closed.',
  });
});

test('the whole browser: named as what it is, and proven by the read after it', async () => {
  let works = true;
  const { bench, page, id } = cachedPage({
    clearBrowser: async () => {
      page.emptied = works;
      return true;
    },
  });
  const cleared = expectOutcome(await bench.act({ act: 'clear-browser', conflict: id }), 'cleared');
  expect(cleared.cleared).toEqual(['HTTP cache of every site in this browser']);
  expect(cleared.after).toMatchObject({ etag: '"new"', by: 'network' });
  works = false;
  const failed = expectOutcome(await bench.act({ act: 'clear-browser', conflict: id }), 'failed');
  expect(failed.sentence).toContain('still came from there');
});

test('the whole browser is not emptied where one site can be', async () => {
  const { bench, id } = cachedPage({ clearBrowser: async () => false });
  expect(expectOutcome(await bench.act({ act: 'clear-browser', conflict: id }), 'failed').sentence).toContain(
    'one site',
  );
});

test('a site whose read still comes from the cache is not said to be cleared', async () => {
  const { bench, id } = cachedPage();
  const lying = createBench({ clearSite: async () => ['HTTP cache of the site'] });
  lying.intercept = bench.intercept;
  const conflict = lying.add({ method: 'PUT', url, resource: url, status: 409 });
  expect(id).toBeDefined();
  expect(expectOutcome(await lying.act({ act: 'clear-site', conflict: conflict.id }), 'failed').sentence).toContain(
    'not cleared',
  );
});
