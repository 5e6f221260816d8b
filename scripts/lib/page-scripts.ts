import { build, type Plugin } from 'vite';

/**
 * Builds scripts that run in web pages: each one classic file of its own under a fixed name, as `scripting.registerContentScripts` and
 * `executeScript` want it. They share nothing with the extension's pages, so that nothing need be web-accessible.
 * @param scripts file name in the build by source file
 * @param target as Vite's `build.target`
 */
export function pageScripts(scripts: { readonly [fileName: string]: string }, target: string): Plugin {
  return {
    name: 'page-scripts',
    apply: 'build',
    buildStart() {
      for (const entry of Object.values(scripts)) this.addWatchFile(entry);
    },
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(scripts)) {
        const result = await build({
          configFile: false,
          logLevel: 'warn',
          build: { write: false, target, lib: { entry, formats: ['iife'], name: 'resavePage' } },
        });
        const [output] = [result].flat();
        if (output === undefined || !('output' in output)) throw new Error(`${entry} was not built`);
        const [chunk] = output.output;
        // No name of ours may become a global of the page.
        const source = chunk.code.replace(/^(var|const) resavePage\s*=\s*/, '');
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
