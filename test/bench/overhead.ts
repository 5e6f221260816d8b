/**
 * What Resave costs the pages of a browser: rounds of trivial fetches in real Chromium, all variants in one run and in turn,
 * as ratio of medians to a browser without any extension.
 * `npm run -s bench:overhead [-- --rounds 9 --count 2000]`, after `npm run build`; exit 1 where an aim is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builds } from '../e2e/support/extension-files.ts';
import { compare, type Measure, startServers } from './overhead/compare.ts';
import { writePermission, writeSixEvents } from './overhead/for-comparison.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, count: { type: 'string', default: '2000' } },
});
const [rounds, count] = [Number(values.rounds), Number(values.count)];

const extension = builds.chromium;
const grant = ['http://localhost/*'];
const scratch = await mkdtemp(join(tmpdir(), 'resave-overhead-'));
const servers = await startServers();
const measures: readonly Measure[] = [
  { name: 'nothing watched', kind: 'plain', extension, aim: 1.02 },
  { name: 'watched, no validators or writes', kind: 'plain', extension, grant, aim: 1.1 },
  { name: 'watched, validators and writes', kind: 'tagged', extension, grant, aim: 1.35 },
  { name: 'the permission webRequest alone', kind: 'plain', extension: await writePermission(join(scratch, 'alone')) },
  { name: 'the same, validators and writes', kind: 'tagged', extension: await writePermission(join(scratch, 'too')) },
  { name: 'six events of webRequest', kind: 'plain', extension: await writeSixEvents(join(scratch, 'six')) },
  { name: 'Network panel of DevTools open', kind: 'plain', devtools: 'network' },
  { name: 'proxy that passes on', kind: 'plain', proxy: servers.proxy },
];

try {
  const results = await compare(measures, { rounds, count, port: servers.server });
  console.log(
    `${rounds} rounds of ${count} fetches, median in ms, ratio of medians (of paired rounds; of lower quartiles)`,
  );
  for (const { name, median, ratio, paired, quiet, aim } of results) {
    const aimed = aim === undefined ? '' : `  aim ${aim.toFixed(2)}${ratio <= aim ? '' : ': MISSED'}`;
    const figures = `${median.toFixed(0).padStart(6)}  ${ratio.toFixed(3)} (${paired.toFixed(3)}; ${quiet.toFixed(3)})`;
    console.log(`${name.padEnd(34)}${figures}${aimed}`);
  }
  if (results.some(({ ratio, aim }) => aim !== undefined && ratio > aim)) process.exitCode = 1;
} finally {
  servers.stop();
  await rm(scratch, { recursive: true, force: true });
}
