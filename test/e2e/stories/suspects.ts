import { required } from '../../lab/scenarios/required.ts';
import { startLab } from '../../lab/server.ts';
import { expectCause, insist, openDiagnosis, type Story, withPanel } from './story.ts';

/** A server that demands If-Match, and a page that sends what it was given. */
const demanding = { ...required, id: 'demanding', page: {} };

/** Which extension took ETag away: named, switched off, proven, on again. Its like that does nothing here is cleared. */
export const suspectProven: Story = {
  id: 'suspect-proven',
  title: 'of two extensions that may change headers, the one that takes ETag away is proven, the other cleared',
  extensions: ['strip-etag', 'strip-if-match'],
  willAllow: ['management'],
  play: async (stage) => {
    const { browser, say, shoot } = stage;
    const lab = await startLab({ scenarios: [demanding] });
    await browser.grant(['http://localhost/*']);
    await withPanel({ ...stage, lab }, demanding.id, async (notebook, panel) => {
      say(`load: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'My title' });
      const refused = await notebook.save();
      insist(refused.status === 428, `The save was to be refused with 428, not ${refused.status}`);
      await openDiagnosis({ ...stage, lab }, panel, /^428 PUT/);
      await expectCause(stage, panel, 'header-changed-by-extension', 'likely');
      const within = { role: 'region', name: 'Extensions' };
      await panel.panel.click('button', 'Name the suspects', { within });
      await panel.panel.waitFor('button', /: Strip ETag$/, { within });
      say(`suspects: ${await panel.panel.text('list', 'Suspects', { within })}`);
      await shoot(panel, 'suspects');
      say(await panel.act('Turn off and try again: Strip If-Match', 'tried'));
      await panel.panel.waitFor('listitem', undefined, {
        within,
        attributes: { 'data-verdict': 'cleared' },
      });
      await expectCause(stage, panel, 'header-changed-by-extension', 'likely');
      say(await panel.act('Turn off and try again: Strip ETag', 'tried'));
      await panel.panel.waitFor('listitem', undefined, {
        within,
        attributes: { 'data-verdict': 'proven' },
      });
      await expectCause(stage, panel, 'header-changed-by-extension', 'proven');
    });
    await lab.close();
  },
};
