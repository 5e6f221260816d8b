import { describe, expect, test } from 'vitest';
import { find, phrase } from '../../../src/diagnose/refusal/phrase.ts';
import { wordsOf, wordsOfName } from '../../../src/diagnose/refusal/words.ts';

describe('words', () => {
  test.each([
    ['The document "locked" can’t be saved; e-mail it.', 'the document _ cannot be saved . email it .'],
    ["Document's revision isn't current", 'document s revision is not current'],
    ['The ETag (E-Tag, etags) of RevisionId', 'the etag etag etags of revision id'],
    ['see https://x.test/locked/already-exists now', 'see _ now'],
    ['lock_version/read-only', 'lock version read only'],
    ['', ''],
  ])('%s', (text, words) => {
    expect(wordsOf(text).join(' ')).toBe(words);
  });

  test.each([
    ['HTTPConflictError', 'http conflict error'],
    ['lock_version', 'lock version'],
    ['x-ms-if-ETagMatch', 'x ms if etag match'],
    ['E11000', 'e11000'],
  ])('the identifier %s', (name, words) => {
    expect(wordsOfName(name).join(' ')).toBe(words);
  });
});

describe('phrases', () => {
  const stands = (notation: string, text: string) =>
    find(phrase(notation, { v: 'version|etag' }), wordsOf(text)) !== null;

  test.each([
    ['already ~1 exist*', 'It already exists', true],
    ['already ~1 exist*', 'It already had existed', true],
    ['already ~1 exist*', 'Already so long it exists', false],
    ['<v> ~2 mismatch', 'An ETag of mine mismatch', true],
    ['<v> ~3 mismatch', 'The version. A mismatch', false],
    ['in use', 'in the use', false],
  ])('%s in: %s', (notation, text, expected) => {
    expect(stands(notation, text)).toBe(expected);
  });

  test('an unknown family is an error when it is written down, not when it is looked for', () => {
    expect(() => phrase('<nothing> here')).toThrow(/no family/);
  });

  test('many gaps over many words stay cheap', () => {
    const words = Array.from({ length: 4000 }, () => 'version');
    const started = performance.now();
    expect(find(phrase('version ~8 version ~8 version ~8 nowhere'), words)).toBeNull();
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
