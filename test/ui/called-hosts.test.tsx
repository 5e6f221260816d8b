// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSameSite, parseCalled } from '../../src/ui/called-hosts.ts';
import { AlsoCalled } from '../../src/ui/panel/also-called.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { fakeWorld } from './support/fake-world.ts';

let dispose = (): void => undefined;
afterEach(() => dispose());

describe('hosts that a page calls', () => {
  it.each([
    ['https://app.example.org', 'https://api.example.org', true],
    ['https://app.example.org', 'http://example.org:8080', true],
    ['https://shop.example.co.uk', 'https://api.example.co.uk', true],
    ['https://one.co.uk', 'https://two.co.uk', false],
    ['https://example.org', 'https://example.com', false],
    ['http://10.0.0.1', 'http://10.0.0.2', false],
    ['http://localhost:1', 'http://localhost:2', true],
    ['nothing', 'https://example.org', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(isSameSite(a, b)).toBe(same);
  });

  it('are read as the page’s word', () => {
    const called = ['https://a.test', 'https://a.test', 'http://*', 'file:///x', 'https://b.test/path', 'https://'];
    expect(parseCalled(JSON.stringify(called))).toEqual(['https://a.test']);
    for (const value of [null, 7, '{', [7], {}]) expect(parseCalled(value)).toEqual([]);
  });

  it('of the same site are watched with it; those of others are offered and taken only on a click', async () => {
    const world = fakeWorld();
    const calls = ['https://api.app.test', 'https://app.test', 'https://stats.other.example'];
    const watch = createWatch(
      Object.assign(world, { pageOrigin: async () => 'https://www.app.test' }),
      () => [],
      async () => calls,
    );
    const app = document.createElement('div');
    document.body.append(app);
    render(<AlsoCalled watch={watch} />, app);
    dispose = () => {
      render(null, app);
      watch.stop();
      app.remove();
    };
    await watch.refresh();
    expect(app.textContent).toBe('');
    await watch.toggleSite();
    expect(world.asked).toEqual([['https://www.app.test/*', 'https://api.app.test/*', 'https://app.test/*']]);
    await vi.waitFor(() => expect(app.textContent).toContain('This page also calls stats.other.example.'));
    [...app.querySelectorAll('button')].find((one) => one.textContent === 'Watch them too')?.click();
    await vi.waitFor(() => expect(world.asked[1]).toEqual(['https://stats.other.example/*']));
    await vi.waitFor(() => expect(app.textContent).toBe(''));
  });

  it('are not offered again when they were declined', async () => {
    const world = fakeWorld();
    const watch = createWatch(
      world,
      () => [],
      async () => ['https://stats.other.example'],
    );
    const app = document.createElement('div');
    render(<AlsoCalled watch={watch} />, app);
    dispose = () => watch.stop();
    await watch.refresh();
    await watch.toggleSite();
    await vi.waitFor(() => expect(app.textContent).toContain('also calls'));
    [...app.querySelectorAll('button')].find((one) => one.textContent === 'Not now')?.click();
    await vi.waitFor(() => expect(app.textContent).toBe(''));
  });
});
