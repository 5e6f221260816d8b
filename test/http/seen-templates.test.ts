import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOfTemplate } from '../../src/http/path-template.ts';
import { createTemplates } from '../../src/http/seen-templates.ts';

const site = 'https://api.test';

test('a word with a number is a name, until a fourth number shows that it is an identifier', () => {
  const templates = createTemplates();
  const seen = [1, 2, 2, 3, 4].map((n) => templates(site, `/orders/order-${n}/lines/7`));
  expect(seen).toEqual([
    '/orders/order-1/lines/{id}',
    '/orders/order-2/lines/{id}',
    '/orders/order-2/lines/{id}',
    '/orders/order-3/lines/{id}',
    '/orders/order-{id}/lines/{id}',
  ]);
  // What was counted before is asked again.
  expect(templates(site, seen[0] ?? '')).toBe('/orders/order-{id}/lines/{id}');
});

test('each place and each site is told by itself', () => {
  const templates = createTemplates();
  for (const n of [1, 2, 3, 4]) templates(site, `/strict-409/note-${n}`);
  expect(templates(site, '/strict-409/note-9')).toBe('/strict-409/note-{id}');
  expect(templates(site, '/strict-412/note-9')).toBe('/strict-412/note-{id}');
  expect(templates('https://other.test', '/strict-409/note-9')).toBe('/strict-409/note-9');
});

test('a hostile site does not make it grow', () => {
  const templates = createTemplates();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 50_000; n++) templates(site, `/${'x'.repeat(n % 500)}${n.toString(36).replace(/\d/g, 'z')}-${n}`);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
  expect(templates(site, '/never-1')).toBe('/never-{id}');
});

test('a path belongs to every template that it may have got', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('note-1', 'note-2', 'note-3', 'note-4', 'v2', '17')), (parts) => {
      const templates = createTemplates();
      const url = `${site}/${parts.join('/')}`;
      for (const n of [1, 2, 3, 4]) {
        expect(isOfTemplate(url, templates(site, url))).toBe(true);
        templates(site, `${site}/note-${n}`);
      }
    }),
  );
  expect(isOfTemplate(`${site}/note-1`, '/page-{id}')).toBe(false);
  expect(isOfTemplate(`${site}/note-1/x`, '/note-{id}')).toBe(false);
});
