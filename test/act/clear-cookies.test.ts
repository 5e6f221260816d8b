import { expect, it, vi } from 'vitest';
import { type CookieBrowser, createRemoveCookies } from '../../src/act/clear-cookies.ts';
import { createBench, expectOutcome } from './bench.ts';

function firefox(tab: { cookieStoreId: string } | null) {
  const remove = vi.fn<CookieBrowser['browsingData']['remove']>(async () => undefined);
  const tabs = {
    async get() {
      if (tab === null) throw new Error('Invalid tab ID');
      return tab;
    },
  };
  return {
    remove,
    removeCookies: createRemoveCookies({ browsingData: { remove }, runtime: { getBrowserInfo() {} }, tabs }),
  };
}

it('Firefox: in the tab’s container, under the names of the host and of the domains above it', async () => {
  const { remove, removeCookies } = firefox({ cookieStoreId: 'firefox-container-2' });
  expect(await removeCookies('https://app.notes.example:8443', 7)).toBe('of-the-container');
  expect(remove).toHaveBeenCalledWith(
    { hostnames: ['app.notes.example', 'notes.example'], cookieStoreId: 'firefox-container-2' },
    { cookies: true },
  );
});

it.each([
  ['http://localhost:8080', ['localhost']],
  ['http://127.0.0.1', ['127.0.0.1']],
  ['http://[::1]', ['[::1]']],
])('Firefox: outside containers; %s has no domain above it', async (origin, hostnames) => {
  const { remove, removeCookies } = firefox({ cookieStoreId: 'firefox-default' });
  expect(await removeCookies(origin, 7)).toBe('of-the-site');
  expect(remove).toHaveBeenCalledWith({ hostnames, cookieStoreId: 'firefox-default' }, { cookies: true });
});

it('Firefox: removes nobody’s where the tab is gone, for its container is not known', async () => {
  const { remove, removeCookies } = firefox(null);
  expect(await removeCookies('https://app.example', 7)).toBe('no-tab');
  expect(remove).not.toHaveBeenCalled();
});

it('Chromium: by the origin, whatever became of the tab', async () => {
  const remove = vi.fn<CookieBrowser['browsingData']['remove']>(async () => undefined);
  const get = () => Promise.reject(new Error('No tab'));
  const removeCookies = createRemoveCookies({ browsingData: { remove }, runtime: {}, tabs: { get } });
  expect(await removeCookies('https://app.example', 7)).toBe('of-the-site');
  expect(remove).toHaveBeenCalledWith({ origins: ['https://app.example'] }, { cookies: true });
});

it('says whose cookies went, and that none did where the tab is gone', async () => {
  for (const [gone, outcome, sentence] of [
    ['of-the-container', 'cookies-cleared', 'other containers keep theirs'],
    ['of-the-site', 'cookies-cleared', 'has removed the cookies of api.example'],
    ['no-tab', 'failed', 'The tab was closed'],
  ] as const) {
    const bench = createBench({ removeCookies: async () => gone });
    const { id } = bench.add({ method: 'PUT', url: 'https://api.example/notes/1', status: 409 });
    expect(expectOutcome(await bench.act({ act: 'clear-cookies', conflict: id }), outcome).sentence).toContain(
      sentence,
    );
  }
});
