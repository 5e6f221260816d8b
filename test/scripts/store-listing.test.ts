import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifestFor } from '../../scripts/lib/manifest-for.ts';

/** The sections of a Markdown file under headings of that level, by heading. */
function sections(file: string, level: number): Map<string, string> {
  const parts = readFileSync(file, 'utf8').split(new RegExp(`^${'#'.repeat(level)} `, 'm'));
  return new Map(
    parts.slice(1).map((part) => [part.split('\n', 1)[0]?.trim() ?? '', part.slice(part.indexOf('\n')).trim()]),
  );
}

describe('the permissions’ file', () => {
  const paragraphs = sections('store/permissions.md', 2);
  const manifests = [manifestFor('chrome'), manifestFor('firefox')];
  const hosts = manifests.flatMap((manifest) => manifest.optional_host_permissions);
  const named = new Set(manifests.flatMap((manifest) => [...manifest.permissions, ...manifest.optional_permissions]));

  it('justifies every permission of the manifests, and none that is not asked for', () => {
    expect([...paragraphs.keys()].sort()).toEqual(
      ['Single purpose', ...named, [...new Set(hosts)].join(' and ')].sort(),
    );
  });

  it.each([...paragraphs])('%s: a text that fits into the form', (_, text) => {
    expect(text.length).toBeGreaterThan(80);
    expect(text.length).toBeLessThanOrEqual(1_000);
  });
});

describe.each(['en', 'de', 'ja'])('the listing in %s', (language) => {
  const listing = sections(`store/listing/${language}.md`, 2);
  const messages: { [key: string]: { message: string } } = JSON.parse(
    readFileSync(`public/_locales/${language}/messages.json`, 'utf8'),
  );

  it('bears the name and the summary that the package has', () => {
    expect(readFileSync(`store/listing/${language}.md`, 'utf8').split('\n', 1)[0]).toBe(`# ${messages.name?.message}`);
    expect(listing.get('Summary')).toBe(messages.description?.message);
  });

  it('keeps to the stores’ lengths', () => {
    // Chrome: name 75, summary (the manifest's description) 132, description 16,000. Firefox: name 50, summary 250, description 15,000.
    expect(messages.name?.message.length).toBeLessThanOrEqual(50);
    expect(listing.get('Summary')?.length).toBeLessThanOrEqual(132);
    expect(listing.get('Description')?.length).toBeGreaterThan(600);
    expect(listing.get('Description')?.length).toBeLessThanOrEqual(15_000);
    expect([...listing.keys()]).toEqual(['Summary', 'Description']);
  });
});

/** Width, height and colour type of a PNG (its IHDR; PNG §11.2.1). 2: no alpha, 6: with alpha. */
function png(file: string): readonly [number, number, number] {
  const bytes = readFileSync(file);
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes.readUInt8(25)];
}

describe('the images', () => {
  it.each([
    ['store/images/chrome-icon-128.png', 128, 128],
    ['store/images/chrome-promo-440x280.png', 440, 280],
    ['store/images/firefox-icon-64.png', 64, 64],
    ['store/images/firefox-icon-128.png', 128, 128],
  ])('%s is %i × %i', (file, width, height) => {
    expect(png(file).slice(0, 2)).toEqual([width, height]);
  });

  it('the promo tile has no transparency, which the store does not take', () => {
    expect(png('store/images/chrome-promo-440x280.png')[2]).toBe(2);
  });

  const screenshots = existsSync('store/screenshots') ? readdirSync('store/screenshots', { recursive: true }) : [];
  it.each(screenshots.map(String).filter((name) => name.endsWith('.png')))(
    'screenshot %s is 1280 × 800, in 24 bits as the store asks',
    (name) => {
      expect(png(`store/screenshots/${name}`)).toEqual([1280, 800, 2]);
    },
  );

  it('every icon of the manifest has the size that it is named for', () => {
    for (const [size, file] of Object.entries(manifestFor('chrome').icons))
      expect(png(`public/${file}`).slice(0, 2)).toEqual([Number(size), Number(size)]);
  });
});
