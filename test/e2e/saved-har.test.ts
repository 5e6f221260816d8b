import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFields } from '../../src/http/unknown.ts';
import { strict409 } from '../lab/scenarios/strict-409.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { drop } from './stories/brought-in.ts';
import { ConflictPanel, type SeenCause } from './support/conflict-panel.ts';
import { type Browser, launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';

/** What was found, without the words. */
const found = (causes: readonly SeenCause[]) =>
  causes.map(({ cause, kind, finding, strength }) => ({ cause, kind, finding, strength }));

describe.each(['chromium', 'firefox'] as const)('a HAR file that the Network panel of %s saved', (name) => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
    browser = await launch(name, { extensions: [builds[name]] });
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  it('is judged as the live traffic was', async () => {
    const scenario = strict409.id;
    lab.reset(scenario);
    const page = await browser.newPage(lab.url(scenario));
    const panel = await browser.openPanel(page);
    const live = new ConflictPanel(panel);
    const notebook = new Notebook(page);
    await notebook.load();
    await notebook.write({ title: 'My “title”' });
    lab.store.edit(scenario, '1', { body: 'Their text' });
    expect((await notebook.save()).state).toBe('refused');
    await live.select(/^409 PUT/);
    await live.firstCause('changed-by-someone-else');
    const causes = await live.causes();
    const text = await panel.networkHar();
    const saved: unknown = JSON.parse(text);
    const creator = isFields(saved) && isFields(saved.log) && isFields(saved.log.creator) ? saved.log.creator.name : '';
    expect(creator).toBe(name === 'firefox' ? 'Firefox' : 'WebInspector');
    await panel.close();

    const tab = await browser.extensionPage('bring.html');
    await tab.waitFor('button', 'Choose files');
    await drop(tab, [{ name: 'saved.har', text }]);
    await tab.waitFor('listitem', /^/, {
      within: { role: 'list', name: 'Files' },
      attributes: { 'data-state': 'done' },
    });
    expect(await tab.text('list', 'Files')).toMatch(/1 conflict among \d+ requests/);
    const imported = new ConflictPanel(tab);
    await imported.select(/^409 PUT/);
    await imported.firstCause('changed-by-someone-else');
    expect(found(await imported.causes())).toEqual(found(causes));
    expect(text).toContain('My “title”');
  });
});
