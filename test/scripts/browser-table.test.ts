import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standing, tables, withTable } from '../../scripts/browser-table.ts';
import { manifestFor } from '../../scripts/lib/manifest-for.ts';
import { needed, oldest } from '../../scripts/lib/oldest-browsers.ts';
import { limitSentence, limits } from '../../src/texts/limits.ts';
import { stories } from '../e2e/stories/index.ts';

describe('what the browsers allow', () => {
  it.each(tables)('stands in $file as the code has it: $name', ({ file, name, table }) => {
    expect(standing(readFileSync(file, 'utf8'), name)).toBe(table());
  });

  it('says of all that is not allowed what is done instead', () => {
    for (const { id, chromium, firefox } of limits)
      for (const { can, note } of [chromium, firefox]) if (can !== 'yes') expect(note, id).not.toBe('');
  });

  it('is why a story is not played in a browser', () => {
    const reasons = { chromium: [] as string[], firefox: [] as string[] };
    for (const { id, chromium, firefox } of limits) {
      if (chromium.note !== '') reasons.chromium.push(limitSentence(id, 'chromium'));
      if (firefox.note !== '') reasons.firefox.push(limitSentence(id, 'firefox'));
    }
    for (const { id, notIn = {} } of stories)
      for (const [browser, reason] of Object.entries(notIn))
        expect(browser === 'firefox' ? reasons.firefox : reasons.chromium, id).toContain(reason);
  });

  it('a text without the marks is not written to', () => {
    expect(() => withTable('# Readme', 'browsers', 'x')).toThrow('no place');
  });
});

describe('the oldest browsers', () => {
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const code = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const all = [...code, readFileSync('manifest.json', 'utf8'), readFileSync('scripts/lib/manifest-for.ts', 'utf8')];

  it('are the manifest’s minimum versions', () => {
    expect(manifestFor('chrome')).toMatchObject({ minimum_chrome_version: String(oldest('chrome')) });
    expect(manifestFor('firefox')).toMatchObject({
      browser_specific_settings: { gecko: { strict_min_version: `${oldest('firefox')}.0` } },
    });
  });

  it.each(needed)('$api is used, so that nothing holds an old browser off for nothing', ({ used }) => {
    expect(all.some((text) => used.test(text))).toBe(true);
  });

  it('no newer API is used than the table knows', () => {
    // What is newer than the minimum and easily slips in, with the version that brought it to either browser.
    const newer =
      /Promise\.(try|withResolvers)|Array\.fromAsync|RegExp\.escape|Iterator\.from|light-dark\(|@starting-style|\.(union|difference|intersection)\(new Set/;
    expect(code.filter((text) => newer.test(text))).toEqual([]);
  });
});
