import { readFileSync } from 'node:fs';
import { type Documented, readDocumented } from '../../scripts/documented-refusal.ts';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import type { Exchange } from '../../src/record/exchange.ts';

/** All refusals of one corpus file, in order. */
export function corpus(name: 'conflicts' | 'others'): readonly Documented[] {
  return readFileSync(`test/corpus/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readDocumented);
}

const byId = new Map([...corpus('conflicts'), ...corpus('others')].map((item) => [item.id, item.file]));

/** One documented refusal as a case, with changes to its exchange where a story needs them. */
export function documented(id: string, change: Partial<Exchange> = {}): CaseFile {
  const file = byId.get(id);
  if (file === undefined) throw new Error(`no refusal in test/corpus is called ${id}`);
  const refusal = { ...file.refusal, ...change };
  return { ...file, refusal, history: [refusal] };
}

/** The same refusal, but nobody kept what the server answered. */
export function unread(id: string): CaseFile {
  return documented(id, { responseBody: { state: 'not-kept', why: 'evicted', length: null } });
}
