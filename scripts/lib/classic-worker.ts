import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build, type Rolldown } from 'vite';
import { type BuildTarget, neededBy, type Part } from './apart.ts';

/**
 * A service worker knows no `import()`. A classic one has `importScripts`, which later, too, brings in what was brought in while the worker
 * was installed (Service Workers, `importScripts`; Chromium 156: 0.4 ms, also after the browser was started again). So a background in
 * modules becomes classic scripts here: each file a script that puts its exports to a global name, and `import()` the loading of one.
 */

/** What `import()` becomes: a function of the loader. */
const later = 'resaveLater';
const polyfill = 'assets/browser-polyfill.js';
const globalOf = (fileName: string) => `resave_${basename(fileName).replace(/\W/g, '_')}`;

/** The chunks as classic scripts. */
export async function classicParts(chunks: readonly Part[], target: BuildTarget): Promise<readonly Part[]> {
  return Promise.all(
    chunks.map(async ({ fileName, code, modules, imports }) => ({
      fileName,
      modules,
      imports,
      code: await classic(fileName, code, target),
    })),
  );
}

async function classic(fileName: string, code: string, target: BuildTarget): Promise<string> {
  const input = `\0${fileName}`;
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'resave-classic',
        enforce: 'pre',
        resolveId: (source) => (source === input ? source : { id: basename(source), external: true }),
        load: (id) => (id === input ? code.replaceAll(/\bimport\((["'`])\.\/([\w.-]+)\1\)/g, `${later}("$2")`) : null),
      },
    ],
    build: {
      write: false,
      target,
      rollupOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: {
          format: 'iife',
          intro: "'use strict';",
          name: globalOf(fileName),
          exports: 'named',
          globals: globalOf,
        },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const [chunk] = outputs[0]?.output ?? [];
  if (chunk?.type !== 'chunk' || /\bimport\(/.test(chunk.code))
    throw new Error(`${fileName} cannot be a classic script`);
  return chunk.code;
}

/**
 * Makes the worker of a crxjs bundle a classic one, whose loader brings in the entry at once and the other files when they are asked for.
 * @returns the polyfill, which the loader brings in where the browser needs it
 */
export function classicWorker(
  bundle: { [file: string]: Rolldown.OutputChunk | Rolldown.OutputAsset },
  parts: readonly Part[],
  entry: string,
): Rolldown.EmittedAsset {
  const manifest = bundle['manifest.json'];
  if (manifest?.type !== 'asset') throw new Error('The build has no manifest');
  const { background, ...rest } = JSON.parse(String(manifest.source));
  const loader = bundle[background.service_worker];
  if (loader?.type !== 'asset') throw new Error('The build has no loader of the service worker');
  manifest.source = JSON.stringify({ ...rest, background: { service_worker: background.service_worker } }, null, 2);
  loader.source = loaderOf(parts, entry);
  const source = readFileSync('node_modules/webextension-polyfill/dist/browser-polyfill.min.js', 'utf8');
  return { type: 'asset', fileName: polyfill, source: source.replace(/^\/\/# sourceMappingURL=.*$/m, '') };
}

/** The script that the browser starts. */
export function loaderOf(parts: readonly Part[], entry: string): string {
  const files = (fileName: string) => neededBy(fileName, parts).map((file) => `/${file}`);
  const own = files(entry);
  const table = parts.flatMap(({ fileName }) =>
    own.includes(`/${fileName}`)
      ? []
      : [
          [
            basename(fileName),
            { name: globalOf(fileName), files: files(fileName).filter((file) => !own.includes(file)) },
          ] as const,
        ],
  );
  return `'use strict';
const resaveParts = ${JSON.stringify(Object.fromEntries(table))};
const resaveLoaded = new Set();
function resaveLoad(part) {
  const { name, files } = resaveParts[part];
  for (const file of files) {
    if (resaveLoaded.has(file)) continue;
    importScripts(file);
    resaveLoaded.add(file);
  }
  return self[name];
}
const ${later} = async (part) => resaveLoad(part);
if (!self.browser?.runtime?.id) importScripts('/${polyfill}');
importScripts(${own.map((file) => `'${file}'`).join(', ')});
// What is not brought in while the worker is installed cannot be brought in later.
addEventListener('install', () => Object.keys(resaveParts).forEach(resaveLoad));
`;
}
