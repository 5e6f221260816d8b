import browser from 'webextension-polyfill';
import type { Exchange } from '../../record/exchange.ts';
import { harAround, harEntry } from '../../takeaway/as-har.ts';
import { asCurl, asFetch, asPython } from '../../takeaway/index.ts';
import { type Taken, takenOf } from '../../takeaway/taken.ts';

export { previewOf, redactedWords, takenOf } from '../../takeaway/taken.ts';

/** What writes each script, and the file that it makes. */
export const scripts = {
  cURL: { write: asCurl, name: 'resave-save.sh', type: 'text/x-shellscript' },
  fetch: { write: asFetch, name: 'resave-save.mjs', type: 'text/javascript' },
  Python: { write: asPython, name: 'resave-save.py', type: 'text/x-python' },
} as const;

/** This extension's version; empty on a page that is none of its own. */
function version(): string {
  const { runtime } = browser as Partial<typeof browser>;
  return runtime?.getManifest().version ?? '';
}

/** A HAR file that is written entry by entry. */
export function harParts(name: string) {
  const { before, after } = harAround(version());
  const parts: string[] = [before];
  let length = 0;
  return {
    add(x: Exchange): void {
      const text = `${parts.length > 1 ? ',\n' : ''}${JSON.stringify(harEntry(x))}`;
      parts.push(text);
      length += text.length;
    },
    /** Characters so far. */
    length: () => length,
    count: () => parts.length - 1,
    taken: (notes: readonly string[] = []): Taken =>
      takenOf(name, 'application/json', [...parts, after], parts.length - 1, notes),
  };
}

/** Exchanges as one HAR file. */
export function harFile(name: string, exchanges: readonly Exchange[], notes: readonly string[] = []): Taken {
  const file = harParts(name);
  for (const x of exchanges) file.add(x);
  return file.taken(notes);
}
