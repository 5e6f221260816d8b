import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The moment that every entry bears. A ZIP holds local time without a zone, so it is built from local parts. */
const moment = (): Date => new Date(2000, 0, 1, 0, 0, 0);

/** The files below a folder, as paths with slashes, sorted by their characters' codes: the same on every machine. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort(byCode);
}

export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A ZIP of those files. The same names and contents give the same bytes: order, times, attributes and compression are fixed. */
export function archive(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Uint8Array {
  const entries: Zippable = {};
  for (const { name, content } of [...files].sort((a, b) => byCode(a.name, b.name)))
    entries[name] = [new Uint8Array(content), { level: 9, mtime: moment() }];
  return zipSync(entries);
}

/** The files of a folder, to be archived. */
export function contentsOf(folder: string, names = filesBelow(folder)): { name: string; content: Uint8Array }[] {
  return names.map((name) => ({ name, content: readFileSync(join(folder, name)) }));
}
