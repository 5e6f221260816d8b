import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/diagnose/contract.ts';
import { causes } from '../../src/diagnose/index.ts';

const files = readdirSync('src/diagnose/causes').map((name) => name.replace(/\.ts$/, ''));

describe('the catalogue of causes', () => {
  test('every file in causes/ is listed under its own name, and nothing else is', () => {
    expect(causes.map((cause) => cause.id).sort()).toEqual(files.sort());
  });

  test('no cause is listed twice', () => {
    expect(new Set(causes.map((cause) => cause.id)).size).toBe(causes.length);
  });

  test.each(causes.map((cause) => [cause.id, cause] as const))('%s has its texts, kind and rank', (_, cause) => {
    for (const [part, words] of Object.entries(cause.text)) {
      expect(words.trim(), part).not.toBe('');
      expect(words, part).not.toMatch(/TODO|!/);
    }
    expect(cause.text.title).not.toMatch(/\.$/);
    expect(kinds).toContain(cause.kind);
    expect(cause.specificity).toBeGreaterThanOrEqual(0);
    expect(cause.specificity).toBeLessThanOrEqual(100);
  });

  // The helper's types and tests hold that each of the three lists is there and says what it should.
  test.each(causes.map((cause) => cause.id))('%s has fixtures for cause, ruled-out and unknown', (id) => {
    const path = `test/diagnose/causes/${id}.test.ts`;
    expect(existsSync(path), path).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`fixtures('${id}', {`);
  });
});
