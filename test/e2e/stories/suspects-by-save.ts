import { limitSentence } from '../../../src/texts/limits.ts';
import type { Scenario } from '../../lab/core/scenario.ts';
import { required } from '../../lab/scenarios/required.ts';
import { startLab } from '../../lab/server.ts';
import type { ConflictPanel } from '../support/conflict-panel.ts';
import type { Notebook } from '../support/notebook.ts';
import { expectCause, insist, openDiagnosis, type Stage, type Story, withPanel } from './story.ts';

/** A server that demands If-Match, and a page that sends what it was given. */
const demanding: Scenario = { ...required, id: 'demanding', page: {} };
const within = { role: 'region', name: 'Extensions' } as const;

/** Saves, is refused because another extension took If-Match from the save alone, and names the suspects with `name`. */
async function refusedByStripping(
  stage: Stage,
  name: (panel: ConflictPanel, notebook: Notebook) => Promise<void>,
  play: (panel: ConflictPanel) => Promise<void>,
): Promise<void> {
  const { browser, say } = stage;
  const lab = await startLab({ scenarios: [demanding] });
  await browser.grant(['http://localhost/*']);
  await withPanel({ ...stage, lab }, demanding.id, async (notebook, panel) => {
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit(demanding.id, '1', { body: 'Their text' });
    const refused = await notebook.save();
    insist(refused.status === 428, `The save was to be refused with 428, not ${refused.status}`);
    await openDiagnosis({ ...stage, lab }, panel, /^428 PUT/);
    await expectCause(stage, panel, 'header-changed-by-extension', 'likely');
    await name(panel, notebook);
    await panel.panel.waitFor('button', 'Save again without it: Strip saves', { within });
    await play(panel);
    await panel.panel.waitFor('listitem', undefined, { within, attributes: { 'data-verdict': 'likely' } });
  });
  const { title, body } = lab.store.read(demanding.id, '1');
  say(`the server holds: ${JSON.stringify({ title, body })}`);
  insist(title === 'My title' && body === 'Their text', 'Both edits are to be on the server');
  await lab.close();
}

/** Chromium: a read does not show it, the save sent again does. */
export const suspectBySave: Story = {
  id: 'suspect-by-save',
  title:
    'an extension that takes If-Match from saves alone: the save goes out with it off, both edits are there, it is on again',
  extensions: ['strip-saves'],
  willAllow: ['management'],
  notIn: { firefox: limitSentence('switch-extension', 'firefox') },
  play: (stage) =>
    refusedByStripping(
      stage,
      (panel) => panel.panel.click('button', 'Name the suspects', { within }).then(() => undefined),
      async (panel) => {
        stage.say(await panel.act('Turn off and try again: Strip saves', 'tried'));
        await panel.panel.waitFor('listitem', undefined, { within, attributes: { 'data-verdict': 'unsettled' } });
        // Sent with it on, the save is refused for the same reason, and that is said.
        await panel.prepareReplay();
        const again = await panel.act('Send', 'refused-again');
        insist(again.includes('was changed on its way'), `The outcome is to say why: ${again}`);
        await panel.prepareReplay('Save again without it: Strip saves');
        await stage.shoot(panel, 'without');
        const said = await panel.act('Send', 'saved');
        stage.say(said);
        insist(said.includes('Most likely it is “Strip saves”'), 'The outcome is to say what it showed');
        insist(said.includes('is on again'), 'The outcome is to say that it is on again');
      },
    ),
};

/** Firefox: the same, where the person switches it. */
export const suspectBySaveByHand: Story = {
  id: 'suspect-by-save-by-hand',
  title:
    'an extension that takes If-Match from saves alone, where the person has to switch it: said how, sent, checked',
  extensions: ['strip-saves'],
  notIn: { chromium: limitSentence('switch-extension', 'chromium') },
  play: (stage) =>
    refusedByStripping(
      stage,
      async (panel, notebook) => {
        const { browser } = stage;
        await panel.panel.click('button', 'Name the suspects', { within });
        const welcome = await browser.newPage(`${browser.extensionOrigin}src/shells/welcome.html?allow=extensions`);
        await welcome.click('button', 'Let Resave see the other extensions');
        await welcome.until('the permission', async () =>
          (await welcome.all('note')).some(({ text }) => /^Allowed/.test(text)),
        );
        await welcome.close();
        await notebook.tab.activate();
        await panel.panel.click('button', 'Name the suspects', { within });
      },
      async (panel) => {
        await panel.prepareReplay('Save again without it: Strip saves');
        stage.say(await panel.act('Send', 'failed'));
        await stage.browser.switchExtension('Strip saves', false);
        const said = await panel.act('Send', 'saved');
        stage.say(said);
        insist(said.includes('Now turn “Strip saves” on again'), 'The outcome is to say what is left to do');
        await stage.browser.switchExtension('Strip saves', true);
      },
    ),
};
