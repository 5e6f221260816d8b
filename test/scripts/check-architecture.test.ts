import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breaches } from '../../scripts/check-architecture.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'resave-architecture-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function house(files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'src', name)), { recursive: true });
    writeFileSync(join(root, 'src', name), text);
  }
  return breaches(root);
}

test("an arrow along the data's way is fine", () => {
  expect(
    house({ 'record/join.ts': "import type { Sighting } from '../capture/sighting.ts';", 'capture/sighting.ts': '' }),
  ).toEqual([]);
});

test.each([
  ["import { diagnose } from '../diagnose/index.ts';", 'record/join.ts', 'record may not know diagnose'],
  ["const later = await import('../act/index.ts');", 'ui/panel.tsx', 'ui may not know act'],
  ["export * from '../store/queries.ts';", 'diagnose/engine.ts', 'diagnose may not know store'],
  ["import { openDB } from 'idb';", 'ui/panel.tsx', 'only src/store may'],
  ['const request = indexedDB.open("resave");', 'act/replay.ts', 'only src/store may'],
  ['browser.runtime.sendMessage({});', 'ui/panel.tsx', 'only src/messages may'],
  ['browser.runtime.onConnect.addListener(listen);', 'shells/background.ts', 'only src/messages may'],
  ['browser.webRequest.onCompleted.addListener(listen);', 'shells/background.ts', 'only src/capture may'],
  ["import browser from 'webextension-polyfill';", 'diagnose/engine.ts', 'diagnose is pure'],
  ['chrome.tabs.create({});', 'shells/background.ts', 'use webextension-polyfill'],
  ['const c = globalThis.chrome;', 'ui/panel.tsx', 'use webextension-polyfill'],
  ['await browser.tabs.get(1);', 'act/replay.ts', 'use webextension-polyfill'],
  ['', 'helpers/misc.ts', 'is not in ARCHITECTURE.md'],
])('%s in %s is a breach', (code, file, sentence) => {
  expect(house({ [file]: code }).join('\n')).toContain(sentence);
});

test('what a comment says is no breach', () => {
  expect(house({ 'record/join.ts': "// import x from '../act/index.ts'\n/* indexedDB */" })).toEqual([]);
});

test('a browser that is the polyfill’s, or was handed over, is no bare one', () => {
  expect(
    house({
      'shells/badge.ts': "import browser from 'webextension-polyfill';\nbrowser.action.setTitle({});",
      'act/page-runner.ts': 'export const make = ({ browser }: Deps) => browser.tabs.get(1);',
      'ui/words.ts': "export const sentence = 'the browser. It says so';",
    }),
  ).toEqual([]);
});

test('the house as it stands keeps the rules', () => expect(breaches(process.cwd())).toEqual([]));
