// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { createPanel } from '../../src/ui/panel/model.ts';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { Popup } from '../../src/ui/popup/popup.tsx';
import { Welcome } from '../../src/ui/welcome/welcome.tsx';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { causeNamed, type FakeWorld, fakeWorld } from './support/fake-world.ts';
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
  return panel;
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
      expect(document.querySelector('h2')?.textContent).toBe(
        'Very likely: Somebody else saved in between, after you had opened this.',
      ),
    );
    button('Save it again')?.click();
    await waitFor(() =>
      expect(world.acts[0]?.act).toEqual({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    );
  });

  it('leads to the page where files are brought in', async () => {
    const world = fakeWorld([]);
    await show(world);
    button('Import')?.click();
    expect(world.pages).toEqual(['bring']);
  });

  it('counts in words that fit the number', async () => {
    await show(fakeWorld([1, 2, 3].map(() => caseOf(exchange({ method: 'PUT', status: 409 })))));
    await waitFor(() => expect(heading()).toBe('3 saves were refused in this tab'));
    // Of one thing: told once.
    await waitFor(() => expect(document.querySelectorAll('.save')).toHaveLength(1));
    expect(document.querySelector('.save')?.textContent).toContain('3 times');
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

/** The story with another top cause. */
async function showCause(
  id: string,
  remedy: 'replay' | 'clear-resource' | 'clear-site' | 'check' | 'tell',
  more?: CaseFile,
  refusal: Partial<Exchange> = {},
) {
  const told = story();
  told.world.causes.set(id, causeNamed(id, id, { remedy }));
  told.world.findings = [
    {
      cause: id,
      kind: 'stale-version',
      finding: 'cause',
      strength: 'proven',
      evidence: [{ text: 'The plugin gallery was at 1.2.', exchange: told.read.id }],
    },
  ];
  if (more !== undefined) told.world.files.set(told.refused.id, { ...more, refusal: { ...told.refused, ...refusal } });
  await show(told.world);
  await waitFor(() => expect(document.querySelector('.save h2')).not.toBeNull());
  return told;
}

describe('a fix of its own', () => {
  const cookies = 'It did not help: remove this site’s cookies too';

  it('clears the old copy, then saves again; cookies are asked apart, with what they cost', async () => {
    const { world, refused } = await showCause('stale-browser-cache', 'clear-resource');
    button('Clear the old copy')?.click();
    await waitFor(() => expect(world.acts[0]?.act).toEqual({ act: 'clear-resource', conflict: refused.id }));
    const served = { exchange: null, status: 200, etag: '"1"', lastModified: null, by: 'http-cache' } as const;
    const after = { ...served, etag: '"2"', by: 'network' } as const;
    world.acts[0]?.end({
      act: 'clear-resource',
      outcome: 'cleared',
      sentence: 'x',
      cleared: [],
      before: served,
      after,
    });
    await waitFor(() => expect(document.body.textContent).toContain('The old copy is gone'));
    expect(button('Save it again')).toBeDefined();
    button(cookies)?.click();
    await waitFor(() => expect(document.body.textContent).toContain('signs you out there'));
    expect(world.acts).toHaveLength(1);
    button('Remove the cookies and sign me out')?.click();
    await waitFor(() => expect(world.acts[1]?.act).toEqual({ act: 'clear-cookies', conflict: refused.id }));
  });

  it('links to the near twin that works', async () => {
    const { url } = story().refused;
    const twin = exchange({ url: `${url}/`, method: 'GET', status: 200, startedAt: 1 });
    const elsewhere = exchange({ url: 'https://other.test/api/articles/7/', startedAt: 2 });
    await showCause('url-typo', 'tell', caseOf(story().refused, [], { neighbours: [twin, elsewhere] }));
    await waitFor(() => expect(document.querySelector('.addresses a')?.getAttribute('href')).toBe(`${url}/`));
    expect(document.querySelectorAll('.addresses a')).toHaveLength(1);
    expect(button(cookies)).toBeUndefined();
  });

  it('names the plugin that changed', async () => {
    await showCause('plugin-or-theme-update', 'tell');
    await waitFor(() => expect(document.body.textContent).toContain('The plugin gallery was at 1.2.'));
    expect(document.body.textContent).toContain('load the page again');
  });

  it('names the extensions, once they may be seen', async () => {
    const { world, refused } = await showCause('header-changed-by-extension', 'tell');
    await waitFor(() => expect(button('Name the suspects')).toBeDefined());
    button('Name the suspects')?.click();
    await waitFor(() => expect(world.acts[0]?.act).toEqual({ act: 'suspects', conflict: refused.id }));
    world.acts[0]?.end({
      act: 'suspects',
      outcome: 'named',
      sentence: 'One extension may change requests to this site.',
      byHand: false,
      suspects: [
        { id: 'abc', name: 'Header Fix', version: '2', reasons: ['It may.'], enabled: true, mayBeSwitched: true },
      ],
    });
    await waitFor(() => expect(button('Turn off and try again')).toBeDefined());
    button('Turn off and try again')?.click();
    await waitFor(() =>
      expect(world.acts[1]?.act).toEqual({ act: 'try-without', conflict: refused.id, extension: 'abc' }),
    );
  });

  it('saves again without the extension, where it changed the save itself', async () => {
    const { refused } = story();
    const changed = { ...refused.headers, set: [['If-Match', '"1"']] as const, sent: [] };
    const { world } = await showCause('header-changed-by-extension', 'tell', caseOf(story().refused, []), {
      headers: changed,
    });
    await waitFor(() => expect(button('Name the suspects')).toBeDefined());
    button('Name the suspects')?.click();
    await waitFor(() => expect(world.acts).toHaveLength(1));
    const one = { id: 'abc', name: 'Header Fix', version: '2', enabled: true, mayBeSwitched: true } as const;
    world.acts[0]?.end({
      act: 'suspects',
      outcome: 'named',
      sentence: 'x',
      byHand: false,
      suspects: [{ ...one, reasons: ['It may.'] }],
    });
    await waitFor(() => expect(button('Save again without it')).toBeDefined());
    button('Save again without it')?.click();
    await waitFor(() => expect(world.acts[1]?.act).toMatchObject({ act: 'replay-prepare', without: 'abc' }));
  });

  it('says so where the browser does not give the permission', async () => {
    const { world } = await showCause('header-changed-by-extension', 'tell');
    world.extensionsAllowed = 'refused';
    await waitFor(() => expect(button('Name the suspects')).toBeDefined());
    button('Name the suspects')?.click();
    await waitFor(() => expect(document.body.textContent).toContain('The browser did not give the permission'));
    expect(world.acts).toEqual([]);
  });

  it('offers none of the others’ fixes where somebody else saved', async () => {
    await showCause('changed-by-someone-else', 'replay');
    await waitFor(() => expect(button('Save it again')).toBeDefined());
    for (const name of [cookies, 'Clear the old copy', 'Name the suspects']) expect(button(name)).toBeUndefined();
    expect(document.querySelector('.addresses')).toBeNull();
    expect(button('Ask the site’s people: copy a report')).toBeDefined();
  });
});

describe('the popup’s other states', () => {
  it('offers to try again where the record cannot be read', async () => {
    const world = fakeWorld();
    world.broken = new Error('The browser refused the storage.');
    await show(world);
    await waitFor(() => expect(document.body.textContent).toContain('The browser refused the storage.'));
    world.broken = null;
    button('Try again')?.click();
    await waitFor(() => expect(heading()).toBe('No save was refused in this tab'));
  });

  it('has one button where the site is not watched, and says when the browser refuses', async () => {
    const world = fakeWorld();
    Object.assign(world, { watch: async () => 'refused' });
    await show(world);
    await waitFor(() => expect(button('Watch this site')).toBeDefined());
    expect([...document.querySelectorAll('button.button')]).toHaveLength(1);
    button('Watch this site')?.click();
    await waitFor(() => expect(document.body.textContent).toContain('did not give the permission'));
  });

  it('says which extension was left off', async () => {
    const world = fakeWorld();
    world.leftOffNow = ['Header Fix'];
    await show(world);
    await waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('Header Fix'));
  });

  it('tells the others in short and opens one when asked', async () => {
    const other = exchange({ method: 'PUT', status: 409, url: 'https://api.test/other' });
    const { world, refused } = story();
    world.files.set(other.id, caseOf(other));
    await show(world);
    await waitFor(() => expect(document.querySelectorAll('.save')).toHaveLength(2));
    await waitFor(() => expect(button('What can I do?')).toBeDefined());
    button('What can I do?')?.click();
    await waitFor(() => expect(button('Save it again')).toBeDefined());
    button('Save it again')?.click();
    await waitFor(() => expect(world.acts).toHaveLength(1));
    expect([refused.id, other.id]).toContain(Reflect.get(world.acts[0]?.act ?? {}, 'conflict'));
  });
});

describe('saving again in the popup', () => {
  it('asks only what both changed, and sends nothing before that', async () => {
    const { world, plan } = story();
    await show(world);
    await waitFor(() => expect(button('Save it again')).toBeDefined());
    button('Save it again')?.click();
    await waitFor(() => expect(world.acts).toHaveLength(1));
    world.acts[0]?.end({ act: 'replay-prepare', outcome: 'ready', sentence: 'x', plan });
    await waitFor(() => expect(button('Send')?.getAttribute('aria-disabled')).toBe('true'));
    button('Send')?.click();
    expect(world.acts).toHaveLength(1);
    const groups = [...document.querySelectorAll('[role=radiogroup]')];
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['$.title']);
    document.querySelector<HTMLInputElement>('input[aria-label=Theirs]')?.click();
    await waitFor(() => expect(button('Send')?.getAttribute('aria-disabled')).toBeNull());
    button('Send')?.click();
    await waitFor(() =>
      expect(world.acts[1]?.act).toEqual({
        act: 'replay-send',
        plan: plan.id,
        choices: { '$.title': { take: 'theirs' } },
      }),
    );
  });
});

