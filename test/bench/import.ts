/**
 * `npm run -s bench:import [-- --small]`: a HAR of 250 MB and a log of 5 million lines, made in a temporary folder, brought in as the worker
 * does it, beside `JSON.parse` of the whole and `grep -c` on the same files in the same run. Prints MB/s (1 MB = 10^6 bytes) and the peak of
 * resident memory of each process; Node's own is among them and is printed for itself. The best of three runs each.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isFields, isNumber } from '../../src/http/unknown.ts';
import { writeHar, writeLog } from './import/files.ts';

type Measured = { readonly ms: number; readonly peak: number | null; readonly found: number };

const small = process.argv.includes('--small');
const sizes = small ? { har: 12e6, lines: 150_000 } : { har: 250e6, lines: 5_000_000 };
const runs = 3;
/** Gives Node 20 what the browsers have: `ArrayBuffer.prototype.transfer`. Later Nodes have it, too. */
const asBrowsers = 'transfer' in ArrayBuffer.prototype ? [] : ['--harmony-rab-gsab-transfer'];

/** Bundled, so that no compiler's memory is measured. */
async function bundle(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(fileURLToPath(import.meta.url), '../../..'),
    build: {
      ssr: 'test/bench/import/one.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'one.mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, 'one.mjs');
}

function measured(text: string): Measured {
  const value: unknown = JSON.parse(text);
  if (!isFields(value) || !isNumber(value.ms) || !isNumber(value.peak) || !isNumber(value.found)) throw new Error(text);
  return { ms: value.ms, peak: value.peak, found: value.found };
}

function best(all: readonly Measured[]): Measured {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error('nothing was measured');
  return rest.reduce(
    (a, b) => ({
      ms: Math.min(a.ms, b.ms),
      peak: a.peak === null || b.peak === null ? null : Math.max(a.peak, b.peak),
      found: a.found,
    }),
    first,
  );
}

function grep(path: string): Measured {
  const start = performance.now();
  const { stdout, status } = spawnSync('grep', ['-cE', '" (409|412|423|428) ', path], { encoding: 'utf8' });
  if (status !== 0) throw new Error('grep is not there, or found nothing');
  return { ms: performance.now() - start, peak: null, found: Number(stdout) };
}

const folder = mkdtempSync(join(tmpdir(), 'resave-import-'));
try {
  const script = await bundle(folder);
  const one = (kind: string, path: string) => () =>
    measured(execFileSync(process.execPath, [...asBrowsers, script, kind, path], { encoding: 'utf8' }));
  const har = join(folder, 'bench.har');
  const log = join(folder, 'access.log');
  const entries = await writeHar(har, sizes.har);
  await writeLog(log, sizes.lines);
  const rows = [
    { name: 'HAR, brought in', path: har, run: one('import-har', har) },
    { name: 'HAR, JSON.parse', path: har, run: one('parse-har', har) },
    { name: 'log, brought in', path: log, run: one('import-log', log) },
    { name: 'log, grep -c', path: log, run: () => grep(log) },
  ];
  // In turn, so that a busy moment of the machine does not fall on one of them alone.
  const results = rows.map(() => [] as Measured[]);
  for (let run = 0; run < runs; run++) for (const [at, row] of rows.entries()) results[at]?.push(row.run());
  const node = one('nothing', '')();
  const mega = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(
    `HAR ${mega(statSync(har).size)} MB, ${entries} entries; log ${mega(statSync(log).size)} MB, ${sizes.lines} lines; Node alone ${mega(node.peak ?? 0)} MB`,
  );
  const figures = rows.map(({ name, path }, at) => {
    const { ms, peak, found } = best(results[at] ?? []);
    const speed = statSync(path).size / 1e6 / (ms / 1_000);
    console.log(
      `${name.padEnd(16)} ${speed.toFixed(0).padStart(6)} MB/s  ${(ms / 1_000).toFixed(2).padStart(7)} s  peak ${peak === null ? '    –' : mega(peak).padStart(5)} MB  found ${found}`,
    );
    return { speed, found };
  });
  const [brought, parsed, scanned, grepped] = figures;
  if (brought === undefined || parsed === undefined || scanned === undefined || grepped === undefined)
    throw new Error('nothing was measured');
  console.log(
    `HAR ${(brought.speed / parsed.speed).toFixed(2)} times as fast as JSON.parse; log ${(scanned.speed / grepped.speed).toFixed(2)} times as fast as grep`,
  );
  // Fast and wrong is no figure. grep counts the browsers that write ` 409 ` after a quote, too; the reader may not.
  const expected = Array.from({ length: sizes.lines }, (_, n) => n % 500 === 7).filter(Boolean).length;
  if (brought.found !== entries || parsed.found !== entries) throw new Error('the entries were not all found');
  if (scanned.found !== expected) throw new Error(`${scanned.found} refused lines were found, there are ${expected}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
