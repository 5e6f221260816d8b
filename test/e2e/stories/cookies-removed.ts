import { Notebook } from '../support/notebook.ts';
import { rowsOf } from '../support/stored-rows.ts';
import { insist, type Story } from './story.ts';

const site = 'notes.site.localhost';

/** The act that signs out: the cookies of the site that refused the save are gone, also those that it shares with its domain. */
export const cookiesRemoved: Story = {
  id: 'cookies-removed',
  ownBrowser: true,
  title: 'the cookies of the site that refused the save are removed, when that is asked for',
  play: async ({ browser, lab, say }) => {
    const below = (path = '') => lab.url('strict-409', path).replace('//localhost', `//${site}`);
    await browser.grant([`http://${site}/*`]);
    const tab = await browser.newPage(below());
    const cookies = await tab.evaluate(() => {
      for (const domain of ['', '; domain=site.localhost']) {
        // biome-ignore lint/suspicious/noDocumentCookie: the oldest way works in both browsers without more
        document.cookie = `signed-in${domain.length}=yes; path=/; max-age=600${domain}`;
      }
      return document.cookie;
    });
    insist(cookies.split(';').length === 2, `The page has these cookies only: ${cookies}`);
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    await notebook.save();
    const own = await browser.extensionPage('guide.html');
    const [refused] = await own.until('the refusal in the store', async () => {
      const rows = (await rowsOf(own, below('api/notes/1'))).filter(({ status }) => status === 409);
      return rows.length > 0 && rows;
    });
    const outcome = await own.evaluate(
      async (conflict, tabId) => {
        type Messages = { runtime: { sendMessage(message: object): Promise<{ answer?: { outcome: string } }> } };
        const { runtime } = Reflect.get(globalThis, 'chrome') as Messages;
        const payload = { run: 'cookies', tabId, act: { act: 'clear-cookies', conflict } };
        return (await runtime.sendMessage({ resave: 'ask', kind: 'act', payload })).answer?.outcome ?? 'none';
      },
      refused?.id ?? '',
      refused?.tabId ?? -1,
    );
    say(`clear-cookies: ${outcome}`);
    insist(outcome === 'cookies-cleared', `It ended ${outcome}`);
    await tab.until('the cookies to be gone', () => tab.evaluate(() => document.cookie === ''));
    await own.close();
    await tab.close();
    await browser.revoke([`http://${site}/*`]);
  },
};
