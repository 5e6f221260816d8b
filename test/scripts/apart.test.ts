import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apart } from '../../scripts/lib/apart.ts';

const sources = {
  'src/shells/worker.js': `import { both, count } from '../shared.js';
    console.log('worker', both(), count());
    globalThis.more = async () => (await import('../later.js')).later();
    globalThis.rare = async () => (await import('../rare.js')).rare();`,
  'src/page.js': `import { both, pageOnly } from './shared.js'; console.log('page', both(), pageOnly());`,
  'src/other.js': `import { both } from './shared.js'; console.log('other', both());`,
  'src/later.js': `import { count } from './shared.js'; import { pair } from './pair.js'; export const later = () => 'on demand ' + count() + pair();`,
  'src/rare.js': `import { pair } from './pair.js'; export const rare = () => 'hardly ever' + pair();`,
  'src/pair.js': `console.log('pair'); export const pair = () => ' of two';`,
  'src/shared.js': `let n = 0; export const count = () => ++n; export const both = () => 'for both'; export const pageOnly = () => 'for pages only';`,
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'resave-apart-'));
  const { mkdir } = await import('node:fs/promises');
  await mkdir(join(root, 'src/shells'), { recursive: true });
  for (const [name, source] of Object.entries(sources)) await writeFile(join(root, name), source);
});
afterAll(() => rm(root, { recursive: true }));

async function built(format: 'module' | 'classic'): Promise<{ [name: string]: string }> {
  const out = join(root, format);
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        // What crxjs makes of a manifest.
        name: 'crx',
        generateBundle(_options, bundle) {
          const worker = Object.keys(bundle).find((file) => file.includes('worker'));
          const manifest = { name: 'x', background: { service_worker: 'loader.js', type: 'module' } };
          this.emitFile({ type: 'asset', fileName: 'manifest.json', source: JSON.stringify(manifest) });
          this.emitFile({ type: 'asset', fileName: 'loader.js', source: `import './${worker}';` });
        },
      },
      apart(/worker\.js$/, format),
    ],
    build: {
      outDir: out,
      modulePreload: false,
      rollupOptions: { input: ['shells/worker.js', 'page.js', 'other.js'].map((name) => join(root, 'src', name)) },
    },
  });
  const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      files.map(async ({ name, parentPath }) => {
        const path = join(parentPath, name);
        return [path.slice(out.length), await readFile(path, 'utf8')] as const;
      }),
    ),
  );
}

const one = (files: { [name: string]: string }, start: string): string =>
  Object.entries(files).find(([name]) => name.startsWith(`/assets/${start}-`))?.[1] ?? '';

describe('an entry that is built apart', () => {
  it('has all that it needs and nothing that only others need', async () => {
    const files = await built('module');
    const worker = one(files, 'worker');
    expect(worker).toContain('for both');
    expect(worker).not.toContain('for pages only');
    expect(worker).not.toContain('on demand');
    expect(worker).toMatch(/import\([`"']\.\/later-[\w-]+\.js[`"']\)/);
    expect(worker).not.toMatch(/\bfrom\s*["'`]|\bimport\s*["'`]/);
    // What it imports on demand takes what both need from it.
    expect(one(files, 'later')).toMatch(/from\s*["'`]\.\/worker-/);
    expect(one(files, 'later')).not.toContain('for both');
    // The pages still share theirs.
    expect(one(files, 'page')).toMatch(/\bimport\b/);
    expect(one(files, 'page')).not.toContain('worker');
  });

  it('becomes a classic worker that brings in on demand what it brought in when it was installed', async () => {
    const files = await built('classic');
    expect(JSON.parse(files['/manifest.json'] ?? '')).toEqual({
      name: 'x',
      background: { service_worker: 'loader.js' },
    });
    const said: unknown[][] = [];
    const brought: string[] = [];
    const installs: (() => void)[] = [];
    const start = (globals: object) => {
      const self = createContext({
        console: { log: (...words: unknown[]) => said.push(words) },
        importScripts: (...names: string[]) => {
          for (const name of names) {
            brought.push(name);
            runInContext(files[name] ?? `throw new Error('no ${name}')`, self);
          }
        },
        addEventListener: (_type: string, listener: () => void) => installs.push(listener),
        ...globals,
      });
      runInContext('globalThis.self = globalThis', self);
      runInContext(files['/loader.js'] ?? '', self);
      return self as { more(): Promise<string>; rare(): Promise<string> };
    };
    const worker = start({ browser: { runtime: { id: 'x' } } });
    expect(brought).toEqual([expect.stringContaining('worker')]);
    expect(said).toEqual([['worker', 'for both', 1]]);
    // One instance of what they share, and of what is brought in for two.
    expect(await worker.more()).toBe('on demand 2 of two');
    expect(await worker.rare()).toBe('hardly ever of two');
    expect(await worker.more()).toBe('on demand 3 of two');
    expect(said.filter(([word]) => word === 'pair')).toHaveLength(1);
    expect(new Set(brought).size).toBe(brought.length);

    // An install brings in every file, so that the next start may.
    const everything = [...brought];
    brought.length = 0;
    start({ browser: { runtime: { id: 'x' } } });
    installs.at(-1)?.();
    expect([...brought].sort()).toEqual([...everything].sort());

    // A browser without `browser` gets the polyfill, first.
    brought.length = 0;
    const older = start({ chrome: { runtime: { id: 'x' } } });
    expect(brought[0]).toBe('/assets/browser-polyfill.js');
    expect(older).toHaveProperty('browser.runtime.id', 'x');
  });
});
