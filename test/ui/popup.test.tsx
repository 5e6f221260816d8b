// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPanel } from '../../src/ui/panel/model.ts';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { Popup } from '../../src/ui/popup/popup.tsx';
import { Welcome } from '../../src/ui/welcome/welcome.tsx';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { type FakeWorld, fakeWorld } from './support/fake-world.ts';
import { story } from './support/story.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

async function show(world: FakeWorld, page: 'popup' | 'welcome' = 'popup') {
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  render(
    page === 'popup' ? <Popup panel={panel} watch={watch} world={world} /> : <Welcome watch={watch} world={world} />,
    app,
  );
  dispose = () => {
    render(null, app);
    panel.stop();
    watch.stop();
    app.remove();
  };
  await Promise.all([panel.refresh(), watch.refresh()]);
}

const heading = (): string | undefined => document.querySelector('h1')?.textContent ?? undefined;

function button(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find((b) => b.textContent === name);
}

describe('the popup', () => {
  it('says how many saves were refused, why, and offers the quick fix', async () => {
    const { world, refused } = story();
    await show(world);
    await waitFor(() => expect(heading()).toBe('1 save was refused in this tab'));
    await waitFor(() =>
      expect(document.querySelector('h2')?.textContent).toBe('Likely: Somebody else saved in between.'),
    );
    button('Save it again')?.click();
    await waitFor(() =>
      expect(world.acts[0]?.act).toEqual({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    );
  });

  it('counts in words that fit the number', async () => {
    await show(fakeWorld([1, 2, 3].map(() => caseOf(exchange({ method: 'PUT', status: 409 })))));
    await waitFor(() => expect(heading()).toBe('3 saves were refused in this tab'));
  });

  it('says whether the site is watched where nothing was refused', async () => {
    const world = fakeWorld();
    await show(world);
    await waitFor(() => expect(heading()).toBe('No save was refused in this tab'));
    expect(document.body.textContent).toContain('does not watch this site');
    button('Watch this site')?.click();
    await waitFor(() => expect(document.body.textContent).toContain('Resave watches this site'));
    expect(world.asked).toEqual([['https://app.test/*']]);
  });

  it('offers the check where nothing is known, and says what it sends', async () => {
    const { world, refused } = story();
    world.findings = [];
    await show(world);
    await waitFor(() => expect(button('Check the server')).toBeDefined());
    expect(document.body.textContent).toContain('at most 8 requests, which only read');
    button('Check the server')?.click();
    await waitFor(() => expect(world.acts[0]?.act).toEqual({ act: 'check', conflict: refused.id }));
  });
});

describe('the welcome page', () => {
  it('asks for every site, and gives it back', async () => {
    const world = fakeWorld();
    await show(world, 'welcome');
    button('Watch all sites')?.click();
    await waitFor(() => expect(button('Watch all sites')?.getAttribute('aria-pressed')).toBe('true'));
    expect(world.asked).toEqual([['http://*/*', 'https://*/*']]);
    button('Watch all sites')?.click();
    await waitFor(() => expect(document.body.textContent).toContain('No site is watched now.'));
  });

  it('says what to do where it knows of no site', async () => {
    const world = fakeWorld();
    await show(Object.assign(world, { pageOrigin: async () => null }), 'welcome');
    await waitFor(() => expect(button('Watch this site')?.getAttribute('aria-disabled')).toBe('true'));
    button('Watch this site')?.click();
    expect(world.asked).toEqual([]);
    expect(document.body.textContent).toContain('Open the site first');
  });
});

describe('a save that came through since', () => {
  it('is said to be saved, and nothing is offered for it', async () => {
    const { world, refused, read } = story();
    const replayed = exchange({
      method: 'PUT',
      url: refused.url,
      startedAt: refused.startedAt + 60_000,
      parent: { id: refused.id, role: 'replay-send', note: '' },
    });
    world.files.set(refused.id, caseOf(refused, [read, replayed]));
    await show(world);
    await waitFor(() => expect(document.body.textContent).toContain('It was saved since.'));
    expect(button('Save it again')).toBeUndefined();
  });
});
