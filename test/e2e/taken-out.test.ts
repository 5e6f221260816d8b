import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strict409 } from '../lab/scenarios/strict-409.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';

/** In the DevTools page, as a string: hands a HAR to the browser's own Network panel and tells what it has of it (Chromium 156). */
const bringIn = (text: string) => `(async () => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  await ViewManager.ViewManager.instance().showView('network');
  const { NetworkPanel } = await import('./panels/network/network.js');
  const { NetworkLog } = await import('./models/logs/logs.js');
  const view = NetworkPanel.NetworkPanel.instance().networkLogView;
  await view.onLoadFromFile(new File([${JSON.stringify(text)}], 'taken.har', { type: 'application/json' }));
  const requests = NetworkLog.NetworkLog.instance().requests();
  return Promise.all(requests.map(async (request) => {
    const answer = await request.requestContentData();
    return {
      method: request.requestMethod,
      url: request.url(),
      status: request.statusCode,
      sent: request.requestHeaders().map(({ name, value }) => name + ': ' + value),
      received: request.responseHeaders.map(({ name, value }) => name + ': ' + value),
      body: await request.requestFormData(),
      answer: 'error' in answer ? null : answer.text,
    };
  }));
})()`;

type Imported = {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly sent: readonly string[];
  readonly body: string | null;
  readonly answer: string | null;
};

describe('what is taken out of the panel', () => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
    browser = await launch('chromium', { extensions: [builds.chromium] });
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  it('is shown before it leaves, and the browser’s own Network panel opens it', async () => {
    const scenario = strict409.id;
    lab.reset(scenario);
    const tab = await browser.newPage(lab.url(scenario));
    const panel = await browser.openPanel(tab);
    const own = new ConflictPanel(panel);
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit(scenario, '1', { body: 'Their text' });
    expect((await notebook.save()).state).toBe('refused');
    await own.select(/^409 PUT/);
    await own.causes();

    await panel.evaluate(() => {
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob) => {
        if (blob instanceof Blob) void blob.text().then((text) => Object.assign(window, { taken: text }));
        return create(blob);
      };
    });
    await panel.click('button', 'Export');
    await panel.click('menuitem', 'This conflict as HAR');
    const dialog = { within: { role: 'dialog', name: 'Take out' } } as const;
    const told = await panel.waitFor('button', 'Download', dialog).then(() => panel.text('dialog', 'Take out'));
    expect(told).toContain('resave-conflict.har');
    expect(told).toMatch(/Exchanges\s+\d+/);
    expect(await panel.evaluate(() => 'taken' in window)).toBe(false);
    await panel.click('button', 'Download', dialog);
    const text = await panel.until('the file to be made', () =>
      panel.evaluate(() => String(Reflect.get(window, 'taken') ?? '')).then((made) => made !== '' && made),
    );
    await panel.click('button', 'Close', dialog);
    await panel.waitForGone('dialog', 'Take out');

    // Its structure is the browser's own; this cast only names what the script above returns.
    const imported = (await panel.inDevtools(bringIn(text))) as readonly Imported[];
    const refused = imported.find(({ status }) => status === 409);
    expect(refused).toMatchObject({ method: 'PUT', url: expect.stringMatching(/\/api\/notes\/1/) });
    expect(refused?.sent.join('\n')).toMatch(/if-match: /i);
    expect(refused?.body).toContain('My title');
    expect(refused?.answer).not.toBeNull();
    expect(imported.some(({ method, status }) => method === 'GET' && status === 200)).toBe(true);
    const entries: { readonly log: { readonly entries: readonly unknown[] } } = JSON.parse(text);
    expect(imported.length).toBeGreaterThanOrEqual(entries.log.entries.length);
  });
});
