// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import { createPanel } from '../../src/ui/panel/model.ts';
import { Panel } from '../../src/ui/panel/panel.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { Popup } from '../../src/ui/popup/popup.tsx';
import { report } from '../../src/ui/shared/report.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { load, saved } from '../diagnose/stories.ts';
import './support/on-demand.ts';
import { causeNamed, fakeWorld } from './support/fake-world.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

const theirs = saved(10, null, '"b2"', { tabId: 2, requestBody: '{"title":"theirs"}' });
const mine = saved(30, null, '"c3"', { flag: 'lost-update' });
const read = load(0, '"a1"', { responseBody: '{"title":"draft"}' });
/** The page saved once more, which brings nothing back. */
const later = saved(60, null, '"d4"');
const hidden = exchange({ method: 'POST', status: 200, flag: 'disguised-refusal', url: 'https://api.test/graphql' });

async function show(kind: 'panel' | 'popup') {
  const world = fakeWorld([caseOf(mine, [read, theirs, later]), caseOf(hidden)]);
  world.causes.set('x', causeNamed('x', 'A cause that a replay answers', { remedy: 'replay' }));
  const evidence = [{ text: 'Seen.', exchange: null }] as const;
  world.findings = [{ cause: 'x', kind: 'stale-version', finding: 'cause', strength: 'likely', evidence }];
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(world);
  const watch = createWatch(world, () => ['https://api.test']);
  const all = { panel, watch, world };
  render(kind === 'panel' ? <Panel {...all} /> : <Popup {...all} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  await panel.refresh();
  return { app, panel };
}

const buttons = (app: HTMLElement) => [...app.querySelectorAll('button')].map((button) => button.textContent);

it('rows keep their status and say in a word what it does not tell', async () => {
  const { app, panel } = await show('panel');
  const rows = [...app.querySelectorAll<HTMLElement>('[role="row"]')];
  const said = rows.map((row) => [row.dataset.status, row.getAttribute('aria-label')]);
  expect(said).toContainEqual(['200', expect.stringMatching(/^200 PUT \/notes\/1, .*, overwrote somebody’s work/)]);
  expect(said).toContainEqual(['200', expect.stringMatching(/^200 POST \/graphql, .*, hidden conflict/)]);
  expect(rows.map((row) => row.textContent).join()).toContain('hidden conflict');
  panel.filter.value = 'overwrote';
  await waitFor(() => expect(app.querySelectorAll('[role="row"]')).toHaveLength(1));
});

it('a lost update shows what was overwritten, and no replay and no “saved since”', async () => {
  const { app, panel } = await show('panel');
  panel.select(mine.id);
  await waitFor(() => expect(app.querySelector('[aria-label="Overwritten"]')).not.toBeNull());
  const field = app.querySelector<HTMLElement>('[aria-label="Overwritten"] li');
  expect(field?.dataset.path).toBe('$.title');
  expect(field?.textContent).toMatch(/theirs.*mine.*draft/);
  expect(buttons(app).filter((name) => /Replay|Clear/.test(name ?? ''))).toEqual([]);
  expect(buttons(app)).toContain('Copy a report');
  expect(app.querySelector('.settled')).toBeNull();
  // Nor a script that would save again.
  const exporting = [...app.querySelectorAll('button')].find((button) => button.textContent === 'Export');
  exporting?.click();
  const items = () => [...app.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent ?? '');
  await waitFor(() => expect(items()).toContain('This conflict as JSON'));
  expect(items().filter((item) => /cURL|fetch|Python/.test(item))).toEqual([]);
  exporting?.click();
  panel.select(hidden.id);
  await waitFor(() => expect(buttons(app)).toContain('Replay with fresh ETag'));
  expect(app.querySelector('[aria-label="Overwritten"]')).toBeNull();
});

it('the popup tells both apart and offers no second save of a lost update', async () => {
  const { app, panel } = await show('popup');
  expect(app.querySelector('h1')?.textContent).toBe('In this tab: saves refused 1, somebody’s work overwritten 1');
  await waitFor(() => expect(app.querySelectorAll('.save h2')).toHaveLength(2));
  for (const id of [mine.id, hidden.id]) {
    panel.select(id);
    await waitFor(() => expect(buttons(app)).toContain('Ask the site’s people: copy a report'));
    expect(buttons(app).includes('Save it again')).toBe(id === hidden.id);
  }
});

it('a report says what happened in its heading', () => {
  const head = (x: typeof mine) => report(caseOf(x), [], () => undefined).split('\n')[0];
  expect(head(mine)).toMatch(/^# A save overwrote/);
  expect(head(hidden)).toMatch(/^# A save was refused, and the status hides it: 200 POST/);
});
