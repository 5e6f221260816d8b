import type { ConflictPanel } from '../support/conflict-panel.ts';
import { insist, openDiagnosis, type Stage, type Story, withPanel } from './story.ts';

const replay = { role: 'region', name: 'Replay' } as const;

/** The page's title and somebody else's differ: one conflict. */
async function bothWriteTheTitle(
  stage: Stage,
  play: (panel: ConflictPanel) => Promise<void>,
): Promise<{ title: unknown; body: unknown }> {
  const { lab, say } = stage;
  await withPanel(stage, 'strict-409', async (notebook, panel) => {
    say(`load: ${(await notebook.load()).text}`);
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { title: 'Their title', body: 'Their text' });
    say(`save: ${(await notebook.save()).text}`);
    await openDiagnosis(stage, panel, /^409 PUT \/strict-409\/api\/notes\/1/);
    await panel.prepareReplay();
    await play(panel);
  });
  const { title, body } = lab.store.read('strict-409', '1');
  say(`the server holds: ${JSON.stringify({ title, body })}`);
  return { title, body };
}

/** As a person at the keyboard types; letters may come one by one. */
async function type({ panel }: ConflictPanel, text: string): Promise<void> {
  for (const key of text) await panel.press(key);
}

export const editedByHand: Story = {
  id: 'edited-by-hand',
  title: 'a conflict is written anew in the editor, beside theirs, by keyboard, and that is what the server holds',
  async play(stage) {
    const held = await bothWriteTheTitle(stage, async (conflict) => {
      const { panel } = conflict;
      await conflict.choose('$.title', 'Edit');
      await panel.waitFor('textbox', 'Edit $.title');
      const beside = await panel.text('textbox', 'Theirs, $.title');
      insist(beside.includes('Their title'), `Theirs is to stand beside it, not ${beside}`);
      // From the choice on, Tab leads to what it is compared with, to theirs, and into the editor.
      await panel.until('Tab to lead into the editor', async () => {
        await panel.press('Tab');
        return panel.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Edit $.title');
      });
      await panel.press('End');
      await type(conflict, ', and theirs');
      await panel.until('the editor to hold what was typed', async () => {
        const text = await panel.text('textbox', 'Edit $.title');
        if (text.includes('My title, and theirs')) return true;
        throw new Error(`it holds ${JSON.stringify(text)}`);
      });
      const styled = await panel.evaluate(() => {
        const editor = document.querySelector('.cm-editor');
        return editor === null ? '' : getComputedStyle(editor).position;
      });
      insist(styled === 'relative', 'The editor’s own style sheet is not in force');
      await stage.shoot(conflict, 'editor');
      stage.say(`Send: ${await conflict.act('Send', 'saved')}`);
    });
    insist(held.title === 'My title, and theirs', 'What was written in the editor is not on the server');
    insist(held.body === 'Their text', 'Their edit is not on the server');
  },
};

export const tokenCorrected: Story = {
  id: 'token-corrected',
  title: 'the person corrects the version token by keyboard: an asterisk is refused, their own word is taken and shown',
  async play(stage) {
    const held = await bothWriteTheTitle(stage, async (conflict) => {
      const { panel } = conflict;
      const correct = async (value: string): Promise<void> => {
        await panel.waitFor('button', 'Correct the version token', { within: replay });
        await panel.evaluate(() => document.querySelector<HTMLElement>('.tokens button')?.focus());
        await panel.press('Enter');
        await panel.waitFor('textbox', 'Version in header:If-Match', { within: replay });
        await panel.until('Tab to lead to the version', async () => {
          await panel.press('Tab');
          return panel.evaluate(
            () => document.activeElement?.getAttribute('aria-label') === 'Version in header:If-Match',
          );
        });
        await panel.evaluate(() => (document.activeElement as HTMLInputElement).select());
        await type(conflict, value);
        await panel.press('Enter');
      };
      await correct('*');
      const { text } = await panel.waitFor('alert', undefined, { within: replay });
      stage.say(`asterisk: ${text}`);
      insist(text.includes('would overwrite'), `The asterisk is to be refused for what it does, not: ${text}`);
      insist((await panel.all('button', 'Send', { within: replay })).length === 0, 'Send is to be away');
      await correct('"v4"');
      await panel.waitFor('button', 'Send', { within: replay });
      const shown = await panel.evaluate(() => {
        const place = document.querySelector('[data-carrier="header:If-Match"]');
        return `${place?.getAttribute('data-by')}: ${place?.textContent}`;
      });
      stage.say(shown);
      await conflict.choose('$.title', 'Mine');
      stage.say(`Send: ${await conflict.act('Send', 'saved')}`);
    });
    insist(held.title === 'My title' && held.body === 'Their text', 'Both edits are to be on the server');
  },
};
