/** What a fresh clone needs before anything else can run: dependencies and browsers. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser, runningAsRoot } from './browsers.mjs';
import { heading, npm, root, run } from './run.mjs';

/** A reason to stop that is told as it is, without a stack. */
export class SetupError extends Error {}

const debianPackages = { chromium: 'chromium', firefox: 'firefox-esr' };
const variables = { chromium: 'CHROME_PATH', firefox: 'FIREFOX_PATH' };
const titles = { chromium: 'Chromium (or Chrome) 120 or later', firefox: 'Firefox 142 or later' };

function changedAt(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

/** npm writes node_modules/.package-lock.json last: older than package-lock.json means that the dependencies are not its. */
async function ensureDependencies() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  heading('Dependencies: npm ci');
  if ((await npm('ci', '--no-audit', '--no-fund')) !== 0)
    throw new SetupError('npm ci failed; its reason stands above.');
}

/** As findBrowser; an environment that names no program is told without a stack. */
function installed(browser) {
  try {
    return findBrowser(browser);
  } catch (error) {
    throw new SetupError(error.message);
  }
}

function hasAptGet() {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'apt-get'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function howToInstall(missing) {
  const lines = missing.map((browser) => `  - ${titles[browser]}, or set ${variables[browser]} to where it is`);
  const debian = `  On Debian: sudo apt-get install ${missing.map((browser) => debianPackages[browser]).join(' ')}`;
  return ['No browser to drive was found. Please install:', ...lines, debian].join('\n');
}

/** Finds the browsers; installs Debian's where we may (root, apt-get), else says what to install. */
async function ensureBrowsers(wanted) {
  const missing = wanted.filter((browser) => installed(browser) === null);
  if (missing.length > 0) {
    if (!(runningAsRoot && hasAptGet())) throw new SetupError(howToInstall(missing));
    const packages = missing.map((browser) => debianPackages[browser]);
    heading(`Browsers: installing ${packages.join(' and ')} with apt-get (some minutes)`);
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    const updated = await run('apt-get', ['update', '-q'], quiet);
    const ended = updated === 0 ? await run('apt-get', ['install', '-y', '-q', ...packages], quiet) : updated;
    if (ended !== 0 || wanted.some((browser) => findBrowser(browser) === null))
      throw new SetupError(`apt-get did not install them; its reason stands above.\n${howToInstall(missing)}`);
  }
  for (const browser of wanted) console.log(`${browser}: ${findBrowser(browser)}`);
}

/** Throws a SetupError with words for the person where something cannot be had. */
export async function setUp(browsers) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupError(`Node ${process.versions.node} is too old: 20.19 or later is needed.`);
  // First: where none is found, that is told at once.
  heading('Browsers');
  await ensureBrowsers(browsers);
  await ensureDependencies();
}

/** Runs a script's main part; a SetupError ends it with its words, anything else with its stack. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
