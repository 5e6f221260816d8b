import { describe, expect, it } from 'vitest';
import { createHeard } from '../../src/capture/heard.ts';
import { covers } from '../../src/store/spans.ts';

const [app, wide] = ['https://app.example/*', 'https://*.wide.example/*'];
const origin = 'https://app.example';

describe('since when a host is heard', () => {
  it('is from the moment that the browser listens, until it is let go', () => {
    const heard = createHeard(covers);
    expect(heard.spans()).toEqual([]);
    heard.began([app, wide], 100);
    expect(heard.spans()).toEqual([
      { pattern: app, own: 100, any: 100 },
      { pattern: wide, own: 100, any: 100 },
    ]);
    heard.kept([app]);
    expect(heard.spans()).toEqual([{ pattern: app, own: 100, any: 100 }]);
    // Silent for a while: anew.
    heard.kept([]);
    heard.began([app], 300);
    expect(heard.spans()).toEqual([{ pattern: app, own: 300, any: 300 }]);
  });

  it('goes on over the end of an idle background for the pages of the site only', () => {
    const heard = createHeard(covers);
    heard.restore([{ pattern: app, own: 100, any: 200 }], []);
    expect(heard.spans()).toEqual([]);
    heard.began([app], 500);
    expect(heard.spans()).toEqual([{ pattern: app, own: 100, any: 500 }]);
  });

  it('does not go on where the next background did not listen at once', () => {
    const heard = createHeard(covers);
    heard.restore([{ pattern: app, own: 100, any: 200 }], []);
    heard.began([wide], 500);
    heard.began([app], 600);
    expect(heard.spans()).toContainEqual({ pattern: app, own: 600, any: 600 });
  });

  it.each([
    [app, origin],
    [wide, 'https://deep.wide.example'],
  ])('of %s does not go on where something went past a hook', (pattern, loose) => {
    const heard = createHeard(covers);
    heard.restore([{ pattern, own: 100, any: 200 }], [loose]);
    heard.began([pattern], 500);
    expect(heard.spans()).toEqual([{ pattern, own: 500, any: 500 }]);
  });

  it('begins anew for all where records may have been lost, over the end of the background too', () => {
    const heard = createHeard(covers);
    heard.restore([{ pattern: app, own: 100, any: 200 }], []);
    heard.began([app, wide], 500);
    heard.missed(700);
    expect(heard.spans()).toEqual([
      { pattern: app, own: 700, any: 700 },
      { pattern: wide, own: 700, any: 700 },
    ]);
    const early = createHeard(covers);
    early.restore([{ pattern: app, own: 100, any: 200 }], []);
    early.missed(400);
    early.began([app], 500);
    expect(early.spans()).toEqual([{ pattern: app, own: 500, any: 500 }]);
  });

  it('shrinks to the life of this background when something goes past a hook later', () => {
    const heard = createHeard(covers);
    heard.restore([{ pattern: app, own: 100, any: 200 }], []);
    heard.began([app], 500);
    expect(heard.loosened('https://other.example')).toBe(true);
    expect(heard.spans()).toEqual([{ pattern: app, own: 100, any: 500 }]);
    expect(heard.loosened(origin)).toBe(true);
    expect(heard.loosened(origin)).toBe(false);
    expect(heard.spans()).toEqual([{ pattern: app, own: 500, any: 500 }]);
    expect(heard.loose()).toEqual(['https://other.example', origin]);
  });

  it('remembers a bounded number of such sites; beyond it all are', () => {
    const heard = createHeard(covers);
    for (let at = 0; at < 3_000; at++) heard.loosened(`https://h${at}.example`);
    expect(heard.loose().length).toBeLessThanOrEqual(1_001);
    heard.restore([{ pattern: app, own: 100, any: 200 }], []);
    heard.began([app], 500);
    expect(heard.spans()).toEqual([{ pattern: app, own: 500, any: 500 }]);
  });
});
