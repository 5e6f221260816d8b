import { scenarios } from '../../lab/scenarios/index.ts';
import type { ConflictPanel } from '../support/conflict-panel.ts';
import { Notebook } from '../support/notebook.ts';
import { insist, openDiagnosis, type Stage, type Story, withPanel } from './story.ts';

const grid = { role: 'grid', name: 'Conflicts' } as const;

/** The first cause of the selected row is one that the scenario tells of. */
async function expectTold({ say }: Stage, panel: ConflictPanel, scenario: string): Promise<string> {
  const shows = scenarios.find(({ id }) => id === scenario)?.shows ?? [];
  const first = await panel.panel.until(`a first cause among ${shows.join(', ')}`, async () => {
    const [found] = await panel.causes();
    if (found?.finding === 'cause' && shows.includes(found.cause)) return found;
    throw new Error(`it is ${found?.cause} (${found?.strength ?? found?.finding})`);
  });
  say(`first cause: ${first.cause} (${first.strength})\n${first.text}`);
  return first.cause;
}

/** A refusal that hides under another status: listed by its true status, counted, and the cause that it hides comes first. */
function hidden(scenario: string, status: number, row: RegExp): Story {
  return {
    id: `hidden-${scenario}`,
    title: `a conflict under ${status} (${scenario}): listed with its true status, the cause that it hides first`,
    play: (stage) =>
      withPanel(stage, scenario, async (notebook, panel) => {
        const { browser, lab, say } = stage;
        say(`load: ${(await notebook.load()).text}`);
        await notebook.write({ title: 'My title' });
        lab.store.edit(scenario, '1', { body: 'Their text' });
        const said = await notebook.save();
        say(`save: ${said.text}`);
        insist(said.status === status, `The save was to be answered ${status}, not ${said.status}`);
        await openDiagnosis(stage, panel, row);
        const { name, attributes } = await panel.panel.waitFor('row', /hidden conflict/, { within: grid });
        insist(attributes['data-status'] === `${status}`, `The row ${name} says ${attributes['data-status']}`);
        const cause = await expectTold(stage, panel, scenario);
        insist(cause !== 'conflict-in-disguise', 'That it hides comes before what it hides');
        await notebook.tab.until('the badge to say 1', async () => (await browser.badge(notebook.tab)) === '1');
      }),
  };
}

export const lostUpdate: Story = {
  id: 'lost-update',
  title: 'a save without a version went over another tab’s: flagged, what was overwritten is shown, no replay',
  play: async (stage) => {
    const { browser, lab, say } = stage;
    await browser.grant(['http://localhost/*']);
    await withPanel(stage, 'unconditional', async (notebook, panel) => {
      const other = new Notebook(await browser.newPage(lab.url('unconditional')));
      await notebook.tab.activate();
      say(`load: ${(await notebook.load()).text}`);
      await other.tab.activate();
      await other.load();
      await other.write({ title: 'From the other tab' });
      const theirs = await other.save();
      say(`the other tab saves: ${theirs.text}`);
      await other.tab.close();
      await notebook.tab.activate();
      await notebook.write({ body: 'My text' });
      const mine = await notebook.save();
      say(`save: ${mine.text}`);
      insist(theirs.status === 200 && mine.status === 200, 'Both saves were to be taken');
      await openDiagnosis(stage, panel, /^200 PUT \/unconditional\/api\/notes\/1, .*overwrote somebody’s work/);
      await expectTold(stage, panel, 'unconditional');
      await stage.shoot(panel, 'lost-update');
      const list = { role: 'list', name: 'Overwritten' } as const;
      const [field] = await panel.panel.all('listitem', undefined, { within: list });
      say(`overwritten: ${field?.text}`);
      insist(
        field?.attributes['data-path'] === '$.title',
        `The overwritten field is ${field?.attributes['data-path']}`,
      );
      insist(field?.text.includes('From the other tab') === true, 'What the other tab had saved is not shown');
      insist(
        (await panel.panel.all('button', /^Replay/)).length === 0,
        'A replay is offered, which would overwrite again',
      );
      await notebook.tab.until('the badge to say 1', async () => (await browser.badge(notebook.tab)) === '1');
    });
    await browser.revoke(['http://localhost/*']);
  },
};

/** What merely looks like one of these. A refusal comes last, to know that all before it was seen. */
function quiet(scenario: string, status: number, saves: number): Story {
  return {
    id: `quiet-${scenario}`,
    title: `ordinary traffic (${scenario}): no row, no badge`,
    play: async (stage) => {
      const { browser, lab, say } = stage;
      await browser.grant(['http://localhost/*']);
      await withPanel(stage, scenario, async (notebook, panel) => {
        say(`load: ${(await notebook.load()).text}`);
        for (let i = 0; i < saves; i++) {
          await notebook.write({ title: `Title ${i}` });
          const said = await notebook.save();
          say(`save: ${said.text}`);
          insist(said.status === status, `The save was to be answered ${status}, not ${said.status}`);
        }
        await notebook.tab.goto(lab.url('strict-409'));
        await notebook.load();
        await notebook.write({ title: 'My title' });
        lab.store.edit('strict-409', '1', { body: 'Their text' });
        await notebook.save();
        await panel.row(/^409 PUT/);
        const rows = await panel.panel.all('row', undefined, { within: grid });
        insist(rows.length === 1, `There are more rows: ${rows.map(({ name }) => name).join('; ')}`);
        await notebook.tab.until(
          'the badge to count the refusal',
          async () => (await browser.badge(notebook.tab)) !== '',
        );
        const badge = await browser.badge(notebook.tab);
        insist(badge === '1', `The badge says ${badge}`);
      });
      await browser.revoke(['http://localhost/*']);
    },
  };
}

export const flaggedStories: readonly Story[] = [
  hidden('graphql', 200, /^200 POST \/graphql\/api\/graphql/),
  hidden('disguise-422', 422, /^422 PUT \/disguise-422\/api\/notes\/1/),
  lostUpdate,
  quiet('graphql-invalid', 200, 1),
  quiet('invalid-422', 422, 1),
  quiet('unconditional-alone', 200, 2),
];
