import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

/** The version that brought it, as MDN's data tells; of several entries the first, which is the newest. */
function since(support: unknown): number {
  return Number(member(Array.isArray(support) ? support[0] : support, 'version_added'));
}

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

  it('are told where somebody has to install one', () => {
    const setUp = readFileSync('scripts/lib/setup.mjs', 'utf8');
    expect(setUp).toContain(`Chromium (or Chrome) ${oldest('chrome')} or later`);
    expect(setUp).toContain(`Firefox ${oldest('firefox')} or later`);
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain(`**Chromium, Chrome, Edge** (${oldest('chrome')} or newer)`);
    expect(readme).toContain(`**Firefox** (${oldest('firefox')} or newer)`);
  });

  it.each(needed)('$api is used, so that nothing holds an old browser off for nothing', ({ used }) => {
    expect(all.some((text) => used.test(text))).toBe(true);
  });

  // The linter of Firefox's store brings MDN's data along.
  const linter = createRequire(createRequire(import.meta.url).resolve('web-ext')).resolve('addons-linter');
  const compat: unknown = createRequire(linter)('@mdn/browser-compat-data');

  it.each(needed.filter((one) => one.compat !== undefined))('$api came when MDN says so', (one) => {
    const found = one.compat?.split('.').reduce(member, compat);
    const support = member(member(found, '__compat'), 'support');
    for (const browser of ['chrome', 'firefox'] as const)
      if (one[browser] !== null) expect(since(member(support, browser)), browser).toBe(one[browser]);
  });

  it('no newer API is used than the table knows', () => {
    // What is newer than the minimum and easily slips in, with the version that brought it to either browser.
    const newer =
      /Promise\.try|Array\.fromAsync|RegExp\.escape|Iterator\.from|URL\.parse\(|light-dark\(|@starting-style|@scope|field-sizing|interpolate-size|anchor-name|startViewTransition|closedby|getAllRecords|moveBefore|\.setHTML|\.(union|difference|intersection)\(new Set/;
    expect(code.filter((text) => newer.test(text))).toEqual([]);
  });
});
