import { ConflictPanel } from '../support/conflict-panel.ts';
import { Notebook } from '../support/notebook.ts';
import { insist, type Story } from './story.ts';

const everySite = ['http://*/*', 'https://*/*'];

export const watchedWithoutDevtools: Story = {
  id: 'watched-without-devtools',
  title: 'all sites watched, DevTools closed, the worker ended: badge, popup with the cause, saved from the popup',
  play: async ({ browser, lab, say, shoot }) => {
    const welcome = await browser.extensionPage('welcome.html');
    await welcome.click('button', 'Watch all sites');
    await welcome.waitFor('button', 'Watch all sites', { attributes: { 'aria-pressed': 'true' } });
    say('all sites are watched');
    await welcome.close();

    const tab = await browser.newPage(lab.url('strict-409'));
    const notebook = new Notebook(tab);
    say(`load: ${(await notebook.load()).text}`);
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { title: 'Their title', body: 'Their text' });
    say(`save: ${(await notebook.save()).text}`);
    await tab.until('the badge to say 1', async () => (await browser.badge(tab)) === '1');
    await browser.stopWorker();
    say('the worker is ended');
    insist((await browser.badge(tab)) === '1', 'The badge did not outlive the worker');

    const popup = new ConflictPanel(await browser.popup(tab));
    say(`popup: ${await popup.panel.text('heading', /^1 save was refused/)}`);
    say(`cause: ${await popup.panel.text('heading', /somebody else saved in between/i)}`);
    await popup.prepareReplay('Save it again');
    // The page's hook kept what the page had read, so that only what both changed is asked.
    const asked = await popup.conflicts();
    say(`asked about: ${asked.join(', ')}`);
    insist(asked.length === 1, `One field was changed by both, and it asks about ${asked.join(', ')}`);
    await popup.choose('$.title', 'Mine');
    await shoot(popup, 'popup');
    say(`Send: ${await popup.act('Send', 'saved')}`);
    await popup.panel.close();

    const { title, body } = lab.store.read('strict-409', '1');
    insist(title === 'My title' && body === 'Their text', 'Not both edits are on the server');
    await tab.close();
    await browser.revoke(everySite);
  },
};
