import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneFile } from '../../scripts/lib/one-file.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'resave-one-file-'));
  await writeFile(
    join(root, 'worker.js'),
    `import { both } from './shared.js'; console.log('worker', both()); import('./later.js');`,
  );
  await writeFile(
    join(root, 'page.js'),
    `import { both, pageOnly } from './shared.js'; console.log('page', both(), pageOnly());`,
  );
  await writeFile(join(root, 'other.js'), `import { both } from './shared.js'; console.log('other', both());`);
  await writeFile(join(root, 'later.js'), `export const later = 'on demand';`);
  await writeFile(
    join(root, 'shared.js'),
    `export const both = () => 'for both'; export const pageOnly = () => 'for pages only';`,
  );
});
afterAll(() => rm(root, { recursive: true }));

it('gives the entry all that it needs and nothing that only others need', async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [oneFile(/worker\.js$/)],
    build: {
      outDir: 'out',
      modulePreload: false,
      rollupOptions: { input: ['worker.js', 'page.js', 'other.js'].map((name) => join(root, name)) },
    },
  });
  const assets = join(root, 'out', 'assets');
  const files = await readdir(assets);
  const read = async (start: string) =>
    readFile(join(assets, files.find((name) => name.startsWith(start)) ?? ''), 'utf8');
  const worker = await read('worker');
  expect(worker).toContain('for both');
  expect(worker).not.toContain('for pages only');
  expect(worker).not.toContain('on demand');
  const later = files.find((name) => name.startsWith('later'));
  expect(worker).toContain(`import(\`./${later}\`)`);
  expect(worker).not.toMatch(/\bfrom\s*["'`]|\bimport\s*["'`]/);
  // The pages still share theirs.
  expect(await read('page')).toMatch(/\bimport\b/);
  expect(files).toHaveLength(5);
});
