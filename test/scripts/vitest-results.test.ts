import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readResults } from '../../scripts/lib/vitest-results.mjs';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resave-results-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function counted(report: string) {
  const file = join(folder, 'report.json');
  await writeFile(file, report);
  return readResults(file);
}

function file(status: string, ...tests: string[]) {
  return { status, assertionResults: tests.map((one) => ({ status: one })) };
}

it('adds the files up', async () => {
  const testResults = [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')];
  expect(await counted(JSON.stringify({ testResults }))).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it('counts a file that could not be loaded as one failed', async () => {
  const testResults = [file('failed'), file('passed', 'passed')];
  expect(await counted(JSON.stringify({ testResults }))).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('counts nothing where there is no report', async () => {
  expect(await readResults(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(await counted('{"testRes')).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
