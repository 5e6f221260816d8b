import { expectCause, insist, openDiagnosis, type Story, withPanel } from './story.ts';

export const changedBySomeoneElse: Story = {
  id: 'changed-by-someone-else',
  title: 'somebody else saved in between: diagnosis, check, clear, replay, both edits on the server',
  play: (stage) =>
    withPanel(stage, 'strict-409', async (notebook, panel) => {
      const { lab, say, shoot } = stage;
      say(`load: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'My title' });
      lab.store.edit('strict-409', '1', { title: 'Their title', body: 'Their text' });
      say('somebody else saves another title and another text');
      const refused = await notebook.save();
      say(`save: ${refused.text}`);
      insist(refused.status === 409, `The save was to be refused with 409, not ${refused.status}`);

      await openDiagnosis(stage, panel, /^409 PUT \/strict-409\/api\/notes\/1/);
      await expectCause(stage, panel, 'changed-by-someone-else');
      await shoot(panel, 'diagnosis');
      say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
      await expectCause(stage, panel, 'changed-by-someone-else');
      await shoot(panel, 'checked');
      say(`Clear cache for this resource: ${await panel.act('Clear cache for this resource', 'cleared')}`);
      await shoot(panel, 'cleared');

      await panel.prepareReplay();
      const paths = await panel.conflicts();
      say(`Replay asks about: ${paths.join(', ') || 'nothing'}`);
      for (const path of paths) await panel.choose(path, 'Mine');
      await shoot(panel, 'replay');
      say(`Send: ${await panel.act('Send', 'saved')}`);
      await shoot(panel, 'saved');

      const { title, body } = lab.store.read('strict-409', '1');
      say(`the server holds: ${JSON.stringify({ title, body })}`);
      insist(title === 'My title', 'My edit is not on the server');
      insist(body === 'Their text', 'Their edit is not on the server');
    }),
};
