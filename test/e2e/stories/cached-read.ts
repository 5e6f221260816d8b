import { expectCause, insist, openDiagnosis, type Story, withPanel } from './story.ts';

export const cachedRead: Story = {
  id: 'cached-read',
  title: 'a read from the cache hid somebody else’s edit: likely after the check, cleared, both edits saved',
  play: async (stage) => {
    // No permission: Firefox 153 marks a cached response in webRequest only, not in DevTools, and the page's own timing tells it.
    await withPanel(stage, 'cached', async (notebook, panel) => {
      const { lab, say } = stage;
      say(`load: ${(await notebook.load()).text}`);
      lab.store.edit('cached', '1', { body: 'Their text' });
      say('somebody else saves another text');
      say(`load again: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'My title' });
      const refused = await notebook.save();
      say(`save: ${refused.text}`);
      insist(refused.status === 409, `The save was to be refused with 409, not ${refused.status}`);

      await openDiagnosis(stage, panel, /^409 PUT \/cached\/api\/notes\/1/);
      say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
      await expectCause(stage, panel, 'stale-browser-cache');
      say(`Clear cache for this resource: ${await panel.act('Clear cache for this resource', 'cleared')}`);

      say(`load again: ${(await notebook.load()).text}`);
      await notebook.write({ title: 'My title' });
      const saved = await notebook.save();
      say(`save again: ${saved.text}`);
      insist(saved.status === 200, `The save after the clear was to succeed, not ${saved.status}`);
      const { title, body } = lab.store.read('cached', '1');
      insist(title === 'My title' && body === 'Their text', 'Not both edits are on the server');
    });
  },
};
