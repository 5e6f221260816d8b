import browser from 'webextension-polyfill';
import { isFields, isString } from '../http/unknown.ts';
import { askHelp } from '../messages/host.ts';
import { speakBy } from '../texts/say.ts';

/** `pt-BR` as the folders of `_locales` may be called, nearest first. */
function foldersFor(language: string): readonly string[] {
  const folder = language.replaceAll('-', '_');
  return [...new Set([folder, folder.split('_')[0] ?? ''])].filter((name) => /^[a-zA-Z_]{2,12}$/.test(name));
}

/** In a context without i18n: makes `say` speak the language that the browser’s interface has. Whatever fails leaves it English. */
export async function speakAsTheBrowser(): Promise<void> {
  try {
    for (const folder of foldersFor(await askHelp('language', {}))) {
      // English stands in the code.
      if (folder === 'en') return;
      const file = await fetch(browser.runtime.getURL(`_locales/${folder}/messages.json`)).catch(() => null);
      if (file?.ok !== true) continue;
      const read: unknown = await file.json();
      if (!isFields(read)) return;
      const messages = Object.entries(read).flatMap(([key, value]) =>
        isFields(value) && isString(value.message) ? [[key, { message: value.message }] as const] : [],
      );
      return speakBy(Object.fromEntries(messages));
    }
  } catch {
    // A background that was being restarted: the act itself matters more than its language.
  }
}