describe('after a save went through', () => {
  it('keeps the news of it, and offers nothing more', async () => {
    const { world, refused, read } = story();
    await show(world);
    await waitFor(() => expect(button('Save it again')).toBeDefined());
    button('Save it again')?.click();
    await waitFor(() => expect(world.acts).toHaveLength(1));
    world.files.set(
      refused.id,
      caseOf(refused, [
        read,
        exchange({
          method: 'PUT',
          url: refused.url,
          startedAt: refused.startedAt + 60_000,
          parent: { id: refused.id, role: 'replay-send', note: '' },
        }),
      ]),
    );
    world.acts[0]?.end({
      act: 'replay-send',
      outcome: 'saved',
      sentence: 'x',
      status: 200,
      token: '"v3"',
      sent: null,
      confirmed: null,
    });
    await waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toContain('Saved. The site has'));
    await waitFor(() => expect(document.body.textContent).toContain('It was saved since.'));
    expect(document.querySelector('[role=status]')?.getAttribute('data-outcome')).toBe('saved');
    expect(button('Save it again')).toBeUndefined();
  });
});

describe('while a save is on its way', () => {
  it('shows the step that runs, although the save is in the record already', async () => {
    const { world, refused, read } = story();
    const panel = await show(world);
    await waitFor(() => expect(button('Save it again')).toBeDefined());
    button('Save it again')?.click();
    await waitFor(() => expect(world.acts).toHaveLength(1));
    const saved = exchange({
      method: 'PUT',
      url: refused.url,
      startedAt: refused.startedAt + 60_000,
      parent: { id: refused.id, role: 'replay-send', note: '' },
    });
    world.files.set(refused.id, caseOf(refused, [read, saved]));
    await panel.refresh();
    expect(panel.summaries.value.get(refused.id)?.saved).toBe(true);
    const run = world.acts[0]?.run ?? '';
    world.ping({ ping: 'progress', run, progress: { step: 'Reading again.', done: 2, total: 3 } });
    await waitFor(() => expect(document.body.textContent).toContain('Reading again.'));
    expect(document.body.textContent).not.toContain('It was saved since.');
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
