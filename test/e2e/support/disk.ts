import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BrowserName } from '../../../scripts/lib/browsers.mjs';

/**
 * Where a browser's profile holds what extensions store: Chromium's IndexedDB, storage.local, session storage and the like;
 * Firefox keeps IndexedDB below storage/. What the browser itself keeps of pages (cache, history, cookies) is not ours.
 */
const places: { readonly [B in BrowserName]: RegExp } = {
  chromium:
    /^Default\/(IndexedDB|Local Extension Settings|Sync Extension Settings|Managed Extension Settings|Extension State|Extension Rules|Extension Scripts|Local Storage|Session Storage|File System|databases|blob_storage|Service Worker\/Database|shared_proto_db)\b/,
  firefox: /^(storage\/|browser-extension-data\/|storage-sync|storage\.sqlite|webappsstore|extension-)/,
};

/** The files that hold what extensions store, with their bytes. The browser must have ended, so that all is written. */
export function storedBytes(name: BrowserName, profile: string): { readonly file: string; readonly bytes: Buffer }[] {
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => places[name].test(relative(profile, path).replaceAll('\\', '/')))
    .map((path) => ({ file: relative(profile, path), bytes: readFileSync(path) }));
}

/** The files in which a text stands, in one byte or two bytes a character. */
export function filesWith(files: ReturnType<typeof storedBytes>, text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return files.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ file }) => file);
}
