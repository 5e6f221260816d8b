import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import { classicParts, classicWorker } from './classic-worker.ts';

/** As vite resolves it. */
export type BuildTarget = ResolvedConfig['build']['target'];

/** A file of an entry that was built apart. */
export type Part = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'modules' | 'imports'>;

/** The files that were built so, by their names: rolldown does not take what they hold over into its own bundle. */
export const builtApart = new Map<string, Part>();

/**
 * Builds an entry apart from the others: one file with all that it needs at its start, and files for what it imports on demand, which share
 * the first one's modules. Chunks that an entry shares with pages hold what only the pages need; a background would load and compile that at
 * each of its starts.
 * @param format `classic` for a service worker, which knows no `import()` (classic-worker.ts)
 */
export function apart(entry: RegExp, format: 'module' | 'classic'): Plugin {
  let mode = 'production';
  let target: BuildTarget = 'es2022';
  return {
    name: 'resave-apart',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      mode = config.mode;
      target = config.build.target;
    },
    load(id) {
      if (!entry.test(id)) return null;
      // Nothing of it goes into the other build, which has to watch what it does not see.
      const src = dirname(dirname(id));
      if (this.meta.watchMode)
        for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) this.addWatchFile(join(src, file));
      return 'export {};';
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const chunk = Object.values(bundle).find(
          (part) => part.type === 'chunk' && part.facadeModuleId !== null && entry.test(part.facadeModuleId),
        );
        if (chunk?.type !== 'chunk' || chunk.facadeModuleId === null)
          throw new Error(`The build has no entry ${entry}`);
        const own = await built(chunk.facadeModuleId, chunk.fileName, mode, target);
        const parts = format === 'classic' ? await classicParts(own, target) : own;
        for (const part of parts) {
          const { fileName, code } = part;
          builtApart.set(fileName, part);
          if (fileName === chunk.fileName) chunk.code = code;
          else this.emitFile({ type: 'asset', fileName, source: code });
        }
        if (format === 'classic') this.emitFile(classicWorker(bundle, parts, chunk.fileName));
      },
    },
  };
}

async function built(
  input: string,
  fileName: string,
  mode: string,
  target: BuildTarget,
): Promise<readonly Rolldown.OutputChunk[]> {
  /** What the entry imports without `import()`. */
  const atOnce = new Set<string>();
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    mode,
    plugins: [
      leaveOut,
      {
        name: 'resave-at-once',
        buildEnd() {
          const visit = (id: string): void => {
            if (atOnce.has(id)) return;
            atOnce.add(id);
            for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
          };
          visit(input);
        },
      },
    ],
    build: {
      write: false,
      target,
      modulePreload: false,
      rollupOptions: {
        input,
        output: {
          format: 'es',
          entryFileNames: fileName,
          // Left to itself, rolldown puts into a file of its own some of what the entry shares with its other files.
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: 'at-once', test: (id) => atOnce.has(id) }],
          },
        },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunks = (outputs[0]?.output ?? []).flatMap((part) => (part.type === 'chunk' ? [part] : []));
  if (chunks.find((chunk) => chunk.fileName === fileName)?.imports.length !== 0)
    throw new Error(`${input} cannot be one file`);
  return chunks;
}

/**
 * What the background does not have in its files.
 * The polyfill: where the browser has `browser`, it does nothing but hand it on (its own first line), and it is the largest module of all.
 * The loader brings it in where there is none (classic-worker.ts); Firefox always has it.
 * Vite's preloading: it is for pages, which have a document.
 */
const left: { readonly [id: string]: string } = {
  'webextension-polyfill': 'export default globalThis.browser;',
  '\0vite/preload-helper.js': 'export const __vitePreload = (load) => load();',
};

const leaveOut: Plugin = {
  name: 'resave-leave-out',
  enforce: 'pre',
  resolveId: (source) => (Object.hasOwn(left, source) ? source : null),
  load: (id) => left[id] ?? null,
};

/** The files that a file needs to run, itself last. */
export function neededBy(fileName: string, parts: readonly Pick<Part, 'fileName' | 'imports'>[]): readonly string[] {
  const imports = parts.find((part) => part.fileName === fileName)?.imports ?? [];
  return [
    ...new Set([
      ...imports.flatMap((file) =>
        neededBy(
          file,
          parts.filter((part) => part.fileName !== fileName),
        ),
      ),
      fileName,
    ]),
  ];
}
