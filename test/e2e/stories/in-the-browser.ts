import type { BrowserName } from '../../../scripts/lib/browsers.mjs';
import { limitSentence } from '../../../src/texts/limits.ts';
import type { Scenario } from '../../lab/core/scenario.ts';
import { scenarios } from '../../lab/scenarios/index.ts';
import type { ConflictPanel } from '../support/conflict-panel.ts';
import type { Surface } from '../support/driver.ts';
import { Notebook } from '../support/notebook.ts';
import { rowsOf } from '../support/stored-rows.ts';
import { expectCause, insist, openDiagnosis, type Stage, type Story, withPanel } from './story.ts';

/** What happens on the lab's page until the save is refused. The panel is open beside it. */
type Happens = (stage: Stage, notebook: Notebook, panel: ConflictPanel) => Promise<void>;

type Told = {
  readonly scenario: string;
  readonly title: string;
  /** The refusal's row in the panel. */
  readonly row: RegExp;
  readonly happens: Happens;
  /** Where the site is watched, as it has to be for what DevTools alone do not see or reach. */
  readonly watched?: readonly BrowserName[];
  /** The first cause already before the check. */
  readonly before?: { readonly cause: string; readonly strength?: string };
  readonly after: { readonly cause: string; readonly strength?: string };
  readonly notIn?: Story['notIn'];
};

const sites = ['http://localhost/*'];

function scenarioOf(id: string): Scenario {
  const found = scenarios.find((one) => one.id === id);
  if (found === undefined) throw new Error(`The lab has no scenario ${id}`);
  return found;
}

/** A scenario that only comes true in a browser: what it shows stands first, and what it merely resembles is not named as a cause. */
function inTheBrowser(told: Told): Story {
  const { shows, nearMissOf = [] } = scenarioOf(told.scenario);
  return {
    id: told.scenario,
    title: told.title,
    ...(told.notIn && { notIn: told.notIn }),
    async play(stage) {
      const { browser, say } = stage;
      insist(shows.includes(told.after.cause), `${told.scenario} does not show ${told.after.cause}`);
      const isWatched = told.watched?.includes(browser.name) === true;
      if (isWatched) await browser.grant(sites);
      await withPanel(stage, told.scenario, async (notebook, panel) => {
        await told.happens(stage, notebook, panel);
        await openDiagnosis(stage, panel, told.row);
        if (told.before) await expectCause(stage, panel, told.before.cause, told.before.strength);
        say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
        await expectCause(stage, panel, told.after.cause, told.after.strength).catch(async (error) => {
          say((await panel.causes()).map(({ cause, finding, text }) => `${cause} (${finding}): ${text}`).join('\n'));
          throw error;
        });
        const named = (await panel.causes()).filter(
          ({ finding, strength }) => finding === 'cause' && strength !== 'possible',
        );
        say(`named: ${named.map(({ cause, strength }) => `${cause} (${strength})`).join(', ')}`);
        const wrong = named.filter(({ cause }) => nearMissOf.includes(cause));
        insist(wrong.length === 0, `These only look so: ${wrong.map(({ cause }) => cause).join(', ')}`);
      });
      if (isWatched) await browser.revoke(sites);
    },
  };
}

/** The page's first read must go through its worker, where it has one. */
async function load({ say }: Stage, notebook: Notebook): Promise<void> {
  await notebook.tab.waitFor('status', 'Save status', { attributes: { 'data-ready': 'true' } });
  say(`load: ${(await notebook.load()).text}`);
}

async function save({ say }: Stage, notebook: Notebook, title: string, status: number): Promise<void> {
  await notebook.write({ title });
  const said = await notebook.save();
  say(`save: ${said.text}`);
  insist(said.status === status, `The save was to be answered ${status}, not ${said.status}`);
}

function elseSaves({ lab, say }: Stage, scenario: string): void {
  lab.store.edit(scenario, '1', { body: 'Their text' });
  say('somebody else saves another text');
}

/** The old-fashioned form: written as its reader does, sent by its button, which loads the next page. */
async function sendForm({ say }: Stage, { tab }: Notebook, title: string, next: string): Promise<void> {
  await tab.fill('textbox', 'Title', title);
  await tab.click('button', 'Save');
  await tab.waitFor(next === 'Edit conflict' ? 'heading' : 'status', next === 'Edit conflict' ? next : 'Save status', {
    ...(next === 'Edit conflict' ? {} : { within: { role: 'main' } }),
  });
  await tab.until(`the page to say ${next}`, () =>
    tab.evaluate((text) => document.body.innerText.includes(text), next),
  );
  say(`form sent: ${next}`);
}

export const twoTabs = inTheBrowser({
  scenario: 'two-tabs',
  title: 'another tab saved in between: proven at once, with that tab’s save',
  row: /^409 PUT \/two-tabs\/api\/notes\/1/,
  watched: ['chromium', 'firefox'],
  async happens(stage, notebook) {
    const other = await stage.browser.newPage(stage.lab.url('two-tabs'));
    await notebook.tab.activate();
    await load(stage, notebook);
    await other.activate();
    const there = new Notebook(other);
    await load(stage, there);
    await save(stage, there, 'From the other tab', 200);
    await other.close();
    await notebook.tab.activate();
    await save(stage, notebook, 'From this tab', 409);
  },
  before: { cause: 'changed-in-another-tab', strength: 'proven' },
  after: { cause: 'changed-in-another-tab', strength: 'proven' },
});

