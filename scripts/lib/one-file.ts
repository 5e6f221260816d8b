import { basename } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

type Bundle = { [file: string]: Rolldown.OutputChunk | Rolldown.OutputAsset };

/** What stands in the files that were built so, by their names: rolldown does not take it over into its own bundle. */
export const rebuilt = new Map<string, Rolldown.OutputChunk['modules']>();

/** The chunks that no entry but `alone` needs any longer. */
export function orphans(bundle: Bundle, alone: string): readonly string[] {
  const needed = new Set<string>();
  const visit = (file: string): void => {
    const part = bundle[file];
    if (needed.has(file) || part?.type !== 'chunk') return;
    needed.add(file);
    for (const next of [...part.imports, ...part.dynamicImports]) visit(next);
  };
  for (const part of Object.values(bundle))
    if (part.type === 'chunk' && (part.isEntry || part.fileName === alone)) visit(part.fileName);
  return Object.values(bundle).flatMap((part) =>
    part.type === 'chunk' && !needed.has(part.fileName) ? [part.fileName] : [],
  );
}

/**
 * Builds an entry a second time, as one file, and puts it in the entry’s place. It imports nothing but what it fetches on demand, which
 * stays the chunk that it was. Chunks that an entry shares with pages hold what only the pages need; a background would load and
 * compile that at each of its starts.
 */
export function oneFile(entry: RegExp): Plugin {
  let mode = 'production';
  return {
    name: 'resave-one-file',
    apply: 'build',
    configResolved(config) {
      mode = config.mode;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const chunk = Object.values(bundle).find(
          (part) => part.type === 'chunk' && part.facadeModuleId !== null && entry.test(part.facadeModuleId),
        );
        if (chunk?.type !== 'chunk' || chunk.facadeModuleId === null)
          throw new Error(`The build has no entry ${entry}`);
        const onDemand = new Map(
          Object.values(bundle).flatMap((part) =>
            part.type === 'chunk' && chunk.dynamicImports.includes(part.fileName) && part.facadeModuleId !== null
              ? [[part.facadeModuleId, `./${basename(part.fileName)}`] as const]
              : [],
          ),
        );
        const alone = await bundled(chunk.facadeModuleId, mode, onDemand);
        chunk.code = alone.code;
        chunk.imports = [];
        rebuilt.set(chunk.fileName, alone.modules);
        for (const file of orphans(bundle, chunk.fileName)) delete bundle[file];
      },
    },
  };
}

/** @param onDemand modules that stay chunks of their own, with where they stand beside the entry */
async function bundled(
  input: string,
  mode: string,
  onDemand: ReadonlyMap<string, string>,
): Promise<Rolldown.OutputChunk> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    mode,
    plugins: [
      {
        name: 'resave-on-demand',
        enforce: 'pre',
        async resolveId(source, importer, options) {
          const found = await this.resolve(source, importer, { ...options, skipSelf: true });
          const chunk = found === null ? undefined : onDemand.get(found.id);
          return chunk === undefined ? null : { id: chunk, external: true };
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input, output: { format: 'es', codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunk = outputs[0]?.output[0];
  if (chunk === undefined || chunk.imports.length > 0) throw new Error(`${input} cannot be one file`);
  return chunk;
}
