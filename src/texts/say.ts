import { keyOf } from './key.ts';

/** The part of `i18n` that is needed; a plain page, a test or Node has none, and reads English. */
type I18n = { getMessage(key: string, substitutions?: string[]): string };

function isI18n(candidate: unknown): candidate is I18n {
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'getMessage' in candidate &&
    typeof candidate.getMessage === 'function'
  );
}

function i18nOf(candidate: unknown): I18n | null {
  if (typeof candidate !== 'object' || candidate === null || !('i18n' in candidate)) return null;
  return isI18n(candidate.i18n) ? candidate.i18n : null;
}

let i18n = i18nOf(Reflect.get(globalThis, 'browser')) ?? i18nOf(Reflect.get(globalThis, 'chrome'));

/** A template's strings are one object for its place in the code, so its key is computed once. */
const keys = new WeakMap<TemplateStringsArray, string>();

function keyFor(strings: TemplateStringsArray): string {
  const known = keys.get(strings);
  if (known !== undefined) return known;
  const key = keyOf(strings);
  keys.set(strings, key);
  return key;
}

/**
 * A text for people, in the language of their browser: say`Saved ${count} times`.
 * The English text stands in the code; `npm run locales` collects it into `_locales/en/messages.json` under a key made of
 * its words, and tells what the other languages lack. At most nine values; one that is not known is a dash. One and many are two texts, chosen by the code.
 */
export function say(strings: TemplateStringsArray, ...values: readonly (string | number | null | undefined)[]): string {
  const texts = values.map((value) => (value === null || value === undefined ? '–' : String(value)));
  const translated = i18n?.getMessage(keyFor(strings), texts);
  if (translated !== undefined && translated !== '') return translated;
  return strings.reduce((text, part, index) => text + (texts[index - 1] ?? '') + part);
}

/** A paragraph of a document (document.ts) in the language of the browser; in English where it has no translation. */
export function sayParagraph(text: string): string {
  return i18n?.getMessage(keyOf([text])) || text;
}

/**
 * For a context without i18n of its own (an offscreen document has none): speaks by these messages, as `_locales` has them.
 * To be called before texts are made; what they lack is said in English.
 */
export function speakBy(messages: { readonly [key: string]: { readonly message: string } }): void {
  i18n = {
    getMessage: (key, substitutions = []) =>
      Object.hasOwn(messages, key)
        ? (messages[key]?.message ?? '').replace(/\$([$1-9])/g, (_, sign: string) =>
            sign === '$' ? '$' : (substitutions[Number(sign) - 1] ?? ''),
          )
        : '',
  };
}
