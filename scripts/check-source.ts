/**
 * `npm run check:source`: does what Firefox's store does with the source archive. Unpacks it into an empty folder, runs the commands of
 * its BUILDING.md there and compares the archives that come out with those made here, byte for byte.
 */
import { execSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { packAll } from './package.ts';

/** The commands that a text tells to run: its first fenced block, a line each. */
export function commandsOf(text: string): readonly string[] {
  const [, block = ''] = /^```\w*\n(.*?)^```/ms.exec(text) ?? [];
  return block.split('\n').filter((line) => line.trim() !== '');
}

/** @returns what differs, a sentence each. */
async function check(scratch: string): Promise<readonly string[]> {
  const here = join(scratch, 'here');
  const packed = await packAll(process.cwd(), here);
  const source = packed.find(({ file }) => file.endsWith('-source.zip'));
  if (source === undefined) return ['There is no source archive.'];
  const there = join(scratch, 'there');
  for (const [name, content] of Object.entries(unzipSync(readFileSync(join(here, source.file))))) {
    mkdirSync(dirname(join(there, name)), { recursive: true });
    writeFileSync(join(there, name), content);
  }
  // As in a shell of its own: npm would hand down where it was called from.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_ENV$/i.test(name)),
  );
  for (const command of commandsOf(readFileSync(join(there, 'BUILDING.md'), 'utf8'))) {
    console.log(`> ${command}`);
    execSync(command, { cwd: there, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  const out = join(there, 'dist/packages');
  const made = readdirSync(out);
  return packed.flatMap(({ file }) => {
    if (!made.includes(file)) return [`${file} was not made.`];
    return readFileSync(join(out, file)).equals(readFileSync(join(here, file))) ? [] : [`${file} has other bytes.`];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const scratch = mkdtempSync(join(tmpdir(), 'resave-source-'));
  try {
    const differences = await check(scratch);
    console.log(differences.length === 0 ? 'source archive: ok, the same bytes' : differences.join('\n'));
    process.exitCode = differences.length === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
