import { limitSentence } from '../../../src/texts/limits.ts';
import type { Scenario } from '../../lab/core/scenario.ts';
import { required } from '../../lab/scenarios/required.ts';
import { startLab } from '../../lab/server.ts';
import type { ConflictPanel } from '../support/conflict-panel.ts';
import type { Surface, Tab } from '../support/driver.ts';
import type { Notebook } from '../support/notebook.ts';
import { expectCause, insist, openDiagnosis, type Stage, type Story, withPanel } from './story.ts';

/** A server that demands If-Match, and a page that sends what it was given. */
const demanding: Scenario = { ...required, id: 'demanding', page: {} };

/** Which extension took ETag away: named, switched off, proven, on again. Its like that does nothing here is cleared. */
export const suspectProven: Story = {
  id: 'suspect-proven',
  title: 'of two extensions that may change headers, the one that takes ETag away is proven, the other cleared',
  extensions: ['strip-etag', 'strip-if-match'],
  willAllow: ['management'],
  notIn: { firefox: limitSentence('switch-extension', 'firefox') },
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

/** Whether an extension is switched on, asked in one of Resave's own pages, which wakes no background. */
export async function isOn(page: Surface, name: string): Promise<boolean> {
  return page.evaluate(async (name) => {
    type Item = { readonly name: string; readonly enabled: boolean };
    const { management } = Reflect.get(globalThis, 'chrome') as { management: { getAll(): Promise<readonly Item[]> } };
    return (await management.getAll()).some((item) => item.name === name && item.enabled);
  }, name);
}

/** A server that demands If-Match, and keeps the reads waiting that come after so many more. */
export type Holding = {
  readonly scenario: Scenario;
  holdAfter(reads: number): void;
  isHeld(): boolean;
  release(): void;
};
export function holding(): Holding {
  let heldFrom = Number.POSITIVE_INFINITY;
  let reads = 0;
  let free = () => {};
  return {
    scenario: {
      ...demanding,
      id: 'held',
      async handle(call, next) {
        if (call.method === 'GET' && ++reads >= heldFrom) await new Promise<void>((go) => (free = go));
        return next();
      },
    },
    holdAfter: (more) => (heldFrom = reads + more),
    isHeld: () => reads >= heldFrom,
    release() {
      heldFrom = Number.POSITIVE_INFINITY;
      free();
    },
  };
}

/** A trial of Strip ETag up to where the extension is off and the read without it waits. @returns a page of Resave's own */
export async function offInTheMiddle(
  stage: Stage,
  { holdAfter, isHeld }: Holding,
  notebook: Notebook,
  conflicts: ConflictPanel,
): Promise<Tab> {
  const { panel } = conflicts;
  await notebook.load();
  await notebook.write({ title: 'My title' });
  await notebook.save();
  await openDiagnosis(stage, conflicts, /^428 PUT/);
  const within = { role: 'region', name: 'Extensions' };
  await panel.click('button', 'Name the suspects', { within });
  await panel.waitFor('button', 'Turn off and try again: Strip ETag', { within });
  const own = await stage.browser.extensionPage('guide.html');
  await notebook.tab.activate();
  insist(await isOn(own, 'Strip ETag'), 'Strip ETag is off before anything was tried');
  holdAfter(2);
  await panel.click('button', 'Turn off and try again: Strip ETag', { within });
  await own.until('the read without it to wait at the server', async () => isHeld());
  insist(!(await isOn(own, 'Strip ETag')), 'Strip ETag is on while the read without it is made');
  return own;
}

/** The background is killed while an extension is off: it comes on again, and nothing is said of it. */
export const suspectBackOn: Story = {
  id: 'suspect-back-on',
  title:
    'the background is killed while an extension is off: the extension comes on again, and trying once more proves it',
  extensions: ['strip-etag'],
  willAllow: ['management'],
  notIn: { firefox: limitSentence('switch-extension', 'firefox') },
  play: async (stage) => {
    const { browser, say } = stage;
    const held = holding();
    const lab = await startLab({ scenarios: [held.scenario] });
    await browser.grant(['http://localhost/*']);
    await withPanel({ ...stage, lab }, held.scenario.id, async (notebook, panel) => {
      const own = await offInTheMiddle({ ...stage, lab }, held, notebook, panel);
      await browser.stopWorker();
      say('the background is killed while Strip ETag is off');
      await own.until('Strip ETag to be on again', () => isOn(own, 'Strip ETag'));
      say('Strip ETag is on again');
      held.release();
      say(await panel.outcome('failed'));
      await expectCause(stage, panel, 'header-changed-by-extension', 'likely');

      say(await panel.act('Turn off and try again: Strip ETag', 'tried'));
      await expectCause(stage, panel, 'header-changed-by-extension', 'proven');
      insist(await isOn(own, 'Strip ETag'), 'Strip ETag was left off');
      await own.close();
    });
    await lab.close();
  },
};

/** The text of a note that says this. */
function noteOf(page: Surface, says: RegExp): Promise<string> {
  return page.until(`a note to say ${says}`, async () => {
    const notes = await page.all('note');
    return notes.find(({ text }) => says.test(text))?.text;
  });
}

/** Firefox: the page that asks, the steps for the person, and the check of them. */
export const suspectByHand: Story = {
  id: 'suspect-by-hand',
  title: 'which extension took ETag away, where the person has to switch it off: asked for, said how, checked, proven',
  extensions: ['strip-etag'],
  notIn: { chromium: limitSentence('switch-extension', 'chromium') },
  play: async (stage) => {
    const { browser, say, shoot } = stage;
    const lab = await startLab({ scenarios: [demanding] });
    await browser.grant(['http://localhost/*']);
    await withPanel({ ...stage, lab }, demanding.id, async (notebook, panel) => {
      await notebook.load();
      await notebook.write({ title: 'My title' });
      await notebook.save();
      await openDiagnosis({ ...stage, lab }, panel, /^428 PUT/);
      const within = { role: 'region', name: 'Extensions' };
      await panel.panel.click('button', 'Name the suspects', { within });

      const welcome = await browser.newPage(`${browser.extensionOrigin}src/shells/welcome.html?allow=extensions`);
      await welcome.click('button', 'Let Resave see the other extensions');
      say(await noteOf(welcome, /^Allowed/));
      await welcome.close();
      await notebook.tab.activate();
      say(await noteOf(panel.panel, /a page of its own/));

      await panel.panel.click('button', 'Name the suspects', { within });
      say(await panel.act('Try without it: Strip ETag', 'by-hand'));
      const steps = await panel.panel.all('listitem', undefined, { within });
      insist(
        steps.some(({ text }) => text.includes('about:addons')),
        'The steps do not say where to switch it off',
      );
      await shoot(panel, 'by-hand');
      say(await panel.act('I turned it off: check again', 'failed'));
      await browser.switchExtension('Strip ETag', false);
      say(await panel.act('I turned it off: check again', 'tried'));
      await panel.panel.waitForGone('button', 'I turned it off: check again');
      await expectCause(stage, panel, 'header-changed-by-extension', 'proven');
      await browser.switchExtension('Strip ETag', true);
    });
    await lab.close();
  },
};
