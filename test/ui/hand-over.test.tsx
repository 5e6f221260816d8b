// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { handOver, takeHandedOver } from '../../src/ui/bring/hand-over.ts';
import { createPanel } from '../../src/ui/panel/model.ts';
import { Panel } from '../../src/ui/panel/panel.tsx';
import { createWatch } from '../../src/ui/panel/watch.ts';
import { fakeWorld } from './support/fake-world.ts';

const { waitFor } = vi;
const file = () => new File(['{}'], 'a.har');

/** Channels of one origin, with delivery as a browser does it: later, and never to the one who speaks. */
class Channel {
  static readonly all = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Channel.all.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.all)
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data }));
  }
  close(): void {
    Channel.all.delete(this);
  }
}
vi.stubGlobal('BroadcastChannel', Channel);

let dispose = (): void => undefined;
afterEach(() => {
  dispose();
  Channel.all.clear();
});

function show(openPage: () => Promise<void>): HTMLElement {
  const app = document.createElement('div');
  document.body.append(app);
  const world = { ...fakeWorld([]), openPage };
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  render(<Panel panel={panel} watch={watch} world={world} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  return app;
}

function drop(files: readonly File[]): boolean {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files, types: ['Files'] } });
  return document.body.dispatchEvent(event);
}

describe('files from one document to the page that reads them', () => {
  it('go to the page that is opened for them, not to one that stood there before', async () => {
    const before: File[] = [];
    const opened: File[] = [];
    takeHandedOver((files) => before.push(...files));
    const taken = await handOver([file()], async () => void takeHandedOver((files) => opened.push(...files)));
    expect(taken).toBe(true);
    expect(opened.map(({ name }) => name)).toEqual(['a.har']);
    expect(before).toEqual([]);
    expect(Channel.all.size).toBe(2);
  });

  it('go to nobody where no page speaks up, and that is told', async () => {
    expect(await handOver([file()], async () => undefined, 1)).toBe(false);
    expect(Channel.all.size).toBe(0);
  });

  it('are taken only as files', async () => {
    const add = vi.fn();
    const stranger = new Channel('resave-files');
    let page = '';
    stranger.onmessage = ({ data }) => {
      page = String(Reflect.get(Object(data), 'page'));
    };
    takeHandedOver(add);
    await waitFor(() => expect(page).not.toBe(''));
    for (const files of [['text'], 7, null, []]) stranger.postMessage({ said: 'files', page, files });
    stranger.postMessage({ said: 'files', page, files: [file(), 'text'] });
    await waitFor(() => expect(add).toHaveBeenCalled());
    expect(add.mock.calls).toEqual([[[expect.any(File)]]]);
  });
});

describe('the panel', () => {
  it('takes files that are dropped on it, opens the page for them and says what became of them', async () => {
    const add = vi.fn();
    const openPage = vi.fn(async () => void takeHandedOver(add));
    const app = show(openPage);
    expect(drop([file()])).toBe(false);
    await waitFor(() => expect(app.textContent).toContain('The page “Import” reads the files.'));
    expect(openPage).toHaveBeenCalledWith('bring');
    expect(add).toHaveBeenCalledOnce();
  });

  it('says what to do where the page cannot be opened', async () => {
    const app = show(() => Promise.reject(new Error('No page today.')));
    drop([file()]);
    await waitFor(() => expect(app.querySelector('[role="alert"]')?.textContent).toBe('No page today.'));
  });

  it('leaves alone what is no file', () => {
    show(async () => undefined);
    expect(drop([])).toBe(true);
  });
});
