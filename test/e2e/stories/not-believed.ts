import { insist, openDiagnosis, type Story, withPanel } from './story.ts';

/** The page's service worker answers every read with the first: what it brings is not taken for what the server holds. */
export const replayPastWorker: Story = {
  id: 'replay-past-worker',
  title:
    'a service worker answers the fresh read with its old copy: the replay reads past it, and both edits are saved',
  play: (stage) =>
    withPanel(stage, 'service-worker', async (notebook, panel) => {
      const { lab, say } = stage;
      say(`load: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'My title' });
      lab.store.edit('service-worker', '1', { body: 'Their text' });
      const refused = await notebook.save();
      insist(refused.status === 409, `The save was to be refused with 409, not ${refused.status}`);
      await openDiagnosis(stage, panel, /^409 PUT /);
      await panel.prepareReplay();
      say(`Send: ${await panel.act('Send', 'saved')}`);
      const { title, body } = lab.store.read('service-worker', '1');
      say(`the server holds: ${JSON.stringify({ title, body })}`);
      insist(title === 'My title' && body === 'Their text', 'Both edits are to be on the server');
    }),
};

/** The tab shows another site when Send is pressed: nothing goes out from there, and the plan waits. */
export const tabElsewhere: Story = {
  id: 'tab-elsewhere',
  title: 'the tab shows another site before Send: nothing is sent from it, and back on its page the plan is sent',
  play: (stage) =>
    withPanel(stage, 'strict-409', async (notebook, panel) => {
      const { lab, say } = stage;
      await notebook.load();
      await notebook.write({ title: 'My title' });
      lab.store.edit('strict-409', '1', { body: 'Their text' });
      await notebook.save();
      await openDiagnosis(stage, panel, /^409 PUT /);
      await panel.prepareReplay();
      const here = lab.url('strict-409');
      const other = new URL(here);
      other.hostname = '127.0.0.1';
      const sent = () => lab.store.requests('strict-409').filter(({ method }) => method === 'PUT').length;
      const before = sent();
      await notebook.tab.goto(other.href);
      const failed = await panel.act('Send', 'failed');
      say(failed);
      insist(failed.includes(other.origin), `The outcome is to name the other site: ${failed}`);
      insist(sent() === before, 'A save went out from another site');
      await notebook.tab.goto(here);
      say(`Send: ${await panel.act('Send', 'saved')}`);
      const { title, body } = lab.store.read('strict-409', '1');
      insist(title === 'My title' && body === 'Their text', 'Both edits are to be on the server');
    }),
};
