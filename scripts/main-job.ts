/**
 * The main job without a screen, in a real Chromium with the real DevTools panel: a refused save, its cause, and both edits
 * saved in the end. `npx tsx scripts/main-job.ts [folder for screenshots]`; wants dist/chrome (npm run build).
 * Ends with `main job: ok`, or says what failed and exits with 1.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConflictPanel } from '../test/e2e/support/conflict-panel.ts';
import { type Browser, launch } from '../test/e2e/support/driver.ts';
import { Notebook } from '../test/e2e/support/notebook.ts';
import { type Lab, startLab } from '../test/lab/server.ts';

const folder = process.argv[2] ?? 'screenshots-out';
let shots = 0;

function say(sentence: string): void {
  console.log(`  ${sentence.replaceAll('\n', '\n    ')}`);
}

async function shoot({ panel }: ConflictPanel, name: string): Promise<void> {
  shots += 1;
  await panel.screenshot(join(folder, `${shots}-${name}.png`));
}

/** Where a fact is not as it has to be, the job has failed. */
function insist(fact: boolean, otherwise: string): void {
  if (!fact) throw new Error(otherwise);
}

async function open(browser: Browser, lab: Lab, scenario: string) {
  console.log(`\n${lab.url(scenario)}`);
  const tab = await browser.newPage(lab.url(scenario));
  const panel = new ConflictPanel(await browser.openPanel(tab));
  return { tab, notebook: new Notebook(tab), panel };
}

/** Reads the first cause aloud. */
async function sayCause(panel: ConflictPanel, cause: string, strength?: string): Promise<void> {
  const first = await panel.firstCause(cause, strength);
  say(`first cause: ${first.cause} (${first.strength})\n${first.text}`);
}

/** Somebody else saved in between: my title and their text must both be on the server at the end. */
async function changedBySomeoneElse(browser: Browser, lab: Lab): Promise<void> {
  const { tab, notebook, panel } = await open(browser, lab, 'strict-409');
  say(`load: ${(await notebook.load()).text}`);
  await notebook.write({ title: 'My title' });
  lab.store.edit('strict-409', '1', { title: 'Their title', body: 'Their text' });
  say('somebody else saves another title and another text');
  const refused = await notebook.save();
  say(`save: ${refused.text}`);
  insist(refused.status === 409, `The save was to be refused with 409, not ${refused.status}`);

  const row = /^409 PUT \/strict-409\/api\/notes\/1/;
  say(`row: ${await panel.row(row)}`);
  await panel.select(row);
  await sayCause(panel, 'changed-by-someone-else');
  await shoot(panel, 'diagnosis');
  say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
  await sayCause(panel, 'changed-by-someone-else');
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
  await panel.panel.close();
  await tab.close();
}

/** My own second save is refused, for the browser's cache gave the page its old copy. */
async function staleBrowserCache(browser: Browser, lab: Lab): Promise<void> {
  const { tab, notebook, panel } = await open(browser, lab, 'cached');
  say(`load: ${(await notebook.load()).text}`);
  await notebook.write({ title: 'First title' });
  say(`first save: ${(await notebook.save()).text}`);
  await notebook.write({ body: 'Second text' });
  const refused = await notebook.save();
  say(`second save: ${refused.text}`);
  insist(refused.status === 409, `The second save was to be refused with 409, not ${refused.status}`);

  const row = /^409 PUT \/cached\/api\/notes\/1/;
  say(`row: ${await panel.row(row)}`);
  await panel.select(row);
  say(`Check the server: ${await panel.act('Check the server', 'checked')}`);
  await sayCause(panel, 'stale-browser-cache', 'proven');
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
  await panel.panel.close();
  await tab.close();
}

await mkdir(folder, { recursive: true });
const lab = await startLab();
try {
  const browser = await launch('chromium', { extensions: ['dist/chrome'] });
  try {
    console.log(`${browser.version}, lab at ${lab.origin}, screenshots in ${folder}/`);
    await changedBySomeoneElse(browser, lab);
    await staleBrowserCache(browser, lab);
    console.log('\nmain job: ok');
  } finally {
    await browser.close();
  }
} catch (error) {
  console.error(`\nmain job: failed\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await lab.close();
}
