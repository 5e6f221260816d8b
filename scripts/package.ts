/**
 * `npm run package [-- FOLDER]`: the archives for both stores and the source archive that Firefox's store asks for, in dist/packages or
 * FOLDER, each with its SHA-256. The same commit gives the same bytes, wherever and whenever it is built.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import pkg from '../package.json' with { type: 'json' };
import { archive, contentsOf } from './lib/archive.ts';
import { isDirty, sourceFiles } from './lib/source-files.ts';

export type Packed = { readonly file: string; readonly bytes: number; readonly sha256: string };

const modes = ['chrome', 'firefox'] as const;

/** Builds and packs the project in `root` into `out`. @returns what was written, in that order: chrome, firefox, source. */
export async function packAll(root: string, out: string): Promise<readonly Packed[]> {
  mkdirSync(out, { recursive: true });
  // Whatever it was: in any other, JSX is built for debugging, with the paths of its files.
  process.env.NODE_ENV = 'production';
  const packed: Packed[] = [];
  const write = (kind: string, content: Uint8Array): void => {
    const file = `resave-${pkg.version}-${kind}.zip`;
    writeFileSync(join(out, file), content);
    packed.push({ file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
  };
  for (const mode of modes) {
    const folder = mkdtempSync(join(tmpdir(), `resave-package-${mode}-`));
    try {
      await build({
        root,
        configFile: join(root, 'vite.config.ts'),
        mode,
        logLevel: 'warn',
        build: { outDir: folder },
      });
      write(mode, archive(contentsOf(folder)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const building = { name: 'BUILDING.md', content: readFileSync(join(root, 'store/building.md')) };
  write('source', archive([...contentsOf(root, sourceFiles(root)), building]));
  return packed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.cwd();
  const out = resolve(process.argv[2] ?? 'dist/packages');
  if (isDirty(root)) console.log('The files differ from the last commit, so these archives stand for no commit.');
  for (const { file, bytes, sha256 } of await packAll(root, out))
    console.log(`${file}: ${(bytes / 1000).toFixed(0)} kB, SHA-256 ${sha256}`);
}
