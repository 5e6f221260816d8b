import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { blocksOf } from '../../src/texts/document.ts';
import { keyOf } from '../../src/texts/key.ts';

const privacy = readFileSync('PRIVACY.md', 'utf8');
const messages = (language: string): { [key: string]: { message: string } } =>
  JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('PRIVACY.md has one heading and paragraphs, which is all that the page can show', () => {
  const [first, ...others] = blocksOf(privacy);
  expect(first).toBe('# Privacy');
  expect(others.length).toBeGreaterThan(10);
  expect(others.filter((block) => /^([#>|-]|\d+\.|```)|\n|\]\(/.test(block))).toEqual([]);
});

it('a block is said in the language of the browser, in English where that lacks it', async () => {
  const german = messages('de');
  vi.stubGlobal('chrome', { i18n: { getMessage: (key: string) => german[key]?.message ?? '' } });
  const { sayParagraph } = await import('../../src/texts/say.ts');
  expect(sayParagraph('# Privacy')).toBe('# Datenschutz');
  expect(sayParagraph('Not translated')).toBe('Not translated');
});

it.each(['de', 'ja'])('%s marks as much as the English does', (language) => {
  const marks = (text = ''): number[] => ['**', '`'].map((mark) => text.split(mark).length);
  const said = messages(language);
  for (const block of blocksOf(privacy)) expect(marks(said[keyOf([block])]?.message), block).toEqual(marks(block));
});
