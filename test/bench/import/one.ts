/**
 * One measurement in a process of its own, so that its peak of memory is its own: `one.mjs KIND FILE` prints
 * `{ ms, peak, found }`, milliseconds, bytes of resident memory, and what was counted.
 */
import { readFileSync } from 'node:fs';
import { createLogPatterns } from '../../../src/capture/access-log/log-patterns.ts';
import { readLog } from '../../../src/capture/access-log/read-log.ts';
import { flagByHistory, flagOf, needsHistory } from '../../../src/diagnose/watch/flagged.ts';
import { isFields, isNumber } from '../../../src/http/unknown.ts';
import { redactionOf } from '../../../src/record/redaction.ts';
import { createImported } from '../../../src/store/imported.ts';
import { fileAt } from './file-at.ts';

const [kind, path = ''] = process.argv.slice(2);
const never = new AbortController().signal;

async function importHar(): Promise<number> {
  const imported = createImported({ flag: flagOf, needsHistory, byHistory: flagByHistory }, redactionOf('bench'));
  const file = await imported.add('bench.har', await fileAt(path), never);
  if (file.faults.length > 0) throw new Error(JSON.stringify(file.faults[0]));
  return file.entries;
}

function parseHar(): number {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const log = isFields(value) ? value.log : null;
  return isFields(log) && Array.isArray(log.entries) ? log.entries.length : 0;
}

async function importLog(): Promise<number> {
  const patterns = createLogPatterns();
  const read = await readLog(await fileAt(path), patterns.add, never);
  if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults[0]));
  return patterns.patterns().refused;
}

const work: { readonly [name: string]: () => number | Promise<number> } = {
  'import-har': importHar,
  'parse-har': parseHar,
  'import-log': importLog,
  nothing: () => 0,
};
/** Linux knows the peak since this program began; elsewhere (and for what a parent hands down on Linux) Node's own figure has to do. */
function peak(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found !== null) return Number(found[1]) * 1024;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const start = performance.now();
const found = await work[kind ?? 'nothing']?.();
if (!isNumber(found)) throw new Error(`no such measurement: ${kind}`);
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, peak: peak(), found }));
