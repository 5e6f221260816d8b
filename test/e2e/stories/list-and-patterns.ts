import { insist, type Story, withPanel } from './story.ts';

const list = { within: { role: 'grid', name: 'Conflicts' } };

export const listAndPatterns: Story = {
  id: 'list-and-patterns',
  title:
    'a save that is refused again and again: folded, unfolded by keyboard, filtered, and its pattern leads back to it',
  play: (stage) =>
    withPanel(stage, 'strict-409', async (notebook, { panel }) => {
      const { lab, say } = stage;
      await notebook.load();
      await notebook.write({ title: 'My title' });
      lab.store.edit('strict-409', '1', { title: 'Their title' });
      for (let i = 0; i < 5; i++) insist((await notebook.save()).status === 409, 'The save was to be refused');

      const repeats = await panel.waitFor('button', /^▸? ?5 refused in /, list);
      say(`one row stands for five: ${repeats.text}`);
      const rows = async (): Promise<number> => (await panel.all('row', /^409 PUT/, list)).length;
      insist((await rows()) === 1, `One row was to stand there, not ${await rows()}`);
      await panel.click('row', /^409 PUT/, list);
      await panel.press('ArrowRight');
      await panel.until('the five rows to show', async () => (await rows()) === 5);
      await panel.press('End');
      await panel.waitFor('row', /^409 PUT/, {
        ...list,
        attributes: { 'aria-rowindex': '5', 'aria-selected': 'true' },
      });
      await panel.press('Home');
      await panel.press('ArrowLeft');
      await panel.until('them to be folded again', async () => (await rows()) === 1);

      await panel.fill('searchbox', 'Filter conflicts', 'status:412');
      await panel.waitFor('button', 'Clear the filter');
      insist((await rows()) === 0, 'Nothing was to fit the filter');
      await panel.click('button', 'Clear the filter');
      await panel.until('the row to be back', async () => (await rows()) === 1);

      await panel.click('button', 'Patterns');
      const within = { role: 'region', name: 'Patterns' };
      say(`pattern: ${(await panel.waitFor('row', /notes\/\{id\}/, { within })).text}`);
      await panel.click('button', /^PUT \/strict-409\/api\/notes\/\{id\}/, { within });
      await panel.waitFor('button', /5 refused in /, list);
      const typed = (await panel.waitFor('searchbox', 'Filter conflicts')).value ?? '';
      say(`the list is filtered by: ${typed}`);
      insist(typed.includes('path:/strict-409/api/notes/{id}'), `The filter was to name the endpoint, not ${typed}`);
    }),
};
