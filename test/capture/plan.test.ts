import { describe, expect, it } from 'vitest';
import { createPlan, type Plan } from '../../src/capture/plan.ts';

const url = 'https://app.example/api/notes/1';
const read = { source: 'page-intent', state: 'done', url, method: 'GET', status: 200, headers: {} } as const;
const tagged = { ...read, headers: { seen: [['etag', '"a"']] } } as const;

function plan(patterns: readonly string[] = ['https://app.example/*']): Plan {
  const made = createPlan();
  made.grant(patterns);
  return made;
}
const slowly = (at: number) => at * 1_000;

describe('where webRequest listens', () => {
  it('is a site that was chosen, until a hundred reads told no version', () => {
    const made = plan();
    expect(made.patterns(0)).toEqual(['https://app.example/*']);
    for (let at = 0; at < 100; at++) made.note(read, slowly(at));
    expect(made.patterns(slowly(100))).toEqual([]);
    expect(made.note(tagged, slowly(101))).toBe(true);
    expect(made.patterns(slowly(101))).toEqual(['https://app.example/*']);
  });

  it('is no busy host, and one again when it is calm', () => {
    const made = plan();
    made.note(tagged, 0);
    expect(made.isNarrow(5)).toBe(false);
    for (let at = 0; at < 61; at++) made.began(url, 10);
    expect(made.patterns(20)).toEqual([]);
    expect(made.isNarrow(20)).toBe(true);
    expect(made.patterns(4_000)).toEqual(['https://app.example/*']);
    expect(made.isNarrow(4_000)).toBe(false);
  });

  it('is every host of whose requests the hook misses some, however busy', () => {
    const made = plan();
    expect(made.unhooked('https://app.example')).toBe(true);
    expect(made.unhooked('https://app.example')).toBe(false);
    expect(made.isUnhooked('https://app.example')).toBe(true);
    expect(made.hasUnhooked()).toBe(true);
    expect(plan().hasUnhooked()).toBe(false);
    expect(made.isUnhooked('https://other.example')).toBe(false);
    for (let at = 0; at < 500; at++) made.began(url, 10);
    expect(made.patterns(20)).toEqual(['https://app.example/*']);
  });

  it('of all sites is those that were asked for something', () => {
    const made = plan(['http://*/*', 'https://*/*']);
    expect(made.patterns(0)).toEqual([]);
    made.note(tagged, 0);
    expect(made.patterns(0)).toEqual(['https://app.example/*']);
  });

  it('takes a silent host out of a pattern for many', () => {
    const made = plan(['*://*.example/*']);
    for (let at = 0; at < 100; at++) made.note(read, slowly(at));
    expect(made.patterns(slowly(100))).toEqual([]);
  });

  it('outlives the background', () => {
    const first = plan();
    first.note(tagged, 0);
    first.unhooked('https://other.example');
    const next = plan(['http://*/*', 'https://*/*']);
    next.restore(first.saved());
    expect(next.patterns(0)).toEqual(['https://app.example/*', 'https://other.example/*']);
  });

  it('remembers a bounded number of hosts and reads no nonsense', () => {
    const made = plan(['http://*/*', 'https://*/*']);
    for (let at = 0; at < 500; at++) made.note({ ...tagged, url: `https://h${at}.example/` }, 0);
    expect(made.patterns(0).length).toBeLessThanOrEqual(200);
    made.restore(['versioned', 'unhooked nonsense', '']);
    expect(made.note({ ...read, url: 'blob:nothing' }, 0)).toBe(false);
  });
});
