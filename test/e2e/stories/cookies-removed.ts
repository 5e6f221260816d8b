import { Notebook } from '../support/notebook.ts';
import { rowsOf } from '../support/stored-rows.ts';
import { insist, type Story } from './story.ts';

/** The act that signs out: the cookies of the site that refused the save are gone. */
export const cookiesRemoved: Story = {
  id: 'cookies-removed',
  title: 'the cookies of the site that refused the save are removed, when that is asked for',
  play: async ({ browser, lab, say }) => {
    await browser.grant(['http://localhost/*']);
    const tab = await browser.newPage(lab.url('strict-409'));
    await tab.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: the oldest way works in both browsers without more
      document.cookie = 'signed-in=yes; path=/; max-age=600';
    });
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    await notebook.save();
    const own = await browser.extensionPage('guide.html');
    const [refused] = await own.until('the refusal in the store', async () => {
      const rows = (await rowsOf(own, lab.url('strict-409', 'api/notes/1'))).filter(({ status }) => status === 409);
      return rows.length > 0 && rows;
    });
    const outcome = await own.evaluate(async (conflict) => {
      type Messages = { runtime: { sendMessage(message: object): Promise<{ answer?: { outcome: string } }> } };
      const { runtime } = Reflect.get(globalThis, 'chrome') as Messages;
      const payload = { run: 'cookies', tabId: -1, act: { act: 'clear-cookies', conflict } };
      return (await runtime.sendMessage({ resave: 'ask', kind: 'act', payload })).answer?.outcome ?? 'none';
    }, refused?.id ?? '');
    say(`clear-cookies: ${outcome}`);
    insist(outcome === 'cookies-cleared', `It ended ${outcome}`);
    await tab.until('the cookie to be gone', () => tab.evaluate(() => !document.cookie.includes('signed-in')));
    await own.close();
    await tab.close();
    await browser.revoke(['http://localhost/*']);
  },
};
