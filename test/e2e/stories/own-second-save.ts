import { limitSentence } from '../../../src/texts/limits.ts';
import { expectCause, insist, openDiagnosis, type Story, withPanel } from './story.ts';

export const ownSecondSave: Story = {
  id: 'own-second-save',
  title: 'my own second save is refused, for the cache kept the old copy: proven after the check, cleared, saved',
  notIn: {
    firefox: limitSentence('cache-after-write', 'firefox'),
  },
  play: (stage) =>
    withPanel(stage, 'cached', async (notebook, panel) => {
      const { lab, say, shoot } = stage;
      say(`load: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'First title' });
      say(`first save: ${(await notebook.save()).text}`);
      await notebook.write({ body: 'Second text' });
      const refused = await notebook.save();
      say(`second save: ${refused.text}`);
      insist(refused.status === 409, `The second save was to be refused with 409, not ${refused.status}`);

      await openDiagnosis(stage, panel, /^409 PUT \/cached\/api\/notes\/1/);
      say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
      await expectCause(stage, panel, 'stale-browser-cache', 'proven');
      await shoot(panel, 'stale-cache');
      say(`Clear cache for this resource: ${await panel.act('Clear cache for this resource', 'cleared')}`);
      await shoot(panel, 'stale-cache-cleared');

      say(`load again: ${(await notebook.load()).text}`);
      await notebook.write({ body: 'Second text' });
      const saved = await notebook.save();
      say(`save again: ${saved.text}`);
      insist(saved.status === 200, `The save after the clear was to succeed, not ${saved.status}`);
      const { title, body } = lab.store.read('cached', '1');
      say(`the server holds: ${JSON.stringify({ title, body })}`);
      insist(title === 'First title' && body === 'Second text', 'Not both of my edits are on the server');
    }),
};