export const cors = inTheBrowser({
  scenario: 'cors',
  title: 'the ETag of another origin is hidden from the page',
  row: /^428 PUT .*\/cors\/api\/notes\/1/,
  async happens(stage, notebook) {
    await load(stage, notebook);
    await save(stage, notebook, 'My title', 428);
  },
  after: { cause: 'etag-not-exposed' },
});

export const corsNull = inTheBrowser({
  scenario: 'cors-null',
  title: 'the ETag of another origin is hidden, and the page sends “null”',
  row: /^412 PUT .*\/cors-null\/api\/notes\/1/,
  async happens(stage, notebook) {
    await load(stage, notebook);
    await save(stage, notebook, 'My title', 412);
  },
  after: { cause: 'etag-not-exposed' },
});

export const corsExposed = inTheBrowser({
  scenario: 'cors-exposed',
  title: 'the ETag of another origin is exposed: somebody else saved, nothing is hidden',
  row: /^409 PUT .*\/cors-exposed\/api\/notes\/1/,
  watched: ['firefox'],
  async happens(stage, notebook) {
    await load(stage, notebook);
    elseSaves(stage, 'cors-exposed');
    await save(stage, notebook, 'My title', 409);
  },
  after: { cause: 'changed-by-someone-else' },
});

export const serviceWorker = inTheBrowser({
  scenario: 'service-worker',
  title: 'the site’s service worker gave an old copy',
  row: /^409 PUT \/service-worker\/api\/notes\/1/,
  async happens(stage, notebook) {
    await load(stage, notebook);
    await save(stage, notebook, 'First title', 200);
    await load(stage, notebook);
    await save(stage, notebook, 'Second title', 409);
  },
  notIn: {
    firefox: limitSentence('worker-read', 'firefox'),
  },
  before: { cause: 'stale-service-worker' },
  after: { cause: 'stale-service-worker', strength: 'proven' },
});

export const serviceWorkerFresh = inTheBrowser({
  scenario: 'service-worker-fresh',
  title: 'a service worker that asks the server first is not to blame',
  row: /^409 PUT \/service-worker-fresh\/api\/notes\/1/,
  async happens(stage, notebook) {
    await load(stage, notebook);
    elseSaves(stage, 'service-worker-fresh');
    await save(stage, notebook, 'My title', 409);
  },
  notIn: {
    firefox: limitSentence('worker-read', 'firefox'),
  },
  after: { cause: 'changed-by-someone-else' },
});

/** Firefox gives no body of a page that is left before it was asked for: the story goes on when the page shown is recorded. */
async function pagesRecorded({ tab }: Notebook, panel: Surface, count: number): Promise<void> {
  const shown = await tab.evaluate(() => location.href);
  await panel.until(`${count} of the page to be recorded with what they held`, async () => {
    const rows = await rowsOf(panel, shown);
    return rows.filter(({ responseBody }) => responseBody.state === 'kept').length >= count;
  });
}

export const restoredForm = inTheBrowser({
  scenario: 'restored-form',
  title: 'Back put an old form on the screen, its hidden version with it',
  row: /^409 POST \/restored-form\/save/,
  // After Back Firefox's DevTools may lose the page, and with it what is asked without a permission.
  watched: ['firefox'],
  async happens(stage, notebook, { panel }) {
    const { tab } = notebook;
    await tab.goto(stage.lab.url('restored-form', 'form'));
    await sendForm(stage, notebook, 'First title', 'Version 4');
    await pagesRecorded(notebook, panel, 1);
    await tab.evaluate(() => history.back());
    await tab.until('the old form to be back', () => tab.evaluate(() => document.body.innerText.includes('Version 3')));
    await sendForm(stage, notebook, 'Second title', 'Edit conflict');
  },
  after: { cause: 'restored-form' },
});

export const formChanged = inTheBrowser({
  scenario: 'form-changed',
  title: 'a form sent as it was served: somebody else saved, nothing was restored',
  row: /^409 POST \/form-changed\/save/,
  async happens(stage, notebook) {
    await notebook.tab.goto(stage.lab.url('form-changed', 'form'));
    elseSaves(stage, 'form-changed');
    await sendForm(stage, notebook, 'My title', 'Edit conflict');
  },
  // Nothing of this browser tells who made the newer version: the form's address cannot be asked for it.
  after: { cause: 'outdated-token' },
});

export const wordpress = inTheBrowser({
  scenario: 'wordpress',
  title: 'a plugin was updated in between: named, with both versions',
  row: /^409 POST \/wordpress\/wp-json\/wp\/v2\/posts\/1/,
  async happens(stage, notebook, { panel }) {
    // The panel came after the page: what it is made of is seen from the next load on.
    await notebook.tab.reload();
    await pagesRecorded(notebook, panel, 1);
    await load(stage, notebook);
    await save(stage, notebook, 'First title', 200);
    await notebook.tab.click('button', 'Update the plugin');
    await notebook.tab.waitFor('status', 'Save status', { attributes: { 'data-state': 'elsewhere' } });
    await notebook.tab.reload();
    await pagesRecorded(notebook, panel, 2);
    await load(stage, notebook);
    await save(stage, notebook, 'Second title', 409);
  },
  after: { cause: 'plugin-or-theme-update' },
});

export const browserStories: readonly Story[] = [
  twoTabs,
  cors,
  corsNull,
  corsExposed,
  serviceWorker,
  serviceWorkerFresh,
  restoredForm,
  formChanged,
  wordpress,
];
