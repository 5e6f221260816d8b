// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPanel } from '../../src/ui/panel/model.ts';
import { Panel } from '../../src/ui/panel/panel.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import './support/on-demand.ts';
import { causeNamed, type FakeWorld, fakeWorld } from './support/fake-world.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

async function show(world: FakeWorld) {
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  render(<Panel panel={panel} watch={watch} world={world} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  await panel.refresh();
  return panel;
}

const region = (): HTMLElement | null => document.querySelector('[role="region"][aria-label="Patterns"]');
const button = (name: RegExp): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((b) => name.test(b.textContent ?? ''));

const refused = (path: string, more = {}) =>
  caseOf(exchange({ method: 'PUT', status: 409, url: `https://api.test/api/${path}`, ...more }));

function recorded(): FakeWorld {
  const world = fakeWorld([refused('articles/1'), refused('articles/2'), refused('orders/3')]);
  world.causes.set('locked', causeNamed('locked', 'Somebody holds a lock'));
  world.findings = [
    { cause: 'locked', kind: 'lock', finding: 'cause', strength: 'likely', evidence: [{ text: 'x', exchange: null }] },
  ];
  return world;
}

describe('the patterns', () => {
  it('count by endpoint and by cause, and each line opens the list with its filter', async () => {
    const panel = await show(recorded());
    button(/^Patterns$/)?.click();
    await waitFor(() => expect(region()?.textContent).toContain('PUT /api/articles/{id}'));
    expect(document.querySelector('main')?.hidden).toBe(true);
    await waitFor(() =>
      expect(region()?.querySelector('[aria-label="Causes by number"]')?.textContent).toMatch(/^3 Somebody holds/),
    );
    button(/^PUT \/api\/articles\/\{id\}/)?.click();
    await waitFor(() => expect(document.querySelector('main')?.hidden).toBe(false));
    expect(panel.filter.value).toBe('tab:all method:PUT site:api.test path:/api/articles/{id}');
    await waitFor(() =>
      expect(
        [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')].map((row) => row.dataset.url),
      ).toEqual(['https://api.test/api/articles/2', 'https://api.test/api/articles/1']),
    );
  });

  it('are read portion by portion, with progress, and end when they are left', async () => {
    const world = recorded();
    let portions = 0;
    let go = (): void => undefined;
    Object.assign(world, {
      total: async () => 40,
      walk: async () => {
        portions++;
        await new Promise<void>((done) => {
          go = done;
        });
        return { rows: [exchange()], next: { key: ['x', portions], seen: [] } };
      },
    });
    const panel = await show(world);
    panel.view.value = 'patterns';
    await waitFor(() => expect(portions).toBe(1));
    go();
    await waitFor(() => expect(region()?.textContent).toContain('1 of 40 exchanges read'));
    await waitFor(() => expect(portions).toBe(2));
    panel.view.value = 'conflicts';
    await waitFor(() => expect(region()).toBeNull());
    go();
    await panel.refresh();
    expect(portions).toBe(2);
  });

  it('say why, where the recording cannot be read', async () => {
    const world = Object.assign(recorded(), { walk: () => Promise.reject(new Error('The disk is broken.')) });
    const panel = await show(world);
    panel.view.value = 'patterns';
    await waitFor(() => expect(region()?.querySelector('[role="alert"]')?.textContent).toBe('The disk is broken.'));
  });
});

describe('the list in the panel', () => {
  it('offers a way out where nothing fits', async () => {
    const panel = await show(recorded());
    panel.setFilter('status:428');
    await waitFor(() => expect(button(/^Clear the filter$/)).toBeDefined());
    expect(document.querySelector('.no-match')?.textContent).toContain('No refused save fits “status:428”.');
    button(/^Clear the filter$/)?.click();
    await waitFor(() => expect(document.querySelectorAll('[role="grid"] [role="row"]')).toHaveLength(3));
  });

  it('draws only what is in view of a long list, and tells how long it is', async () => {
    const files = Array.from({ length: 700 }, (_, i) => refused(`articles/${i}`, { startedAt: 1_700_000_000_000 + i }));
    await show(fakeWorld(files));
    const grid = () => document.querySelector('[role="grid"]');
    await waitFor(() => expect(grid()?.getAttribute('aria-rowcount')).toBe('700'));
    expect(grid()?.querySelectorAll('[role="row"]').length).toBeLessThan(60);
    const [first] = grid()?.querySelectorAll<HTMLElement>('[role="row"]') ?? [];
    expect(first?.getAttribute('aria-rowindex')).toBe('1');
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('700'));
    expect(document.activeElement?.getAttribute('aria-selected')).toBe('true');
  });

  it('folds repeated tries into one row, and unfolds them by key and by click', async () => {
    const tries = Array.from({ length: 7 }, (_, i) =>
      refused('drafts/1', { startedAt: 1_700_000_000_000 + i * 20_000 }),
    );
    await show(fakeWorld(tries));
    const rows = () => [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')];
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(rows()[0]?.getAttribute('aria-label')).toContain('7 refused in 2 minutes');
    rows()[0]?.focus();
    rows()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await waitFor(() => expect(rows()).toHaveLength(7));
    const fold = button(/7 refused in 2 minutes/);
    expect(fold?.getAttribute('aria-expanded')).toBe('true');
    fold?.click();
    await waitFor(() => expect(rows()).toHaveLength(1));
  });
});
