import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../src/act/suspects/host-access.ts';
import type { Installed } from '../../../src/act/suspects/installed.ts';
import { rank } from '../../../src/act/suspects/rank.ts';
import { installed } from './installed-extension.ts';

const url = 'https://api.example.org/notes/1';

const ranked = (...list: readonly Installed[]) => rank(list, url).map(({ id }) => id);

describe('suspects', () => {
  it('are ranked by permission, by how near their sites are, and by what they say of themselves', () => {
    expect(
      ranked(
        installed('proxy', { permissions: ['proxy'] }),
        installed('rules'),
        installed('says', { description: 'Edit request headers' }),
        installed('narrow', { hostPermissions: ['*://*.example.org/*'] }),
        installed('debugger', { permissions: ['debugger'] }),
      ),
    ).toEqual(['narrow', 'says', 'rules', 'debugger', 'proxy']);
  });

  it('are not those that cannot touch the address, cannot change a header, or are off', () => {
    expect(
      ranked(
        installed('elsewhere', { hostPermissions: ['https://other.example/*'] }),
        installed('no-hosts', { hostPermissions: [] }),
        installed('looks-only', { permissions: ['webRequest', 'tabs'] }),
        installed('off', { enabled: false }),
      ),
    ).toEqual([]);
  });

  it('tell the reasons in words, and that a policy keeps one on', () => {
    const [found] = rank([installed('policy', { mayDisable: false })], url);
    expect(found?.mayBeSwitched).toBe(false);
    expect(found?.reasons).toEqual([
      'It may change what pages send and get, by rules.',
      'It may touch every site.',
      'A policy of this computer keeps it on.',
    ]);
  });

  it('include what blocks by webRequest', () => {
    expect(ranked(installed('blocking', { permissions: ['webRequest', 'webRequestBlocking'] }))).toEqual(['blocking']);
  });
});

describe('host patterns', () => {
  it.each([
    [['<all_urls>'], 'every-site'],
    [['http://*/*', 'https://*/*'], 'every-site'],
    [['*://*/*'], 'every-site'],
    [['http://*/*'], 'none'],
    [['https://api.example.org/*'], 'this-site'],
    [['https://*.example.org/*'], 'this-site'],
    [['https://*.org/*'], 'this-site'],
    [['https://example.org/*'], 'none'],
    [['https://notexample.org/*', 'https://*.ample.org/*'], 'none'],
    [['https://api.example.org:8443/*'], 'this-site'],
    [['file:///*', 'nonsense', ''], 'none'],
    [[], 'none'],
  ] as const)('%j reach it: %s', (patterns, reach) => {
    expect(reachOf(patterns, url)).toBe(reach);
  });
});
