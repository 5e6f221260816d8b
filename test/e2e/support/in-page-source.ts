import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

const sources = new Map<string, Promise<string>>();

/**
 * A file of this folder and what it imports, as one script that can be evaluated in a document. Bundled rather than taken by
 * `toString()`: test runners put helpers into functions that do not exist in the document.
 */
export function bundled(file: string): Promise<string> {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const source = bundle(fileURLToPath(new URL(file, import.meta.url)));
  sources.set(file, source);
  return source;
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'driven' } },
  });
  const outputs: Rollup.RollupOutput[] = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunk = outputs[0]?.output[0];
  if (chunk === undefined) throw new Error(`Vite gave nothing for ${entry}`);
  // An expression: the last line's value must travel as JSON.
  return `(() => { ${chunk.code}\n return true; })()`;
}
