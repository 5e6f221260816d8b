import { ConflictPanel } from '../support/conflict-panel.ts';
import type { Surface } from '../support/driver.ts';
import { Notebook } from '../support/notebook.ts';
import { insist, type Stage, type Story, withPanel } from './story.ts';

/** Counts the clicks in a document of Resave’s. */
function countClicks(page: Surface): () => number {
  let clicks = 0;
  const click = page.click.bind(page);
  page.click = (...args) => {
    clicks += 1;
    return click(...args);
  };
  return () => clicks;
}

function holds({ lab, say }: Stage, title: string, body: string): void {
  const note = lab.store.read('strict-409', '1');
  say(`the server holds: ${JSON.stringify({ title: note.title, body: note.body })}`);
  insist(note.title === title && note.body === body, 'Not both edits are on the server');
}

/**
 * From the refused save to the saved document, with the panel open: the common case, in which the other changed something else,
 * takes two clicks; three where both changed one place.
 */
export const fewClicksInPanel: Story = {
  id: 'few-clicks-in-panel',
  title: 'from the refused save to the saved document: 2 clicks in the open panel, 3 where both changed one place',
  play: (stage) =>
    withPanel(stage, 'strict-409', async (notebook, panel) => {
      const { lab, say } = stage;
      const clicks = countClicks(panel.panel);
      await notebook.load();
      await notebook.write({ title: 'My title' });
      lab.store.edit('strict-409', '1', { body: 'Their text' });
      await notebook.save();
      await panel.row(/^409 PUT/);
      await panel.prepareReplay();
      await panel.act('Send', 'saved');
      say(`clicks: ${clicks()}`);
      insist(clicks() <= 2, `It took ${clicks()} clicks`);
      holds(stage, 'My title', 'Their text');

      const before = clicks();
      await notebook.load();
      await notebook.write({ title: 'My second title' });
      lab.store.edit('strict-409', '1', { title: 'Their title', body: 'Their second text' });
      await notebook.save();
      await panel.panel.until('the second refusal', async () => {
        const within = { role: 'grid', name: 'Conflicts' };
        const folded = await panel.panel.all('button', /^▸? ?2 refused in /, { within });
        return folded.length > 0 || (await panel.panel.all('row', /^409 PUT/, { within })).length > 1;
      });
      // The list leaves the one that is looked at alone: the newer one is chosen first.
      await panel.select(/^409 PUT/);
      await panel.prepareReplay();
      await panel.choose('$.title', 'Mine');
      await panel.act('Send', 'saved');
      say(`clicks: ${clicks() - before}, one of them for the newer row`);
      insist(clicks() - before <= 4, `It took ${clicks() - before} clicks`);
      holds(stage, 'My second title', 'Their second text');
    }),
};

/**
 * The same from the toolbar, with DevTools closed: the popup’s own opening is the first click. Nothing is
 * asked where the two changed different places.
 */
export const fewClicksInPopup: Story = {
  id: 'few-clicks-in-popup',
  title: 'from the refused save to the saved document in the popup: 3 clicks with the one that opens it',
  play: async (stage) => {
    const { browser, lab, say, shoot } = stage;
    await browser.grant(['http://localhost/*']);
    const tab = await browser.newPage(lab.url('strict-409'));
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    await notebook.save();
    await tab.until('the badge to say 1', async () => (await browser.badge(tab)) === '1');

    const popup = new ConflictPanel(await browser.popup(tab));
    const clicks = countClicks(popup.panel);
    await popup.panel.waitFor('button', 'Save it again');
    await shoot(popup, 'popup');
    await popup.prepareReplay('Save it again');
    const asked = await popup.conflicts();
    say(`asked about: ${asked.join(', ') || 'nothing'}`);
    for (const path of asked) await popup.choose(path, path === '$.title' ? 'Mine' : 'Theirs');
    await shoot(popup, 'popup-replay');
    await popup.act('Send', 'saved');
    await shoot(popup, 'popup-saved');
    say(`clicks: ${clicks()} and one that opened the popup`);
    insist(clicks() + 1 <= 3, `It took ${clicks() + 1} clicks`);
    await popup.panel.close();
    holds(stage, 'My title', 'Their text');
    await tab.close();
    await browser.revoke(['http://localhost/*']);
  },
};
