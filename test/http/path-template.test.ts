import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathTemplate } from '../../src/http/path-template.ts';

test.each([
  ['/api/articles/123', '/api/articles/{id}'],
  ['https://example.org/api/articles/123?rev=4#top', '/api/articles/{id}'],
  ['https://example.org', '/'],
  ['https://example.org/', '/'],
  ['', '/'],
  ['/wp-json/wp/v2/posts/12', '/wp-json/wp/v2/posts/{id}'],
  ['/orders/6f1b1e7e-5f2a-4f0e-9d64-1b7d6e0f2a11/lines/3', '/orders/{id}/lines/{id}'],
  ['/orders/6F1B1E7E5F2A4F0E9D641B7D6E0F2A11', '/orders/{id}'],
  ['/objects/507f1f77bcf86cd799439011', '/objects/{id}'],
  ['/ulid/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/ulid/{id}'],
  ['/nano/V1StGXR8_Z5jdHi6B-myT', '/nano/{id}'],
  ['/days/2026-11-22', '/days/{id}'],
  ['/at/2026-11-22T10:00:00.000Z/x', '/at/{id}/x'],
  ['/users/someone%40example.org/mail', '/users/{id}/mail'],
  ['/Products(42)', '/Products({id})'],
  ["/Orders(guid'6f1b1e7e-5f2a-4f0e-9d64-1b7d6e0f2a11')/Lines", '/Orders({id})/Lines'],
  ['/temperature/-4.5', '/temperature/{id}'],
])('%s is %s', (url, template) => {
  expect(pathTemplate(url)).toBe(template);
});

test.each([
  '/api/v2/articles',
  '/articles/my-first-article-about-entity-tags',
  '/facade/deadbeef',
  '/o/oauth2/token',
  '/api/strict-409/notes',
  '/files/report-2026.pdf',
  '/notes/note_7/',
  '/a//b/',
  '/%E4%B8%96%E7%95%8C',
  '/broken/%E4%B8',
  '/{id}',
])('words stay: %s', (path) => {
  expect(pathTemplate(path)).toBe(path);
});

test('a hostile URL is cut and says so', () => {
  expect(pathTemplate(`/${'a/'.repeat(5_000)}`)).toMatch(/^(\/a){32}\/…$/);
  expect(pathTemplate(`/${'x'.repeat(1_000_000)}`)).toMatch(/^\/x{2047}\/…$/);
  expect(pathTemplate(`https://example.org/a?${'q'.repeat(1_000_000)}`)).toBe('/a');
  const start = performance.now();
  for (const bad of ['-', 'a-', 'a.', '(', 'a@', '%', '1.', 'a_', 'a1']) pathTemplate(`/${bad.repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('a template is its own template, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const once = pathTemplate(url);
      expect(pathTemplate(once)).toBe(once);
      expect(once).not.toMatch(/[?#]/);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(pathTemplate(text).length).toBeLessThan(2 * 2_048 + 200);
    }),
  );
});

test('two numbers of one endpoint are one template', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.uuid(), (a, b, uuid) => {
      expect(pathTemplate(`/x/${a}/y`)).toBe(pathTemplate(`/x/${b}/y`));
      expect(pathTemplate(`/x/${uuid}`)).toBe('/x/{id}');
    }),
  );
});
