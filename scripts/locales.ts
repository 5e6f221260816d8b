/**
 * `npm run locales`: collects every text of `say` and the paragraphs of PRIVACY.md into public/_locales/en/messages.json, takes what is no longer said out of
 * the other languages, and tells what they lack. `--check` writes nothing and exits 1 where something would change or lacks.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'vite';
import { blocksOf } from '../src/texts/document.ts';
import { keyOf, messageOf } from '../src/texts/key.ts';

export type Messages = { [key: string]: { message: string } };

/** What the manifest says; no code says it. */
const ofManifest: Messages = {
  name: { message: 'Resave' },
  description: {
    message:
      "Why was this save refused, and how do I save it now without destroying anybody's work? Evidence for 409 Conflict and its kin.",
  },
};

function isSay(node: object): boolean {
  const tag: unknown = Reflect.get(node, 'tag');
  return typeof tag === 'object' && tag !== null && Reflect.get(tag, 'name') === 'say';
}

/** Every template behind the tag `say` in a source, as its parts between the values. @throws where the source cannot be parsed. */
export function saidIn(source: string, file: string): string[][] {
  const found: string[][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const quasi: unknown = isSay(node) ? Reflect.get(node, 'quasi') : undefined;
    const parts: unknown = typeof quasi === 'object' && quasi !== null ? Reflect.get(quasi, 'quasis') : undefined;
    if (Array.isArray(parts)) found.push(parts.map(({ value }) => String(value.cooked)));
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

/** What a template breaks of the rules of `_locales`, as a sentence; null: nothing. */
export function fault(parts: readonly string[]): string | null {
  const message = messageOf(parts);
  if (parts.length > 10) return `“${message}” holds more than nine values`;
  // Chromium takes $name$ for a placeholder that must be declared, and refuses the whole extension.
  if (/\$[a-z0-9_@]+\$/i.test(message.replaceAll('$$', ''))) return `“${message}” puts two values side by side`;
  if (parts.join('').trim() === '') return `“${message}” says nothing`;
  return null;
}

/** All texts below `src` and the paragraphs of the documents, by key. @throws Error with a sentence where a text breaks a rule or two share a key. */
export function collect(src: string, documents: readonly string[] = []): Messages {
  const messages: Messages = { ...ofManifest };
  const add = (parts: readonly string[], file: string): void => {
    const wrong = fault(parts);
    if (wrong !== null) throw new Error(`${file}: ${wrong}`);
    const [key, message] = [keyOf(parts), messageOf(parts)];
    const other = messages[key]?.message;
    if (other !== undefined && other !== message) throw new Error(`${file}: “${message}” and “${other}” share a key`);
    messages[key] = { message };
  };
  for (const file of documents) for (const block of blocksOf(readFileSync(file, 'utf8'))) add([block], file);
  for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const source = readFileSync(file, 'utf8');
    if (!source.includes('say`')) continue;
    for (const parts of saidIn(source, file)) add(parts, file);
  }
  return messages;
}

const values = (message: string): string =>
  [...new Set(message.replaceAll('$$', '').match(/\$[1-9]/g) ?? [])].sort().join(' ');

/** What a translation lacks or has wrong, a line each. A value may stand elsewhere in the sentence, but must stand. */
export function compare(english: Messages, other: Messages): string[] {
  const lines: string[] = [];
  for (const [key, { message }] of Object.entries(english)) {
    const translated = other[key]?.message;
    if (translated === undefined) lines.push(`lacks ${key}: ${message}`);
    else if (values(translated) !== values(message)) lines.push(`other values in ${key}: ${translated}`);
  }
  return lines;
}

function parse(text: string): Messages {
  const messages: Messages = {};
  const read: unknown = JSON.parse(text);
  for (const [key, value] of Object.entries(typeof read === 'object' && read !== null ? read : {})) {
    const message: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'message') : undefined;
    if (typeof message === 'string') messages[key] = { message };
  }
  return messages;
}

const sorted = (messages: Messages): string =>
  `${JSON.stringify(Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;

function main(check: boolean): number {
  const english = collect('src', ['PRIVACY.md']);
  let lines = 0;
  for (const language of readdirSync('public/_locales')) {
    const file = join('public/_locales', language, 'messages.json');
    const before = readFileSync(file, 'utf8');
    const now = parse(before);
    const kept = Object.fromEntries(Object.entries(now).filter(([key]) => english[key] !== undefined));
    const after = sorted(language === 'en' ? english : kept);
    if (check && after !== before) {
      console.error(`${file} is not what the code says: run npm run locales`);
      lines++;
    }
    if (!check) writeFileSync(file, after);
    for (const line of compare(english, language === 'en' ? english : kept)) {
      console.error(`${language} ${line}`);
      lines++;
    }
  }
  console.log(`texts: ${Object.keys(english).length}, ${lines === 0 ? 'ok' : `${lines} to mend`}`);
  return check && lines > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = main(process.argv.includes('--check'));
