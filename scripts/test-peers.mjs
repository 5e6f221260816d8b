/**
 * `npm run test:peers`: Resave on real servers, in a real Chromium (test/peers/README.md). Installs what is missing: Debian's servers where
 * we may (root, apt-get), the others by test/peers/package-lock.json; builds for Chromium; runs the tests. A server that cannot be had is a
 * failure. Arguments go to vitest (`npm run test:peers -- test/peers/apache`). RESAVE_DIST names a build to take instead.
 */
import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningAsRoot } from './lib/browsers.mjs';
import { heading, npm, root, run } from './lib/run.mjs';
import { main, SetupError, setUp } from './lib/setup.mjs';
import { readResults } from './lib/vitest-results.mjs';

/** Program and Debian package. */
const servers = [
  ['/usr/sbin/apache2', 'apache2'],
  ['/usr/sbin/nginx', 'nginx-light'],
  ['/usr/sbin/Orthanc', 'orthanc'],
  ['/usr/sbin/ip', 'iproute2'],
];

function canRun(program) {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** While this file stands, Debian's packages do not start their services when they are installed (invoke-rc.d(8)). */
const policy = '/usr/sbin/policy-rc.d';

async function withoutServices(install) {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await install();
  } finally {
    if (ours) rmSync(policy);
  }
}

async function ensureServers() {
  const missing = servers.filter(([program]) => !canRun(program)).map(([, name]) => name);
  if (missing.length === 0) return;
  const how = `On Debian: sudo apt-get install ${missing.join(' ')} (their services need not run)`;
  if (!runningAsRoot || !canRun('/usr/bin/apt-get')) throw new SetupError(`Servers are missing. ${how}`);
  heading(`Servers: installing ${missing.join(', ')} with apt-get`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const code = await withoutServices(async () => {
    const updated = await run('apt-get', ['update', '-q'], quiet);
    return updated === 0 ? run('apt-get', ['install', '-y', '-qq', ...missing], quiet) : updated;
  });
  if (code !== 0) throw new SetupError(`apt-get did not install them; its reason stands above.\n${how}`);
}

const changedAt = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;

async function ensurePackages() {
  if (changedAt('test/peers/node_modules/.package-lock.json') >= changedAt('test/peers/package-lock.json')) return;
  heading('Servers: npm ci in test/peers');
  // No native add-on is used (the databases are in memory), so none is built.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  if ((await npm('ci', '--prefix', 'test/peers', ...quiet)) !== 0)
    throw new SetupError('npm ci in test/peers failed; its reason stands above.');
}

await main(async () => {
  await setUp(['chromium']);
  await ensureServers();
  await ensurePackages();
  if (process.env.RESAVE_DIST === undefined) {
    heading('Build');
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    if ((await run(process.execPath, [vite, 'build', '--mode', 'chrome'])) !== 0) return 1;
  }
  heading('Real servers');
  const reports = await mkdtemp(join(tmpdir(), 'resave-peers-'));
  const report = join(reports, 'peers.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const only = process.argv.slice(2);
  const code = await run(process.execPath, [
    vitest,
    'run',
    '--config',
    'test/peers/vitest.config.ts',
    ...reporters,
    ...only,
  ]);
  const { passed, failed, skipped } = await readResults(report);
  await rm(reports, { recursive: true });
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return code;
});
