import { readFileSync } from 'node:fs';
import { type Reply, reply } from '../core/reply.ts';

const types: { readonly [name: string]: string } = {
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'notebook.js': 'text/javascript; charset=utf-8',
  'carry.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** One of the page's own files, by name. Only those listed can be asked for. */
export function asset(name: string): Reply {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) return reply(404);
  const body = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return reply(200, body, { 'content-type': type, 'cache-control': 'no-cache' });
}

/** A service worker's script: the file of that name beside this one. */
export function workerScript(name: 'stale-worker.js' | 'fresh-worker.js'): Reply {
  const body = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return reply(200, body, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
}
