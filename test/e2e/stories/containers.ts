import { limitSentence } from '../../../src/texts/limits.ts';
import { ConflictPanel } from '../support/conflict-panel.ts';
import type { Tab } from '../support/driver.ts';
import { Notebook } from '../support/notebook.ts';
import { rowsOf } from '../support/stored-rows.ts';
import { expectCause, insist, openDiagnosis, type Stage, type Story } from './story.ts';

const sites = ['http://localhost/*'];
const notIn = { chromium: limitSentence('containers', 'chromium') };

/** Signs in as somebody; the lab has no sign-in of its own. */
async function signIn(tab: Tab, who: string): Promise<Notebook> {
  await tab.evaluate((name) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the oldest way works in both browsers without more
    document.cookie = `who=${name}; path=/; max-age=600`;
  }, who);
  return new Notebook(tab);
}

/** The same page in two containers, in each signed in as somebody else. */
async function twoContainers({ browser, lab }: Stage, scenario: string): Promise<readonly [Notebook, Notebook]> {
  await browser.grant(sites);
  lab.reset(scenario);
  const open = async (container: string) =>
    signIn(await browser.containerPage(container, lab.url(scenario)), container);
  return [await open('work'), await open('home')];
}

const cookiesOf = (tab: Tab) => tab.evaluate(() => document.cookie);

export const twoContainerTabs: Story = {
  id: 'two-container-tabs',
  title: 'two container tabs: recorded apart, and checked and replayed with the cookies of the container',
  notIn,
  ownBrowser: true,
  async play(stage) {
    const { browser, lab, say } = stage;
    const [work, home] = await twoContainers(stage, 'strict-409');
    await work.load();
    await home.load();
    await home.write({ body: 'Text from home' });
    await home.save();
    await work.tab.activate();
    await work.write({ title: 'Title from work' });
    say(`save from work: ${(await work.save()).text}`);

    await work.tab.until('the badge to say 1', async () => (await browser.badge(work.tab)) === '1');
    insist((await browser.badge(home.tab)) === '', 'The refusal is counted in the other container’s tab too');
    const panel = new ConflictPanel(await browser.openPanel(work.tab));
    await openDiagnosis(stage, panel, /^409 PUT \/strict-409\/api\/notes\/1/);
    await expectCause(stage, panel, 'changed-in-another-tab', 'proven');
    const saves = (await rowsOf(panel.panel, lab.url('strict-409', 'api/notes/1'))).filter(
      (row) => row.method === 'PUT',
    );
    insist(saves.length === 2 && saves[0]?.tabId !== saves[1]?.tabId, 'The two saves are not two rows of two tabs');

    const before = lab.store.requests().length;
    say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
    await panel.prepareReplay();
    say(`Send: ${await panel.act('Send', 'saved')}`);
    const sent = lab.store.requests().slice(before);
    say(sent.map(({ method, headers }) => `${method} ${headers.cookie ?? 'without cookies'}`).join(', '));
    insist(
      sent.some(({ method }) => method === 'PUT') && sent.length > 3,
      'The check and the replay are not in the log',
    );
    insist(
      sent.every(({ headers }) => headers.cookie === 'who=work'),
      'Not all of it went with the cookies of the container',
    );
    const { title, body } = lab.store.read('strict-409', '1');
    insist(title === 'Title from work' && body === 'Text from home', 'Not both edits are on the server');
    await panel.panel.close();
    await work.tab.close();
    await home.tab.close();
    await browser.revoke(sites);
  },
};

export const containerCleared: Story = {
  id: 'container-cleared',
  title: 'a container’s copy and its cookies are cleared, those of the others stay',
  notIn,
  ownBrowser: true,
  async play(stage) {
    const { browser, lab, say } = stage;
    const [work, home] = await twoContainers(stage, 'cached-elsewhere');
    const plain = await browser.newPage(lab.url('cached-elsewhere'));
    await signIn(plain, 'nobody');
    await home.tab.activate();
    await home.load();
    await work.tab.activate();
    await work.load();
    lab.store.edit('cached-elsewhere', '1', { body: 'Their text' });
    await work.load();
    await work.write({ title: 'My title' });
    say(`save from work: ${(await work.save()).text}`);

    const panel = new ConflictPanel(await browser.openPanel(work.tab));
    await openDiagnosis(stage, panel, /^409 PUT/);
    say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
    await expectCause(stage, panel, 'stale-browser-cache');
    await panel.panel.close();

    const popup = new ConflictPanel(await browser.popup(work.tab));
    await popup.panel.click('button', 'Clear the old copy');
    await popup.outcome('cleared');
    await popup.panel.click('button', 'It did not help: remove this site’s cookies too');
    say(await popup.act('Remove the cookies and sign me out', 'cookies-cleared'));
    await popup.panel.close();

    insist((await cookiesOf(work.tab)) === '', 'The cookies of the container are still there');
    for (const [tab, who] of [
      [home.tab, 'home'],
      [plain, 'nobody'],
    ] as const)
      insist((await cookiesOf(tab)) === `who=${who}`, `The cookies of another container (${who}) are gone`);
    const before = lab.store.requests().length;
    await home.tab.activate();
    await home.load();
    insist(lab.store.requests().length === before, 'The other container’s copy is gone');
    await work.tab.close();
    await home.tab.close();
    await plain.close();
    await browser.revoke(sites);
  },
};
