import { ConflictPanel } from '../support/conflict-panel.ts';
import type { Surface } from '../support/driver.ts';
import { expectCause, insist, type Story } from './story.ts';

/** How many exchanges and unsaved works the real store holds. */
function stored(page: Surface): Promise<number> {
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === 'resave')) return 0;
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    try {
      let count = 0;
      for (const name of ['exchanges', 'vault'])
        if (db.objectStoreNames.contains(name)) count += await done(db.transaction(name).objectStore(name).count());
      return count;
    } finally {
      db.close();
    }
  });
}

/** The worked example, from the first page to the saved note: the real panel and the real acts, and nothing of it in the store. */
export const workedExample: Story = {
  id: 'worked-example',
  title:
    'the worked example is opened from the welcome page, checked, replayed and saved, and nothing of it reaches the store',
  play: async (stage) => {
    const { browser, lab, say } = stage;
    const welcome = await browser.extensionPage('welcome.html');
    const before = await stored(welcome);
    await welcome.waitFor('button', 'See a worked example');
    await welcome.close();

    const page = await browser.extensionPage('example.html');
    insist((await page.text('complementary', 'About this example')).includes('This is an example'), 'It is not marked');
    const panel = new ConflictPanel(page);
    await panel.row(/^412 PUT \/api\/notes\/42/);
    await expectCause(stage, panel, 'changed-by-someone-else');
    say(await panel.act('Check the server', 'checked'));
    await panel.prepareReplay();
    insist((await panel.conflicts()).join() === '$.title', 'It does not ask about the title alone');
    await panel.choose('$.title', 'Mine');
    say(await panel.act('Send', 'saved'));
    insist((await page.text('complementary', 'About this example')).includes('made up'), 'The mark went away');
    insist((await stored(page)) === before, 'Something of the example reached the store');
    insist(lab.store.requests().length === 0, 'Something was sent');
    await page.close();
  },
};
