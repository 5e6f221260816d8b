/**
 * `npm run -s causes -- FILE.jsonl`: refusals, one JSON a line as in test/corpus, in; one JSON a line out:
 * `{id, label, findings: [{cause, kind, strength}]}`, where label is the kind of the best finding.
 * Where lines carry labels, a last line says how many were right. A line that cannot be read is named on stderr, and the exit code is 1.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Finding, Kind, Strength } from '../src/diagnose/contract.ts';
import { diagnose } from '../src/diagnose/index.ts';
import { readDocumented } from './documented-refusal.ts';
import { Tally } from './tally.ts';

export type Diagnosed = {
  readonly id: string;
  readonly label: Kind;
  readonly findings: readonly { readonly cause: string; readonly kind: Kind; readonly strength: Strength }[];
};

/** The findings that are causes, best first, as the command line prints them. */
export function asLine(id: string, findings: readonly Finding[]): Diagnosed {
  const found = findings.flatMap((f) =>
    f.finding === 'cause' ? [{ cause: f.cause, kind: f.kind, strength: f.strength }] : [],
  );
  return { id, label: found[0]?.kind ?? 'unspecified', findings: found };
}

/** Reads lines one by one, prints as it goes. @returns the exit code */
export async function run(
  path: string,
  out: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const tally = new Tally();
  let number = 0;
  let broken = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === '') continue;
      try {
        const item = readDocumented(line.replace(/^\uFEFF/, ''));
        const diagnosed = asLine(item.id, diagnose(item.file));
        out(JSON.stringify(diagnosed));
        tally.add(item, diagnosed);
      } catch (error) {
        broken++;
        complain(`${path}:${number}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } catch (error) {
    complain(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  if (tally.labelled > 0) out(tally.summary());
  return broken === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = process.argv[2];
  if (path === undefined) {
    console.error('usage: npm run -s causes -- FILE.jsonl');
    process.exitCode = 2;
  } else process.exitCode = await run(path, console.log, console.error);
}
