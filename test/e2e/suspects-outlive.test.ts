import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { isFields } from '../../src/http/unknown.ts';
import { startLab } from '../lab/server.ts';
import { holding, isOn, offInTheMiddle } from './stories/suspects.ts';
import { copyThatHas } from './support/chromium-will-allow.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';

const stripEtag = 'test/e2e/extensions/strip-etag';

/** What Chromium 156 keeps of an extension in its profile: what it is, and why it is off. */
type Kept = {
  readonly [name: string]: unknown;
  path: string;
  creation_flags: number;
  disable_reasons: readonly number[];
};
const isKept = (value: unknown): value is Kept =>
  isFields(value) && typeof value.creation_flags === 'number' && Array.isArray(value.disable_reasons);

/** Marks what a driver put in, so that the next start of the browser drops it (Chromium 156). */
const putInByDriver = 1 << 15;

/**
 * Makes of an extension that the driver put in one that a person put in: it is there after a restart, off where it was off.
 * @returns why it is off
 */
async function keepInProfile(profile: string, folder: string): Promise<readonly number[]> {
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(await readFile(file, 'utf8'));
  const all: readonly unknown[] = Object.values(preferences.extensions.settings);
  const kept = all.filter(isKept).find(({ path }) => path === resolve(folder));
  if (kept === undefined) throw new Error(`The profile does not know ${folder}`);
  kept.creation_flags &= ~putInByDriver;
  // Else unpacked extensions stay off for that.
  preferences.extensions.ui = { ...preferences.extensions.ui, developer_mode: true };
  await writeFile(file, JSON.stringify(preferences));
  return kept.disable_reasons;
}

it('the browser is closed while another extension is off for a trial: it comes on again at the next start', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'resave-outlive-'));
  const resave = await copyThatHas(builds.chromium, ['management']);
  const held = holding();
  const lab = await startLab({ scenarios: [held.scenario] });
  try {
    const first = await launch('chromium', { extensions: [resave, stripEtag], profile });
    await first.grant(['http://localhost/*']);
    const tab = await first.newPage(lab.url(held.scenario.id));
    const panel = new ConflictPanel(await first.openPanel(tab));
    const stage = { browser: first, lab, say: () => undefined, shoot: async () => undefined };
    await offInTheMiddle(stage, held, new Notebook(tab), panel);
    await first.close();
    held.release();
    expect(await keepInProfile(profile, stripEtag)).not.toEqual([]);

    const second = await launch('chromium', { extensions: [resave], profile });
    const own = await second.extensionPage('guide.html');
    await own.until('Strip ETag to be on again', () => isOn(own, 'Strip ETag'));
    await second.close();
  } finally {
    await lab.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    await rm(resave, { recursive: true, force: true });
  }
});
