import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { build } from 'vite';

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** As in the manifest, without frame-ancestors; an inline style or script would break it. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:";

/** Builds the gallery and serves it under the extension's own policy. */
export async function serveGallery(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'resave-gallery-'));
  await build({
    root: resolve('test/ui/gallery'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [preact()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery.test');
    try {
      const body = readFileSync(join(folder, pathname));
      const type = types[extname(pathname)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    origin: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const languages = ['en', 'de', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Where the gallery shows a state: `replay` is the panel in it, `popup:replay` the popup. */
export function galleryUrl(
  origin: string,
  state: string,
  theme: 'light' | 'dark',
  host: 'chromium' | 'firefox',
  language: Language = 'en',
): string {
  return `${origin}/index.html?${new URLSearchParams({ state, theme, host, language })}`;
}
