/**
 * `npx tsx scripts/browser-table.ts`: writes the tables that come from code into README.md and docs/browsers.md, between their marks.
 * test/scripts/browser-table.test.ts holds that they stand there as they are in the code.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { cell, limits } from '../src/texts/limits.ts';
import { neededTable } from './lib/oldest-browsers.ts';

/** What the browsers allow, as Markdown. */
export function limitsTable(): string {
  const rows = limits.map((limit) => `| ${limit.what} | ${cell(limit.chromium)} | ${cell(limit.firefox)} |`);
  return ['| | Chromium | Firefox |', '|---|---|---|', ...rows].join('\n');
}

/** Each table with the file in which it stands. */
export const tables = [
  { file: 'README.md', name: 'browsers', table: limitsTable },
  { file: 'docs/browsers.md', name: 'browsers', table: limitsTable },
  { file: 'docs/browsers.md', name: 'oldest', table: neededTable },
] as const;

const marks = (name: string) => [`<!-- table: ${name} -->`, `<!-- end of table: ${name} -->`] as const;

/** What stands between a table's marks, null where they are not there. */
export function standing(text: string, name: string): string | null {
  const [from, to] = marks(name);
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  return start === -1 || end < start ? null : text.slice(start + from.length, end).trim();
}

/** The text with the table in its place. @throws Error where there is no place for it. */
export function withTable(text: string, name: string, table: string): string {
  const [from, to] = marks(name);
  if (standing(text, name) === null) throw new Error(`no place for the table ${name}: ${from} … ${to}`);
  return `${text.slice(0, text.indexOf(from) + from.length)}\n${table}\n${text.slice(text.indexOf(to))}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const { file, name, table } of tables) {
    const before = readFileSync(file, 'utf8');
    const after = withTable(before, name, table());
    if (after !== before) writeFileSync(file, after);
    console.log(`${file}: ${name}${after === before ? '' : ' written'}`);
  }
