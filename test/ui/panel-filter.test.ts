import { describe, expect, it } from 'vitest';
import { type Judged, parseFilter, quoted } from '../../src/ui/panel/state/filter.ts';
import { createLines, type Line } from '../../src/ui/panel/state/line.ts';
import { exchange } from '../diagnose/cases.ts';

const toLine = createLines();
const line = (more: Parameters<typeof exchange>[0] = {}): Line =>
  toLine(exchange({ method: 'PUT', status: 409, ...more }));
const api = 'https://api.example.org/api';
const article = line({ url: `${api}/articles/7?view=full` });
const order = line({ url: `${api}/orders/8`, method: 'PATCH', status: 412, tabId: 2 });
const shop = line({ url: 'https://shop.test:8080/cart', status: 428, flag: 'lost-update', initiator: null });
const all = [article, order, shop];

const judgements = new Map<string, Judged>([
  [article.id, { cause: 'stale-browser-cache', words: 'an old copy in the browser’s cache' }],
]);

function fitting(text: string): readonly Line[] {
  const filter = parseFilter(text);
  return all.filter((one) => filter.fits(one, ({ id }) => judgements.get(id) ?? null));
}

describe('the filter', () => {
  it.each([
    ['', all],
    ['   ', all],
    ['409', [article]],
    ['ARTICLES put', [article]],
    ['old copy', [article]],
    ['"old copy"', [article]],
    ['"copy old"', []],
    ['status:412', [order]],
    ['status:409,412', [article, order]],
    ['status:4xx', all],
    ['status:5xx', []],
    ['method:patch', [order]],
    ['method:PUT -orders', [article, shop]],
    ['-status:409', [order, shop]],
    ['site:example.org', [article, order]],
    ['site:app.test', [article, order]],
    ['site:ample.org', []],
    ['site:shop.test:8080', [shop]],
    ['path:/api/articles/{id}', [article]],
    ['path:/api', [article, order]],
    ['cause:stale-browser-cache', [article]],
    ['cause:"old copy"', [article]],
    ['-cause:stale-browser-cache', [order, shop]],
    ['is:lost-update', [shop]],
    ['tab:2', [order]],
    ['tab:all', all],
    ['shop.test:8080', [shop]],
    ['https://shop.test', [shop]],
    ['nothing-like-it', []],
    ['__proto__:x', []],
    ['constructor:x', []],
    ['(((', []],
  ])('%s', (text, wanted) => {
    expect(fitting(text).map(({ url }) => url)).toEqual(wanted.map(({ url }) => url));
  });

  it('hides nothing while a key is being typed', () => {
    for (const text of ['status:', '-', 'status:409 -', 'site:"', '"']) expect(fitting(text), text).not.toEqual([]);
  });

  it('tells when it asks for other tabs, and when it needs the causes', () => {
    expect(parseFilter('tab:all 409')).toMatchObject({ everyTab: true, asksCause: false });
    expect(parseFilter('tab:7').everyTab).toBe(true);
    expect(parseFilter('tab:this table').everyTab).toBe(false);
    expect(parseFilter('-cause:x').asksCause).toBe(true);
  });

  it('reads back what it is given in quotes', () => {
    expect(fitting(`path:${quoted('/api/articles/{id}')}`)).toEqual([article]);
    expect(quoted('two words')).toBe('"two words"');
    expect(quoted('a"b')).toBe('"ab"');
  });

  it('takes no longer for a hostile text than for its length', () => {
    const begun = performance.now();
    for (const text of ['"'.repeat(50_000), 'a:'.repeat(50_000), '-'.repeat(50_000)]) fitting(text);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
