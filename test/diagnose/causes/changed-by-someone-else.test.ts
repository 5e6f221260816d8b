import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, cached, check, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');
const whole = { recordingSince: at(-60) };
const theirs = check(60, save, '"2"', ['"2"', '"2"']);

fixtures('changed-by-someone-else', {
  cause: [
    { story: 'before the check, DevTools only', file: caseOf(save, [read]), strength: 'likely' },
    {
      story: 'after the check, DevTools only: other tabs were not seen',
      file: caseOf(save, [read, ...theirs]),
      strength: 'likely',
      says: /other tabs/,
    },
    { story: 'after the check, everything recorded', file: caseOf(save, [read, ...theirs], whole), strength: 'proven' },
    {
      story: 'a save nearby may have changed it too',
      file: caseOf(save, [read, ...theirs], {
        ...whole,
        neighbours: [saved(10, null, null, { method: 'POST', url: 'https://api.test/notes/1/tags' })],
      }),
      strength: 'likely',
    },
    {
      story: 'the app had saved again before the check, so the server’s version is its own',
      file: caseOf(
        save,
        [read, load(31, '"2"'), saved(32, '"2"', '"3"'), ...check(60, save, '"3"', ['"3"', '"3"'])],
        whole,
      ),
      strength: 'likely',
    },
    {
      story: 'checked, then replayed: the check before the replay counts',
      file: caseOf(
        save,
        [
          read,
          ...check(40, save, '"2"', ['"2"', '"2"']),
          saved(50, '"2"', '"3"', { parent: { id: save.id, role: 'replay-send', note: '' } }),
          ...check(60, save, '"3"', ['"3"', '"3"']),
        ],
        whole,
      ),
      strength: 'proven',
    },
    {
      story: 'the page was open for an hour: what was saved near it is not all at hand',
      file: caseOf(save, [load(-3600, '"1"'), ...theirs], { recordingSince: at(-4000) }),
      strength: 'likely',
    },
    {
      story: 'the fresh reads were asked in another language',
      file: caseOf(
        save,
        [
          load(0, '"1"', {
            sent: [['Accept-Language', 'de']],
            received: [
              ['ETag', '"1"'],
              ['Vary', 'Accept-Language'],
            ],
          }),
          ...theirs,
        ],
        whole,
      ),
      strength: 'likely',
    },
    {
      story: 'the current version was seen before the read, so an old copy may be coming back',
      file: caseOf(save, [load(-10, '"2"'), read, ...theirs], whole),
      strength: 'likely',
    },
    {
      story: 'the copy came from the browser’s cache, so when it was changed is open',
      file: caseOf(save, [cached(0, '"1"', -30), ...theirs], whole),
      strength: 'possible',
    },
    {
      story: 'the content is the same and only the tag is another',
      file: caseOf(
        save,
        [
          load(0, '"1"', { responseBody: '{"title":"a"}' }),
          ...check(60, save, '"2"', ['"2"', '"2"'], { responseBody: '{"title":"a"}' }),
        ],
        whole,
      ),
      strength: 'possible',
    },
    {
      story: 'after the page’s own save, whose version it sent',
      file: caseOf(refused(30, '"1"', { id: save.id }), [load(-20, '"0"'), saved(-10, '"0"', '"1"'), ...theirs], whole),
      strength: 'likely',
      says: /own earlier save was answered with "1"/,
    },
    {
      story: 'the page had seen a newer version before its read brought an old one, and nothing tells which cache did',
      file: caseOf(save, [load(-20, '"1"'), saved(-10, '"1"', '"2"'), load(0, '"1"'), ...theirs], whole),
      strength: 'possible',
      says: /had already made "2"/,
    },
    {
      story: 'by date',
      file: caseOf(refused(30, null, { sent: [['If-Unmodified-Since', 'Mon, 02 Mar 2026 08:00:00 GMT']] }), [
        load(0, null, { received: [['Last-Modified', 'Mon, 02 Mar 2026 08:00:00 GMT']] }),
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    {
      story: 'the server still holds what the page read',
      file: caseOf(save, [read, ...check(60, save, '"1"', ['"1"', '"1"'])]),
      says: /still holds "1"/,
    },
    {
      story: 'the server holds what this page saved itself',
      file: caseOf(save, [read, saved(10, '"1"', '"2"'), ...theirs], whole),
      says: /saved itself/,
    },
  ],
  unknown: [
    {
      story: 'nothing was recorded before the save',
      file: caseOf(save),
      says: /No read/,
      probe: 'cached-against-fresh',
    },
    {
      story: 'this page saved in between',
      file: caseOf(save, [read, saved(10, '"1"', '"2"')]),
      probe: 'cached-against-fresh',
    },
    {
      story: 'the copy came from the cache and nothing was checked',
      file: caseOf(save, [cached(0, '"1"', -30)]),
      probe: 'cached-against-fresh',
    },
    {
      story: 'the fresh reads disagree',
      file: caseOf(save, [read, ...check(60, save, '"2"', ['"2"', '"3"'])], whole),
      probe: 'repeated-reads',
    },
    {
      story: 'the token came from nowhere that was recorded',
      file: caseOf(save, [load(0, '"0"')]),
      says: /No recorded read/,
    },
    {
      story: 'a save of this browser broke off in between',
      file: caseOf(
        save,
        [read, saved(10, '"1"', null, { status: null, error: 'net::ERR_CONNECTION_RESET' }), ...theirs],
        whole,
      ),
    },
  ],
  notApplicable: [
    { story: 'the save named no version', file: caseOf(refused(30, null), [read]) },
    { story: 'the resource is locked', file: caseOf(refused(30, '"1"', { status: 423 }), [read]) },
  ],
});

test('story (a): somebody else changed it, DevTools alone; first before and after the check', () => {
  for (const history of [[read], [read, ...theirs]])
    expect(diagnose(caseOf(refused(30, '"1"', { id: save.id, status: 409 }), history))[0]?.cause).toBe(
      'changed-by-someone-else',
    );
});

describe('whatever else the history holds', () => {
  const tag = fc.constantFrom('"1"', '"2"', '"3"', null);
  const seconds = fc.integer({ min: 1, max: 29 });
  const noise = fc.oneof(
    fc.record({ seconds, tag }).map((x) => load(x.seconds, x.tag)),
    fc.record({ seconds, tag: fc.constantFrom('"1"', '"2"') }).map((x) => cached(x.seconds, x.tag, -30)),
    fc
      .record({ seconds, tag, tabId: fc.integer({ min: -1, max: 3 }) })
      .map((x) => saved(x.seconds, '"1"', x.tag, { tabId: x.tabId })),
  );
  const ownWrite = fc
    .record({
      seconds: fc.double({ min: 0.1, max: 29, noNaN: true }),
      tag,
      tabId: fc.integer({ min: -1, max: 3 }),
      status: fc.constantFrom(200, 204, 202, 502, null),
    })
    .map((x) => saved(x.seconds, '"1"', x.tag, { tabId: x.tabId, status: x.status }));
  const strength = (file: ReturnType<typeof caseOf>) => {
    const found = diagnose(file).find((f) => f.cause === 'changed-by-someone-else');
    return found?.finding === 'cause' ? found.strength : found?.finding;
  };

  test('nobody else is blamed for certain when this browser wrote since the page’s read', () => {
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), ownWrite, (more, own) => {
        // The page's read comes before them all and is the only one that brought the token.
        const others = more.filter((x) => x.method !== 'GET');
        expect(strength(caseOf(save, [read, own, ...others, ...theirs], whole))).not.toBe('proven');
      }),
    );
  });

  test('knowing less never proves more', () => {
    fc.assert(
      fc.property(
        fc.array(noise, { maxLength: 6 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (more, keep) => {
          const history = [read, ...more, ...theirs];
          if (strength(caseOf(save, history, whole)) === 'proven') return;
          // What was not recorded is not covered either.
          const less = history.filter((_, i) => keep[i] !== false);
          const since = less.length === history.length ? whole.recordingSince : null;
          expect(strength(caseOf(save, less, { recordingSince: since }))).not.toBe('proven');
        },
      ),
    );
  });
});
