/**
 * `npm test`: set-up, types, lint, architecture, texts, unit tests, build, browser tests.
 * Goes on after a failure, so that one run tells everything. The last line is the sum: `N passed, N failed, N skipped`,
 * where a step that failed outside a test counts as one failed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, npm, root, run } from './lib/run.mjs';
import { main, setUp } from './lib/setup.mjs';
import { readResults } from './lib/vitest-results.mjs';

const reports = await mkdtemp(join(tmpdir(), 'resave-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failedSteps = [];

async function step(title, command) {
  heading(title);
  const ok = (await command()) === 0;
  if (!ok) failedSteps.push(title);
  return ok;
}

async function tests(title, project) {
  heading(title);
  const report = join(reports, `${project}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(process.execPath, [vitest, 'run', '--project', project, ...reporters]);
  const results = await readResults(report);
  total.passed += results.passed;
  total.failed += results.failed;
  total.skipped += results.skipped;
  if (code !== 0 && results.failed === 0) failedSteps.push(title);
}

await main(async () => {
  await setUp(['chromium', 'firefox']);
  await step('Types', () => npm('run', '-s', 'check:types'));
  await step('Lint', () => npm('run', '-s', 'check:lint'));
  await step('Architecture', () => npm('run', '-s', 'check:architecture'));
  await step('Texts', () => npm('run', '-s', 'check:texts'));
  await tests('Unit tests', 'unit');
  const built = await step('Build', () => npm('run', 'build'));
  if (built) {
    await step('What Firefox’s store checks', () => npm('run', '-s', 'check:firefox'));
    await tests('Browser tests', 'e2e');
  } else console.log('The browser tests did not run: there is no build.');
  await rm(reports, { recursive: true });
  heading('Sum');
  for (const title of failedSteps) console.log(`failed: ${title}`);
  const failed = total.failed + failedSteps.length;
  console.log(`${total.passed} passed, ${failed} failed, ${total.skipped} skipped`);
  return failed === 0 ? 0 : 1;
});
