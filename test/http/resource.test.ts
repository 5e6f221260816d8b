import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf, resourceKey } from '../../src/http/resource.ts';

const base = 'https://app.example/api/notes/1';

describe('identity of a resource', () => {
  it.each([
    ['a fragment', `${base}#top`],
    ['a version token', `${base}?rev=3-abc`],
    ['two version tokens', `${base}?if_seq_no=4&if_primary_term=1`],
    ['a generation', `${base}?ifGenerationMatch=17`],
    ['a cache breaker', `${base}?_=1732285000000`],
    ['a time', `${base}?ts=1732285000000`],
    ['a secret', `${base}?access_token=abc`],
    ['an empty query', `${base}?`],
  ])('is not changed by %s', (_what, url) => {
    expect(resourceKey(url)).toBe(base);
  });

  it('keeps other parameters, whatever their order', () => {
    expect(resourceKey(`${base}?b=2&a=1&rev=9`)).toBe(`${base}?a=1&b=2`);
    expect(resourceKey(`${base}?a=1&b=2`)).toBe(resourceKey(`${base}?b=2&_=5&a=1`));
    expect(resourceKey(`${base}?t=settings`)).toBe(`${base}?t=settings`);
  });

  it('tells resources apart by host, port, path and case of the path', () => {
    const keys = [
      base,
      'https://app.example:444/api/notes/1',
      'http://app.example/api/notes/1',
      `${base}/`,
      'https://app.example/API/notes/1',
    ];
    expect(new Set(keys.map(resourceKey)).size).toBe(keys.length);
    expect(resourceKey('https://APP.example:443/api/notes/1')).toBe(base);
  });

  it('never throws, and is the same when asked of a key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (url) => {
        const key = resourceKey(url);
        expect(resourceKey(key)).toBe(key);
        expect(typeof originOf(url)).toBe('string');
      }),
    );
  });

  it('finds the origin', () => {
    expect(originOf('https://app.example:8443/a?b#c')).toBe('https://app.example:8443');
    expect(originOf('data:text/plain,a')).toBe('');
    expect(originOf('no url')).toBe('');
    expect(originOf(`https://app.example/${'a'.repeat(100_000)}`)).toBe('https://app.example');
  });
});
