import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { noMarkup } from '../../scripts/lib/no-markup.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

async function builtFrom(source: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'resave-no-markup-'));
  await writeFile(join(folder, 'entry.js'), source);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [noMarkup()],
    build: { outDir: 'out', rollupOptions: { input: join(folder, 'entry.js') } },
  });
  const assets = join(folder, 'out', 'assets');
  const [file = ''] = await readdir(assets);
  return readFile(join(assets, file), 'utf8');
}

it('leaves no place in Preact that sets markup from a string', async () => {
  const preact = JSON.stringify(join(root, 'node_modules/preact/dist/preact.mjs'));
  const built = await builtFrom(`import { h, render } from ${preact}; render(h('p', null, 'x'), document.body);`);
  expect(built).toContain('textContent');
  expect(built).not.toMatch(/innerHTML\s*=[^=]/);
});

it('fails where Preact was not there to be mended', async () => {
  await expect(builtFrom(`document.title = 'x';`)).rejects.toThrow('Preact was not found in the build');
});
