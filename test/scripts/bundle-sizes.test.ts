import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bundleSizes } from '../../scripts/lib/bundle-sizes.ts';

/** Random letters, which no compression makes small. */
const noise = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'resave-sizes-'));
  await writeFile(join(root, 'entry.js'), `import './now.js'; document.title = 'x'; import('./later.js');`);
  await writeFile(join(root, 'now.js'), `document.body.dataset.now = '${noise(5_000)}';`);
  await writeFile(join(root, 'later.js'), `document.body.dataset.later = '${noise(50_000)}';`);
});
afterAll(() => rm(root, { recursive: true }));

const built = (kilobytes: number) =>
  build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [bundleSizes([{ name: 'page', entry: /entry\.js$/, kilobytes }])],
    build: { rollupOptions: { input: join(root, 'entry.js') }, outDir: join(root, 'out'), modulePreload: false },
  });

it('counts what is loaded at first, not what is fetched on demand, and fails over the budget', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await built(5);
  expect(log.mock.lastCall?.[0]).toMatch(
    /^page: [34]\.\d kB gzip of 5 kB; largest before minifying: .*now\.js 5\.\d kB/,
  );
  await expect(built(1)).rejects.toThrow(/Too large: page is [34]\.\d kB, its budget 1 kB/);
  log.mockRestore();
});
