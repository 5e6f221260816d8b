// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ExchangeView } from '../../src/ui/panel/exchange-view.tsx';
import { createPanel } from '../../src/ui/panel/model.ts';
import { VersionsFigure } from '../../src/ui/panel/versions-figure.tsx';
import type { DevtoolsLinks } from '../../src/ui/world.ts';
import { caseOf, exchange, type Sketch } from '../diagnose/cases.ts';
import { fullHistory } from './support/histories.ts';
import { worldOf } from './support/story.ts';

/** Parts that are fetched on demand come late on a busy machine. */
const waitFor: typeof vi.waitFor = (probe) => vi.waitFor(probe, { timeout: 10_000 });
let dispose = (): void => undefined;
afterEach(() => dispose());

async function open(sketch: Sketch, links?: DevtoolsLinks) {
  const x = exchange({ method: 'PUT', status: 409, ...sketch });
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(Object.assign(worldOf(caseOf(x)), links === undefined ? {} : { links }));
  render(<ExchangeView panel={panel} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  await panel.open(x.id);
  await waitFor(() => expect(app.querySelector('.facts')).not.toBeNull());
  return app;
}

const button = (app: Element, name: string) => [...app.querySelectorAll('button')].find((b) => b.textContent === name);
const frame = { name: 'save', url: 'https://app.test/assets/app.js?v=1', line: 11, column: 3 };

describe('the exchange view', () => {
  it('says why the wire shows nothing where only the page told, and has no empty column for it', async () => {
    const app = await open({ set: [['If-Match', '"1"']], sent: null, sources: ['page-intent'] });
    const table = app.querySelector('table[aria-label="Request header fields"]');
    expect([...(table?.querySelectorAll('thead th') ?? [])].map((th) => th.textContent)).toEqual([
      'Field',
      'Set by the page',
    ]);
    expect(app.textContent).toContain('Only the page told of this request');
    expect(app.textContent).toContain('shows while DevTools is open');
  });

  it('says of a worker’s request which tabs share the worker, and claims none of them', async () => {
    const app = await open({ tabId: -1, sharers: [3, 7] });
    expect(app.textContent).toContain('tabs 3, 7 may share; no browser tells for which tab a worker asks');
  });

  it('tells each change of a header with a sign, in words, and with the values struck and set', async () => {
    const app = await open({
      set: [
        ['If-Match', '"1"'],
        ['X-Gone', 'a'],
      ],
      sent: [
        ['If-Match', '"2"'],
        ['X-New', 'b'],
      ],
    });
    const rows = [...app.querySelectorAll('[aria-label="Request header fields"] tbody tr')];
    expect(
      rows.map((row) => [row.querySelector('th')?.textContent, row.querySelector('td:last-child')?.textContent]),
    ).toEqual([
      ['If-Match', '≠ replaced by an extension'],
      ['X-New', '+ added by an extension'],
      ['X-Gone', '− removed by an extension'],
    ]);
    expect(rows[0]?.querySelector('del')?.textContent).toBe('"1"');
    expect(rows[0]?.querySelector('ins')?.textContent).toBe('"2"');
    expect(app.textContent).toContain('Extensions of this browser changed 3 of them');
  });

  it('links the stack into the Sources panel where the browser has a way there, and says where it leads nowhere', async () => {
    const source = vi.fn(async () => false);
    const app = await open({ network: { stack: [frame] } }, { source });
    button(app, 'app.js:12:4')?.click();
    expect(source).toHaveBeenCalledWith(frame.url, 11, 3);
    await waitFor(() => expect(app.textContent).toContain('DevTools does not have this script any more'));
  });

  it('shows the stack as text to copy where there is no way (Firefox)', async () => {
    const app = await open({ network: { stack: [frame] } });
    expect(app.querySelector('.stack')?.textContent).toContain('https://app.test/assets/app.js?v=1:12:4');
    expect(app.querySelector('.stack button')).toBeNull();
    expect(button(app, 'Copy the calls')).toBeDefined();
  });

  it('leads to the browser’s own Network panel where there is a way', async () => {
    const network = vi.fn();
    const app = await open({}, { network });
    button(app, 'Show in the Network panel')?.click();
    expect(network).toHaveBeenCalledWith('https://api.test/notes/1');
    dispose();
    expect(button(await open({}), 'Show in the Network panel')).toBeUndefined();
  });

  it('shows JSON as a tree that folds by keyboard, and as it came on demand', async () => {
    const app = await open({ requestBody: '{"a":{"b":1},"c":2}' });
    const tree = app.querySelector('[role="tree"][aria-label="Request body"]');
    const items = (): HTMLElement[] => [...(tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
    expect(items()).toHaveLength(4);
    expect(items().map((i) => i.tabIndex)).toEqual([0, -1, -1, -1]);
    items()[0]?.focus();
    items()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await waitFor(() => expect(document.activeElement).toBe(items()[1]));
    items()[1]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await waitFor(() => expect(items()).toHaveLength(3));
    expect(items()[1]?.getAttribute('aria-expanded')).toBe('false');
    button(app, 'Show it as it came')?.click();
    await waitFor(() => expect(app.querySelector('pre.body')?.textContent).toBe('{"a":{"b":1},"c":2}'));
  });

  it('shows bytes as hex, more on demand, and says where bytes came as text', async () => {
    const app = await open({
      responseBody: {
        state: 'kept',
        encoding: 'base64',
        data: btoa('\x89PNG'.repeat(400)),
        length: 2136,
        truncated: false,
        redacted: false,
      },
      requestBody: '\u0000\u0001\ufffd\u0002\u0003',
    });
    expect(app.querySelector('.hex')?.textContent).toMatch(/^00000000 {2}89 50 4e 47 89/);
    const lines = () => app.querySelector('.hex')?.textContent?.split('\n').length;
    expect(lines()).toBe(32);
    button(app, 'Show more of 100 lines')?.click();
    await waitFor(() => expect(lines()).toBe(100));
    expect(app.textContent).toContain('this browser gave them as text');
  });

  it('shows where the time went', async () => {
    const app = await open({ network: { phases: { blocked: 1, wait: 20.5, receive: 2 } } });
    const rows = [...app.querySelectorAll('[aria-label="Timing"] tr')].map((row) => row.textContent);
    expect(rows).toEqual(['Waiting in the browser1 ms', 'Waiting for the answer20.5 ms', 'Receiving the answer2 ms']);
  });
});

describe('the differences of two versions', () => {
  it('open below the picture, for any two reads or saves that one chooses', async () => {
    const file = fullHistory();
    const app = document.createElement('div');
    document.body.append(app);
    const panel = createPanel(worldOf(file));
    render(<VersionsFigure file={file} panel={panel} />, app);
    dispose = () => {
      render(null, app);
      panel.stop();
      app.remove();
    };
    await waitFor(() => expect(button(app, 'Compare two versions')).toBeDefined());
    button(app, 'Compare two versions')?.click();
    const lines = () => [...app.querySelectorAll('.diff .line')].map((line) => line.textContent);
    await waitFor(() => expect(lines()).toContain('+  "title": "Theirs",'));
    expect(lines()).toContain('−  "title": "Mine"');
    expect(app.querySelectorAll('select')).toHaveLength(2);
    const [from] = app.querySelectorAll('select');
    if (from === undefined) throw new Error('No choice');
    from.value = file.history[0]?.id ?? '';
    from.dispatchEvent(new Event('change', { bubbles: true }));
    await waitFor(() => expect(lines()).toContain('−  "title": "Draft",'));
    expect(app.querySelector('.diff del .word-out')?.textContent).toBe('Draft');
  });
});
