/**
 * Holds the way through the house (ARCHITECTURE.md): data goes capture → record → store → diagnose → ui → act,
 * so a folder may import only from those listed for it; one folder knows IndexedDB, one knows the message channels.
 * Exit 1 with one line for each arrow that runs the wrong way.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const mayImport: { readonly [folder: string]: readonly string[] } = {
  texts: [],
  http: [],
  capture: ['http'],
  record: ['http', 'capture', 'texts'],
  store: ['http', 'capture', 'record', 'texts', 'diagnose/contract.ts'],
  diagnose: ['http', 'capture', 'record', 'texts'],
  messages: ['http', 'capture', 'record', 'texts'],
  takeaway: ['http', 'capture', 'record', 'texts'],
  // Of act only what is pure and would else be written twice: the reader of JSON and the differ.
  ui: [
    'http',
    'capture',
    'record',
    'store',
    'diagnose',
    'messages',
    'takeaway',
    'texts',
    'act/merge/json.ts',
    'act/merge/sequence.ts',
    'act/merge/sequence-diff.ts',
  ],
  act: ['http', 'capture', 'record', 'store', 'diagnose', 'messages', 'texts'],
  shells: ['http', 'capture', 'record', 'store', 'diagnose', 'messages', 'takeaway', 'texts', 'ui', 'act'],
};

/** What only one folder may touch: a pattern in the code, the folder, and what to call it. */
const owned = [
  { pattern: /\bindexedDB\b|from 'idb'/, folder: 'store', what: 'IndexedDB' },
  {
    pattern: /\bruntime\s*\.\s*(connect|onConnect|sendMessage|onMessage)\b|\btabs\s*\.\s*(connect|sendMessage)\b/,
    folder: 'messages',
    what: 'message channels',
  },
  { pattern: /\bwebRequest\s*\./, folder: 'capture', what: 'webRequest' },
] as const;

/** A browser's own object, which differs from browser to browser. Everything goes through webextension-polyfill instead. */
const bareObject = /\bchrome\s*(\?\.|\.|\[)|\bglobalThis\b[^\n]{0,40}\b(chrome|browser)\b/;
/** Who may touch it: a plain page and Node read the texts too, and the polyfill throws there. */
const mayTouchBare = ['texts/say.ts'];
/** `browser` must be the polyfill's or one that was handed over. */
const usesBrowser = /(?<![\w.'"`/-])browser\.[a-z]/;
const hasBrowser = /import (type )?browser\b[^;]*from 'webextension-polyfill'|[({,]\s*browser\s*[,:})]/;

/** Folders that are pure: no browser object at all. */
const pure = ['http', 'record', 'diagnose'];
const browserObject = /from 'webextension-polyfill'|\bbrowser\.|\bchrome\.|\bfetch\(|\bdocument\.|\bwindow\./;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Comments and strings may speak of anything; only code counts. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1');
}

/** Every breach below `root` (the folder that holds src/), as sentences. */
export function breaches(root: string): string[] {
  const src = join(root, 'src');
  const found: string[] = [];
  for (const file of filesBelow(src)) {
    const name = relative(src, file).replaceAll('\\', '/');
    const folder = name.split('/')[0] ?? '';
    const allowed = mayImport[folder];
    if (allowed === undefined) {
      found.push(`src/${name}: the folder ${folder} is not in ARCHITECTURE.md`);
      continue;
    }
    const code = withoutComments(readFileSync(file, 'utf8'));
    for (const [, target] of code.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      if (target === undefined) continue;
      const to = relative(src, resolve(dirname(file), target)).replaceAll('\\', '/');
      const other = to.split('/')[0] ?? '';
      if (other !== folder && !allowed.includes(other) && !allowed.includes(to))
        found.push(`src/${name} imports src/${to}: ${folder} may not know ${other}`);
    }
    for (const { pattern, folder: owner, what } of owned)
      if (folder !== owner && pattern.test(code)) found.push(`src/${name} touches ${what}: only src/${owner} may`);
    if (!mayTouchBare.includes(name) && (bareObject.test(code) || (usesBrowser.test(code) && !hasBrowser.test(code))))
      found.push(`src/${name} touches the bare browser object: use webextension-polyfill`);
    if (pure.includes(folder) && browserObject.test(code))
      found.push(`src/${name} touches the browser: ${folder} is pure`);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = breaches(process.cwd());
  for (const line of found) console.error(line);
  console.log(found.length === 0 ? 'architecture: ok' : `architecture: ${found.length} breaches`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
