// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../src/messages/acts.ts';
import { createPanel } from '../../src/ui/panel/model.ts';
import { Panel } from '../../src/ui/panel/panel.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { report } from '../../src/ui/shared/report.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import './support/on-demand.ts';
import { type FakeWorld, fakeWorld } from './support/fake-world.ts';
import { story } from './support/story.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

/** Shows the panel on this world, read once. */
async function show(world: FakeWorld, whole = true) {
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(world);
  const watch = createWatch(world, () => ['https://api.test']);
  render(<Panel panel={panel} watch={watch} world={world} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  const read = Promise.all([panel.refresh(), watch.refresh()]);
  if (whole) await read;
  return { app, panel, watch };
}

function role(name: string, label?: string): HTMLElement | null {
  const named = label === undefined ? '' : `[aria-label="${label}"]`;
  return document.querySelector<HTMLElement>(`[role="${name}"]${named}`);
}

function button(name: string): HTMLButtonElement | null {
  const all = [...document.querySelectorAll('button')];
  return all.find((b) => (b.getAttribute('aria-label') ?? b.textContent) === name) ?? null;
}

async function press(name: string): Promise<void> {
  await waitFor(() => expect(button(name)).not.toBeNull());
  button(name)?.click();
}

/** Ends the act that was asked for last. */
async function end(world: FakeWorld, outcome: Outcome): Promise<void> {
  await waitFor(() => expect(world.acts.length).toBeGreaterThan(0));
  world.acts.at(-1)?.end(outcome);
}

describe('the list', () => {
  it('has a row for each refused save, newest first, with its data and its name', async () => {
    const url = 'https://api.test/api/articles/7?x=1';
    const files = [409, 412].map((status) => caseOf(exchange({ method: 'PUT', status, url })));
    await show(fakeWorld(files));
    await waitFor(() =>
      expect(document.querySelectorAll('[role="grid"][aria-label="Conflicts"] [role="row"]')).toHaveLength(2),
    );
    const rows = [...document.querySelectorAll<HTMLElement>('[role="row"]')];
    expect(rows.map((row) => row.dataset.status)).toEqual(['412', '409']);
    expect(rows[1]?.dataset).toMatchObject({ method: 'PUT', url });
    expect(rows[1]?.getAttribute('aria-label')).toMatch(/^409 PUT \/api\/articles\/7/);
  });

  it('moves with the arrows and opens with Enter; one row is in the tab order', async () => {
    const files = [1, 2, 3].map(() => caseOf(exchange({ method: 'PUT', status: 409 })));
    const { panel } = await show(fakeWorld(files));
    await waitFor(() => expect(document.querySelectorAll('[role="row"]')).toHaveLength(3));
    const rows = [...document.querySelectorAll<HTMLElement>('[role="row"]')];
    expect(rows.map((row) => row.tabIndex)).toEqual([0, -1, -1]);
    rows[0]?.focus();
    rows[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await waitFor(() => expect(document.activeElement).toBe(rows[1]));
    expect(panel.selected.value).toBe(files[1]?.refusal.id);
    await waitFor(() => expect(rows[1]?.getAttribute('aria-selected')).toBe('true'));
  });

  it('keeps selection and focus when news arrive', async () => {
    const { world, refused } = story();
    await show(world);
    await waitFor(() => expect(role('list', 'Causes')).not.toBeNull());
    const row = role('row');
    row?.focus();
    const newer = caseOf(exchange({ method: 'DELETE', status: 409, startedAt: refused.startedAt + 99_000 }));
    world.files.set(newer.refusal.id, newer);
    world.ping({ ping: 'changed', tabId: 1, conflict: true });
    await waitFor(() => expect(document.querySelectorAll('[role="row"]')).toHaveLength(2));
    expect(document.activeElement).toBe(row);
    expect(document.querySelector('[aria-selected="true"]')).toBe(row);
    expect(document.querySelector('[role="row"]')?.getAttribute('data-method')).toBe('DELETE');
  });

  it('does not read anew when another tab changed', async () => {
    const { world } = story();
    await show(world);
    const read = vi.spyOn(world, 'list');
    world.ping({ ping: 'changed', tabId: 77, conflict: true });
    expect(read).not.toHaveBeenCalled();
    world.ping({ ping: 'changed', tabId: 1, conflict: true });
    expect(read).toHaveBeenCalledOnce();
  });
});

describe('the rules, which are fetched on demand', () => {
  it('are not waited for by the list', async () => {
    const { world } = story();
    let arrive = (): void => undefined;
    const engine = await world.engine();
    const late = new Promise<typeof engine>((done) => {
      arrive = () => done(engine);
    });
    await show(Object.assign(world, { engine: () => late }), false);
    await waitFor(() => expect(role('row')?.dataset.status).toBe('409'));
    await waitFor(() => expect(role('region', 'Diagnosis')?.textContent).toBe('Looking for the reason…'));
    arrive();
    await waitFor(() => expect(role('list', 'Causes')).not.toBeNull());
  });

  it('may be missing after an update: it is said, the list stays, and the next reading tries again', async () => {
    const { world } = story();
    const engine = world.engine;
    const { panel } = await show(Object.assign(world, { engine: () => Promise.reject(new Error('404')) }));
    await waitFor(() => expect(role('alert')?.textContent).toContain('rules could not be loaded'));
    expect(role('row')?.dataset.status).toBe('409');
    Object.assign(world, { engine });
    await panel.refresh();
    await waitFor(() => expect(role('list', 'Causes')).not.toBeNull());
    expect(role('alert')).toBeNull();
  });
});

describe('other traffic', () => {
  it('makes the panel read anew soon, once for many pings', async () => {
    const { world } = story();
    await show(world);
    const read = vi.spyOn(world, 'caseFile');
    const rows = vi.spyOn(world, 'list');
    for (let i = 0; i < 50; i++) world.ping({ ping: 'changed', tabId: 1, conflict: false });
    expect(rows).not.toHaveBeenCalled();
    await waitFor(() => expect(read).toHaveBeenCalled());
    expect(rows).toHaveBeenCalledOnce();
  });
});

describe('a refusal', () => {
  it('shows at once, and what it may mean for the others is looked at a moment later', async () => {
    const { world, refused } = story();
    const other = caseOf(exchange({ method: 'PATCH', status: 409, startedAt: refused.startedAt - 99_000 }));
    world.files.set(other.refusal.id, other);
    const { panel } = await show(world);
    await waitFor(() => expect(panel.summaries.value.has(other.refusal.id)).toBe(true));
    const newer = caseOf(exchange({ method: 'DELETE', status: 409, startedAt: refused.startedAt + 99_000 }));
    world.files.set(newer.refusal.id, newer);
    const lists = vi.spyOn(world, 'list');
    const { caseFile } = world;
    /** How often the list had been read when the other's case file was. */
    let before = 0;
    vi.spyOn(world, 'caseFile').mockImplementation((id) => {
      if (id === other.refusal.id) before ||= lists.mock.calls.length;
      return caseFile(id);
    });
    world.ping({ ping: 'changed', tabId: 1, conflict: true });
    await waitFor(() => expect(document.querySelector('[role="row"]')?.getAttribute('data-method')).toBe('DELETE'));
    await waitFor(() => expect(before).toBe(2));
  });
});

describe('the diagnosis', () => {
  it('lists the causes best first with their data, and leaves out what does not apply', async () => {
    await show(story().world);
    await waitFor(() => expect(role('list', 'Causes')).not.toBeNull());
    const items = [...document.querySelectorAll<HTMLElement>('[role="list"][aria-label="Causes"] > [role="listitem"]')];
    expect(items.map((item) => [item.dataset.cause, item.dataset.finding, item.dataset.strength])).toEqual([
      ['changed-by-someone-else', 'cause', 'likely'],
      ['broken-rule', 'error', undefined],
      ['stale-browser-cache', 'unknown', undefined],
      ['own-earlier-save', 'ruled-out', undefined],
      ['weak-etag-in-if-match', 'ruled-out', undefined],
    ]);
    expect(items[0]?.dataset.kind).toBe('concurrent-write');
    // The drawing is fetched on demand.
    const marks = () => [...(role('figure', 'Versions')?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])];
    await waitFor(() =>
      expect(marks().map(({ dataset }) => dataset.mark)).toEqual(['read', 'read', 'unseen', 'refused', 'probe']),
    );
  });

  it('makes the remedy of the top cause the one primary button', async () => {
    await show(story().world);
    await waitFor(() => expect(document.querySelector('.actions')).not.toBeNull());
    const primary = [...document.querySelectorAll('.actions .primary')].map((b) => b.textContent);
    expect(primary).toEqual(['Replay with fresh ETag']);
  });

  it('urges nothing once the save came through', async () => {
    const { world, refused, read } = story();
    const startedAt = refused.startedAt + 60_000;
    const saved = exchange({ method: 'PUT', startedAt, parent: { id: refused.id, role: 'replay-send', note: '' } });
    world.files.set(refused.id, caseOf(refused, [read, saved]));
    await show(world);
    await waitFor(() => expect(document.querySelector('.settled')?.textContent).toContain('Saved since'));
    expect(document.querySelector('.actions .primary')).toBeNull();
  });

  it('opens the exchange on which a piece of evidence stands, with changes between the stages marked', async () => {
    const { world, refused } = story();
    await show(world);
    const link = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(`.evidence [data-exchange="${refused.id}"]`);
      expect(found).not.toBeNull();
      return found;
    });
    link?.click();
    await waitFor(() => expect(role('region', 'Exchange')?.textContent).toContain('409 PUT /api/articles/7'));
    const changed = [...document.querySelectorAll('.custody tr[data-change="added"] th')].map((th) => th.textContent);
    expect(changed).toEqual(['Authorization', 'Cache-Control']);
  });

  it('shows what comes from the wire as text and nothing else', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const refused = exchange({ method: 'PUT', status: 409, url: `https://api.test/${evil}`, responseBody: evil });
    const { panel } = await show(fakeWorld([caseOf(refused)]));
    await panel.open(refused.id);
    await waitFor(() => expect(role('region', 'Exchange')?.querySelector('.body')?.textContent).toContain(evil));
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('an act', () => {
  it('shows its progress, can be cancelled, and is judged anew when it ended', async () => {
    const { world } = story();
    await show(world);
    await press('Check the server');
    await waitFor(() => expect(world.acts).toHaveLength(1));
    const run = world.acts[0]?.run ?? '';
    world.ping({ ping: 'progress', run, progress: { step: 'Reading past the cache.', done: 1, total: 3 } });
    await waitFor(() => expect(document.querySelector('.running')?.textContent).toContain('(1 of 3)'));
    await press('Cancel');
    expect(world.cancelled).toEqual([run]);
    world.findings = world.findings.map((f) => (f.finding === 'cause' ? { ...f, strength: 'proven' } : f));
    await end(world, { act: 'check', outcome: 'checked', sentence: 'The server was asked.', exchanges: [] });
    await waitFor(() => expect(role('status', 'Outcome')?.textContent).toBe('The server was asked.'));
    await waitFor(() => expect(document.querySelector('.headline')?.textContent).toMatch(/^Proven: /));
  });

  it('says so when the background does not answer', async () => {
    const { world } = story();
    await show(world);
    await press('Clear cache for this site');
    await waitFor(() => expect(world.acts).toHaveLength(1));
    world.acts[0]?.fail(new Error('it ended in the middle.'));
    await waitFor(() => expect(role('status', 'Outcome')?.textContent).toContain('it ended in the middle.'));
    expect(button('Clear cache for this site')?.getAttribute('aria-disabled')).toBeNull();
  });

  it('shows what was cleared and the proof', async () => {
    const { world } = story();
    await show(world);
    await press('Clear cache for this resource');
    await end(world, {
      act: 'clear-resource',
      outcome: 'cleared',
      sentence: 'The old copy is gone.',
      cleared: ['The entry in the HTTP cache.'],
      before: { exchange: null, status: 200, etag: '"v1"', lastModified: null, by: 'http-cache' },
      after: { exchange: null, status: 200, etag: '"v2"', lastModified: null, by: 'network' },
    });
    await waitFor(() => expect(role('status', 'Outcome')?.querySelector('table')).not.toBeNull());
    const text = role('status', 'Outcome')?.textContent ?? '';
    for (const part of ['The old copy is gone.', 'HTTP cache', '"v1"', '"v2"', 'the browser’s cache', 'the server'])
      expect(text).toContain(part);
  });
});

// The plain field that stands in where the editor cannot be loaded; the editor itself is tested in browsers.
vi.mock('../../src/ui/panel/editor/merge-editor.ts', () => {
  throw new Error('no editor here');
});

describe('a replay', () => {
  async function prepared() {
    const told = story();
    await show(told.world);
    await press('Replay with fresh ETag');
    await end(told.world, { act: 'replay-prepare', outcome: 'ready', sentence: 'Choose.', plan: told.plan });
    await waitFor(() => expect(role('region', 'Replay')).not.toBeNull());
    return told;
  }
  const sendButton = (): HTMLButtonElement | null => button('Send');

  it('shows the carrier, the fields, and waits with Send until every conflict is chosen', async () => {
    const { world } = await prepared();
    expect(document.querySelector('[data-carrier="header:If-Match"]')).not.toBeNull();
    expect(role('region', 'Replay')?.textContent).toContain('Origin, Cookie');
    const groups = [...document.querySelectorAll('[role="radiogroup"]')];
    expect(groups.map((g) => g.getAttribute('aria-label'))).toEqual(['$.title']);
    expect([...(groups[0]?.querySelectorAll('label') ?? [])].map((l) => l.textContent)).toEqual([
      'Mine',
      'Theirs',
      'Edit',
    ]);
    expect(sendButton()?.disabled).toBe(true);
    expect(document.getElementById('resave-send-reason')?.textContent).toContain('$.title');
    groups[0]?.querySelector<HTMLInputElement>('input[value="theirs"]')?.click();
    await waitFor(() => expect(sendButton()?.disabled).toBe(false));
    sendButton()?.click();
    await waitFor(() => expect(world.acts).toHaveLength(2));
    expect(world.acts[1]?.act).toEqual({
      act: 'replay-send',
      plan: 'plan-1',
      choices: { '$.title': { take: 'theirs' } },
    });
  });

  it('breaks a path before its dots and nowhere else, and tells a field that was not there from a base that is not known', async () => {
    const told = story();
    const field = { mine: '1', theirs: '2', takes: 'conflict', merged: null, why: '' } as const;
    const fields = [{ path: '$.address.lines[2].text', base: null, ...field }];
    const cells: (string | undefined)[] = [];
    await show(told.world);
    for (const base of [told.plan.base, null]) {
      await press('Replay with fresh ETag');
      await end(told.world, {
        act: 'replay-prepare',
        outcome: 'ready',
        sentence: 'Choose.',
        plan: { ...told.plan, id: `plan ${base}`, base, fields },
      });
      await waitFor(() => {
        const cell = document.querySelector('.fields [data-label="Base"]')?.textContent;
        expect([undefined, ...cells]).not.toContain(cell);
        cells.push(cell);
      });
    }
    expect(cells).toEqual(['not there', 'not known']);
    const path = document.querySelector('.fields th code');
    expect(path?.textContent).toBe('$.address.lines[2].text');
    expect(path?.innerHTML.split('<wbr>')).toEqual(['$', '.address', '.lines', '[2]', '.text']);
  });

  it('brings back the choices of a panel that was closed, where neither side has changed since', async () => {
    const told = story();
    const [title] = told.plan.fields;
    if (title === undefined) throw new Error('no field');
    const { path, mine, theirs } = title;
    told.world.drafts.set(told.refused.id, [{ path, mine, theirs, choice: { take: 'theirs' } }]);
    await show(told.world);
    const ready = { act: 'replay-prepare', outcome: 'ready', sentence: 'Choose.' } as const;
    await press('Replay with fresh ETag');
    await end(told.world, { ...ready, plan: told.plan });
    await waitFor(() => expect(document.querySelector<HTMLInputElement>('input[value="theirs"]')?.checked).toBe(true));
    // Theirs is another text now: then the old answer is none.
    const changed = { ...title, theirs: '"Theirs, once more"' };
    await press('Replay with fresh ETag');
    await end(told.world, { ...ready, plan: { ...told.plan, id: 'plan-2', fields: [changed] } });
    await waitFor(() => expect(document.querySelector('.fields')?.textContent).toContain('once more'));
    expect(document.querySelector<HTMLInputElement>('input[value="theirs"]')?.checked).toBe(false);
    document.querySelector<HTMLInputElement>('input[value="mine"]')?.click();
    await waitFor(() =>
      expect(told.world.drafts.get(told.refused.id)).toMatchObject([{ path, choice: { take: 'mine' } }]),
    );
  });

  it('lets the person write the value', async () => {
    const { world } = await prepared();
    document.querySelector<HTMLInputElement>('input[value="edit"]')?.click();
    await waitFor(() => expect(document.querySelector('textarea')).not.toBeNull());
    const text = document.querySelector('textarea');
    // A JSON string is edited as the text that it stands for.
    expect(text?.value).toBe('Mine');
    if (text !== null) text.value = 'Both';
    text?.dispatchEvent(new Event('input', { bubbles: true }));
    await waitFor(() => expect(sendButton()?.disabled).toBe(false));
    sendButton()?.click();
    await waitFor(() =>
      expect(world.acts[1]?.act).toMatchObject({ choices: { '$.title': { take: 'edit', text: '"Both"' } } }),
    );
  });

  it('is refused with the reason in an alert and no Send, and goes on only with consent', async () => {
    const { world, refused } = story();
    await show(world);
    await press('Replay with fresh ETag');
    await end(world, { act: 'replay-prepare', outcome: 'refused', sentence: 'It is gone.', needs: 'create-anew' });
    await waitFor(() => expect(role('alert')?.textContent).toBe('It is gone.'));
    expect(sendButton()).toBeNull();
    await press('I know, go on');
    await waitFor(() => expect(world.acts).toHaveLength(2));
    expect(world.acts[1]?.act).toEqual({ act: 'replay-prepare', conflict: refused.id, accepted: ['create-anew'] });
  });

  it('offers another round when it was refused again', async () => {
    const { world } = await prepared();
    document.querySelector<HTMLInputElement>('input[value="mine"]')?.click();
    await waitFor(() => expect(sendButton()?.disabled).toBe(false));
    sendButton()?.click();
    await waitFor(() => expect(world.acts).toHaveLength(2));
    await end(world, {
      act: 'replay-send',
      outcome: 'refused-again',
      sentence: 'Refused again.',
      status: 409,
      token: '"v3"',
      sent: null,
      confirmed: null,
    });
    await press('Another round');
    await waitFor(() => expect(world.acts[2]?.act).toMatchObject({ act: 'replay-prepare', accepted: [] }));
  });
});

describe('export', () => {
  it('opens a menu, gives the conflict as JSON, and closes', async () => {
    const { world, refused } = story();
    await show(world);
    await waitFor(() => expect(document.querySelector('.headline')).not.toBeNull());
    const made: Blob[] = [];
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) made.push(blob);
      return 'blob:made';
    });
    await press('Export');
    await waitFor(() => expect(document.querySelectorAll('[role="menuitem"]')).toHaveLength(7));
    await press('This conflict as JSON');
    // What previews and writes is fetched now.
    await waitFor(() => expect(button('Download')).not.toBeNull(), { timeout: 10_000 });
    expect(made).toEqual([]);
    expect(role('region', 'Preview')?.textContent).toContain('"resave-case"');
    await press('Download');
    const taken: unknown = JSON.parse((await made[0]?.text()) ?? '');
    expect(taken).toMatchObject({ format: 'resave-case', file: { refusal: { id: refused.id } } });
    await waitFor(() => expect(role('menu')).toBeNull());
    create.mockRestore();
  });

  it('reports what matters and no secret', () => {
    const { world, refused } = story();
    const secret = exchange({
      method: 'PUT',
      status: 409,
      url: 'https://api.test/a?key=hush',
      sent: [
        ['Authorization', 'Bearer hush'],
        ['If-Match', '"1"'],
      ],
      requestBody: 'hush',
      responseBody: 'hush',
    });
    const text = report(caseOf(secret), world.findings, world.cause);
    expect(text).not.toContain('hush');
    expect(text).toContain('if-match: "1"');
    expect(text).toContain('Likely: Somebody else saved in between');
    expect(report(caseOf(refused), [], world.cause)).toContain('Not known yet.');
  });
});

describe('when there is little to show', () => {
  it('says what will happen where nothing was refused', async () => {
    await show(fakeWorld());
    await waitFor(() => expect(document.body.textContent).toContain('No save was refused yet'));
  });

  it('says so where the storage is refused', async () => {
    const world = fakeWorld();
    world.broken = new Error('InvalidStateError');
    await show(world);
    await waitFor(() => expect(role('alert')?.textContent).toContain('InvalidStateError'));
  });

  it('asks for the page’s site and the hosts it saves to, and gives them back', async () => {
    const world = story().world;
    const { watch } = await show(world);
    await press('Watch this site');
    expect(world.asked).toEqual([['https://app.test/*', 'https://api.test/*']]);
    await waitFor(() => expect(button('Watch this site')?.getAttribute('aria-pressed')).toBe('true'));
    await press('Watch this site');
    await waitFor(() => expect(watch.watched.value.origins).toEqual([]));
  });
});
