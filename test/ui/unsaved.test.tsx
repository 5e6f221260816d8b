// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPanel } from '../../src/ui/panel/model.ts';
import { Panel } from '../../src/ui/panel/panel.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { Popup } from '../../src/ui/popup/popup.tsx';
import type { Unsaved } from '../../src/ui/world.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import './support/on-demand.ts';
import { type FakeWorld, fakeWorld } from './support/fake-world.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

async function show(world: FakeWorld, what: 'panel' | 'popup' = 'panel') {
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  const Shown = what === 'panel' ? Panel : Popup;
  render(<Shown panel={panel} watch={watch} world={world} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  await panel.refresh();
  return panel;
}

const region = () => document.querySelector('[role="region"][aria-label="Unsaved work"]');
const items = () => [...document.querySelectorAll('[role="list"][aria-label="Unsaved work"] > li')];
const button = (name: string) => [...document.querySelectorAll('button')].find((one) => one.textContent === name);
async function press(name: string): Promise<void> {
  await waitFor(() => expect(button(name)).toBeDefined());
  button(name)?.focus();
  button(name)?.click();
}

const entry = (id: string, at = 1): Unsaved['entries'][number] => ({
  id,
  method: 'PUT',
  url: 'https://app.test/api/notes/1?x=1',
  resource: 'https://app.test/api/notes/1',
  status: 409,
  at,
  sites: ['https://app.test'],
  room: 10,
  exportedAt: null,
  othersSavedAt: null,
});

/** Work of an earlier day: the tab's own list is empty. */
function left(...ids: string[]): FakeWorld {
  const world = fakeWorld();
  world.unsavedNow = { ...world.unsavedNow, entries: ids.map((id, n) => entry(id, n)) };
  return world;
}

describe('unsaved work', () => {
  it('is not there where there is none', async () => {
    await show(fakeWorld());
    expect(region()).toBeNull();
  });

  it('lists method, path, when and status, and opens a diagnosis though the tab has no conflict', async () => {
    const world = left('old');
    await show(world);
    await waitFor(() => expect(items()).toHaveLength(1));
    expect(items()[0]?.textContent).toContain('409 PUT /api/notes/1?x=1');
    expect(items()[0]?.querySelector('time')?.getAttribute('datetime')).toBe(new Date(0).toISOString());
    expect(document.querySelector('[role="region"][aria-label="Diagnosis"]')).toBeNull();
    const old = exchange({ method: 'PUT', status: 409 });
    world.files.set('old', caseOf({ ...old, id: 'old' }));
    Object.assign(world, { list: async () => ({ rows: [], next: null }) });
    await press('Open');
    await waitFor(() => expect(document.querySelector('[role="region"][aria-label="Diagnosis"]')).not.toBeNull());
  });

  it('discards only after a second word, and can be kept', async () => {
    const world = left('a');
    await show(world);
    await press('Discard');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep it'));
    expect(region()?.textContent).toContain('It cannot be brought back.');
    await press('Keep it');
    await press('Discard');
    expect(world.let).toEqual([]);
    await press('Discard for good');
    await waitFor(() => expect(items()).toHaveLength(0));
    expect(world.let).toEqual([{ id: 'a', done: 'discarded' }]);
    expect(region()?.querySelector('[role="status"]')?.textContent).toBe('Discarded.');
    expect(region()?.contains(document.activeElement)).toBe(true);
  });

  it('exports, says so, and stays listed', async () => {
    const world = left('a');
    const old = exchange({ method: 'PUT', status: 409 });
    world.files.set('a', caseOf({ ...old, id: 'a' }));
    Object.assign(world, { list: async () => ({ rows: [], next: null }) });
    const saved: string[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) void blob.text().then((text) => saved.push(text));
      return 'blob:x';
    });
    await show(world);
    await press('Export');
    await press('Discard');
    await press('Keep it');
    const own = () => items()[0]?.querySelectorAll('button')[1];
    await waitFor(() => expect(own()?.textContent).toBe('Export'));
    own()?.click();
    await waitFor(() => expect(world.let).toEqual([{ id: 'a', done: 'exported' }]));
    await waitFor(() => expect(items()[0]?.textContent).toContain('exported'));
    await waitFor(() =>
      expect(JSON.parse(saved[0] ?? '{}')).toMatchObject({ format: 'resave-case', file: { refusal: { id: 'a' } } }),
    );
    vi.restoreAllMocks();
  });

  it('is folded where all of it stands in the list already', async () => {
    const old = exchange({ method: 'PUT', status: 409 });
    const world = fakeWorld([caseOf(old)]);
    world.unsavedNow = { ...world.unsavedNow, entries: [entry(old.id)] };
    await show(world);
    await waitFor(() => expect(button('Unsaved work (1)')?.getAttribute('aria-expanded')).toBe('false'));
    expect(items()).toHaveLength(0);
    await press('Unsaved work (1)');
    await waitFor(() => expect(items()).toHaveLength(1));
  });

  it('says what found no room', async () => {
    const world = left('a');
    world.unsavedNow = { ...world.unsavedNow, waiting: 2, elsewhere: ['https://other.test'] };
    await show(world);
    await waitFor(() => expect(region()?.textContent).toContain('2 newer refused saves are only in the recordings'));
    expect(region()?.textContent).toContain('at most 100 saves');
    expect(region()?.textContent).toContain('also of other.test');
  });

  it('says why, where the background refuses', async () => {
    const world = left('a');
    Object.assign(world, {
      vault: async () => {
        throw new Error('Resave’s background does not answer.');
      },
    });
    await show(world);
    await press('Discard');
    await press('Discard for good');
    await waitFor(() => expect(region()?.textContent).toContain('does not answer'));
    expect(items()).toHaveLength(1);
  });

  it('says that another save came through, for only the person can tell whether it held this', async () => {
    const world = left('a');
    world.unsavedNow = { ...world.unsavedNow, entries: [{ ...entry('a'), othersSavedAt: 60_000 }] };
    await show(world);
    await waitFor(() => expect(items()[0]?.textContent).toContain('another save came through'));
  });

  it('is counted in the popup in plain words', async () => {
    await show(left('a', 'b'), 'popup');
    await waitFor(() =>
      expect(document.body.textContent).toContain('What 2 refused saves of this site wanted to write is kept.'),
    );
  });
});

describe('taking a save along', () => {
  it.each(['cURL', 'fetch', 'Python'])('copies it as %s', async (kind) => {
    const save = exchange({
      method: 'PUT',
      status: 409,
      requestBody: { state: 'kept', encoding: 'text', data: '{"a":1}', length: 7, truncated: false, redacted: false },
    });
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    await show(fakeWorld([caseOf(save)]));
    await waitFor(() => expect(button('Export')?.getAttribute('aria-disabled')).toBeNull());
    await press('Export');
    await press(`Copy as ${kind}`);
    // What previews and writes is fetched now.
    await waitFor(() => expect(button('Copy')).toBeDefined(), { timeout: 10_000 });
    expect(copied).toEqual([]);
    await press('Copy');
    await waitFor(() => expect(copied[0]).toContain('Made by Resave.'));
    await waitFor(() => expect(document.body.textContent).toContain('Fill in its merge'));
    vi.unstubAllGlobals();
  });
});
