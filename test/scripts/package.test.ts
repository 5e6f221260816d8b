import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from '../../scripts/check-source.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'resave-package-test-'));
const [here, there, unpacked] = ['here', 'there', 'unpacked'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
];

/** Packs as a person does, in that folder. */
function pack(from: string, out: string, zone: string): void {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  execFileSync(process.execPath, [tsx, 'scripts/package.ts', out], { cwd: from, env: { ...process.env, TZ: zone } });
}

/** What stands in an archive of that kind. */
function entries(out: string, kind: string): { [name: string]: Uint8Array } {
  const file = readdirSync(out).find((name) => name.endsWith(`-${kind}.zip`)) ?? '';
  return unzipSync(readFileSync(join(out, file)));
}

describe('npm run package', () => {
  beforeAll(() => {
    pack(root, here, 'Asia/Tokyo');
    for (const [name, content] of Object.entries(entries(here, 'source'))) {
      mkdirSync(dirname(join(unpacked, name)), { recursive: true });
      writeFileSync(join(unpacked, name), content);
    }
    // What `npm ci` would bring; `npm run check:source` runs it.
    symlinkSync(join(root, 'node_modules'), join(unpacked, 'node_modules'));
    pack(unpacked, there, 'America/St_Johns');
  }, 480_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('gives the same bytes from the unpacked source archive, in another folder and another time zone', () => {
    const archives = readdirSync(here).sort();
    expect(archives).toHaveLength(3);
    expect(readdirSync(there).sort()).toEqual(archives);
    for (const name of archives)
      expect(readFileSync(join(there, name)).equals(readFileSync(join(here, name))), name).toBe(true);
  });

  it.each(['chrome', 'firefox'])(
    '%s: a manifest at the top, nothing that was not meant to be shipped, no path of this machine',
    (kind) => {
      const files = entries(here, kind);
      expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toMatchObject({ manifest_version: 3 });
      expect(Object.keys(files).filter((name) => /\.(ts|tsx|map)$|^\./.test(name))).toEqual([]);
      for (const [name, content] of Object.entries(files))
        expect(Buffer.from(content).includes(root), name).toBe(false);
    },
  );

  it('the source archive says how to build it, in commands that `npm run check:source` runs', () => {
    const building = Buffer.from(entries(here, 'source')['BUILDING.md'] ?? []).toString();
    expect(commandsOf(building)).toEqual(['npm ci', 'npm run package']);
  });

  it('the source archive holds what the build needs and nothing that it makes', () => {
    const names = Object.keys(entries(here, 'source'));
    expect(names).toEqual(expect.arrayContaining(['BUILDING.md', 'package-lock.json', 'src/shells/background.ts']));
    expect(names.filter((name) => /^(dist|node_modules|\.git)\//.test(name))).toEqual([]);
  });
});
