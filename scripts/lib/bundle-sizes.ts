import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { builtApart } from './apart.ts';

/** What a context must fetch before it can show or do anything, in kB (1000 bytes) of gzip. `loader`: a file that the browser loads before the entry. */
export type Budget = {
  readonly name: string;
  readonly entry: RegExp;
  readonly kilobytes: number;
  readonly loader?: string;
};

const largest = 5;

type Bundle = { readonly [file: string]: Rolldown.OutputChunk | Rolldown.OutputAsset };

/** The entry's chunk and all that it imports statically, with their style sheets; what is imported on demand is not counted. */
export function firstLoad(bundle: Bundle, entry: string): readonly string[] {
  const files = new Set<string>();
  const add = (file: string): void => {
    const part = bundle[file];
    if (part === undefined || files.has(file)) return;
    files.add(file);
    if (part.type !== 'chunk') return;
    for (const sheet of part.viteMetadata?.importedCss ?? []) files.add(sheet);
    for (const next of part.imports) add(next);
  };
  add(entry);
  return [...files];
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function gzipped(bundle: Bundle, file: string): number {
  const part = bundle[file];
  if (part === undefined) return 0;
  return gzipSync(part.type === 'chunk' ? part.code : part.source).length;
}

/** The modules that weigh most, by what is left of them after tree-shaking and before minifying. */
function heaviest(bundle: Bundle, files: readonly string[]): string {
  const modules = files.flatMap((file) => {
    const part = bundle[file];
    const modules = builtApart.get(file)?.modules ?? (part?.type === 'chunk' ? part.modules : {});
    return Object.entries(modules);
  });
  return modules
    .map(([id, { renderedLength }]) => ({
      id: id.replace(/^.*\/(node_modules|src)\//, '').split('?')[0],
      renderedLength,
    }))
    .sort((a, b) => b.renderedLength - a.renderedLength)
    .slice(0, largest)
    .map(({ id, renderedLength }) => `${id} ${kilobytes(renderedLength)}`)
    .join(', ');
}

/** Prints what each context loads at first, gzip, against its budget; the build fails where one is over. */
export function bundleSizes(budgets: readonly Budget[]): Plugin {
  return {
    name: 'resave-bundle-sizes',
    apply: 'build',
    writeBundle(_options, bundle) {
      const over: string[] = [];
      for (const { name, entry, kilobytes: budget, loader = [] } of budgets) {
        const chunk = Object.values(bundle).find(
          (part) => part.type === 'chunk' && part.facadeModuleId !== null && entry.test(part.facadeModuleId),
        );
        if (chunk === undefined) throw new Error(`The build has no entry for ${name} (${entry})`);
        const files = firstLoad(bundle, chunk.fileName).concat(loader);
        const size = files.reduce((sum, file) => sum + gzipped(bundle, file), 0);
        console.log(
          `${name}: ${kilobytes(size)} gzip of ${budget} kB; largest before minifying: ${heaviest(bundle, files)}`,
        );
        if (size > budget * 1000) over.push(`${name} is ${kilobytes(size)}, its budget ${budget} kB`);
      }
      if (over.length > 0) throw new Error(`Too large: ${over.join('; ')}`);
    },
  };
}
