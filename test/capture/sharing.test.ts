import { describe, expect, it } from 'vitest';
import { createSharing } from '../../src/capture/sharing.ts';

const origin = 'https://app.example';
const document = (name: string, tabId: number, frameId = 0) => ({ document: name, tabId, frameId, origin });

describe('the tabs that share a worker', () => {
  it('are those whose documents said so, each once, of that origin only', () => {
    const sharing = createSharing();
    sharing.told(document('a', 7), true);
    sharing.told(document('frame', 7, 3), true);
    sharing.told(document('b', 3), true);
    sharing.told({ ...document('c', 9), origin: 'https://other.example' }, true);
    sharing.told(document('d', 8), false);
    expect(sharing.tabsOf(origin)).toEqual([3, 7]);
    expect(sharing.tabsOf('https://nobody.example')).toEqual([]);
  });

  it('are no longer those that went away, were closed or show another page', () => {
    const sharing = createSharing();
    for (const [name, tab] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ] as const)
      sharing.told(document(name, tab), true);
    expect(sharing.told(document('a', 1), false)).toBe(true);
    expect(sharing.closed(2)).toBe(true);
    expect(sharing.told(document('another', 3), false)).toBe(true);
    expect(sharing.tabsOf(origin)).toEqual([4]);
    expect(sharing.told(document('another', 3), false)).toBe(false);
  });

  it('outlive the background, and are bounded', () => {
    const first = createSharing();
    for (let tab = 0; tab < 1_000; tab++) first.told(document(`d${tab}`, tab), true);
    expect(first.all()).toHaveLength(500);
    const second = createSharing();
    second.restore(first.all());
    expect(second.tabsOf(origin)).toHaveLength(20);
    expect(second.tabsOf(origin)).toContain(999);
  });
});
