import { describe, expect, test } from 'vitest';
import { lostUpdate } from '../../../src/diagnose/watch/lost-update.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { cached, load, refused, saved } from '../stories.ts';

const draft = { responseBody: '{"title":"draft"}' };
const read = load(0, '"a1"', draft);
const theirs = saved(10, null, '"b2"', { tabId: 2, requestBody: '{"title":"theirs"}' });
const mine = saved(30, null, '"c3"');

fixtures('lost-update', {
  cause: [
    {
      story: 'another tab had saved',
      file: caseOf(mine, [read, theirs]),
      strength: 'proven',
      says: /Another tab had saved "b2"/,
    },
    {
      story: 'another tab had saved, and what the page had read was not kept',
      file: caseOf(mine, [load(0, '"a1"'), theirs]),
      strength: 'likely',
    },
    {
      story: 'another tab had read a newer version, with another title',
      file: caseOf(mine, [
        load(0, '"a1"', { responseBody: '{"title":"draft","at":1}' }),
        load(10, '"b2"', { tabId: 2, responseBody: '{"title":"theirs","at":2}' }),
      ]),
      strength: 'likely',
      says: /already held/,
    },
    {
      story: 'another tab had read another tag, and what it brought is not known',
      file: caseOf(mine, [read, load(10, '"b2"', { tabId: 2 })]),
      strength: 'possible',
    },
    {
      story: 'another tab had saved, and the page read the list since',
      file: caseOf(mine, [read, theirs], { neighbours: [load(20, null, { url: 'https://api.test/notes?open=1' })] }),
      strength: 'possible',
    },
    {
      story: 'another tab had saved, and the page was told of changes all the time',
      file: caseOf(mine, [read, theirs], {
        neighbours: [
          load(-5, null, { url: 'https://api.test/live', received: [['Content-Type', 'text/event-stream']] }),
        ],
      }),
      strength: 'possible',
    },
    {
      story: 'another tab had saved and read the list, which this page has not seen',
      file: caseOf(mine, [read, theirs], { neighbours: [load(20, null, { url: 'https://api.test/notes', tabId: 2 })] }),
      strength: 'proven',
    },
    {
      story: 'the page read an old copy after the other tab’s save',
      file: caseOf(mine, [read, theirs, cached(20, '"a1"', 0, draft)]),
      strength: 'proven',
    },
    {
      story: 'a number was skipped, and numbers count by one',
      file: caseOf(saved(30, null, '"v4"'), [load(0, '"v1"'), saved(5, null, '"v2"')]),
      strength: 'likely',
      says: /one version came in between/,
    },
    {
      story: 'a number was skipped, and how they count is not known',
      file: caseOf(saved(30, null, '"v3"'), [load(0, '"v1"')]),
      strength: 'possible',
    },
  ],
  ruledOut: [{ story: 'the save named its version', file: caseOf(saved(30, '"a1"', '"c3"'), [read, theirs]) }],
  unknown: [
    { story: 'nothing else was seen', file: caseOf(mine, [read]) },
    {
      story: 'the first save of an open page, numbers in order',
      file: caseOf(saved(30, null, '"v3"'), [load(0, '"v1"'), saved(5, null, '"v2"')]),
    },
  ],
  notApplicable: [
    { story: 'a refusal', file: caseOf(refused(30, null, { status: 409 }), [read, theirs]) },
    { story: 'a POST adds', file: caseOf(saved(30, null, '"c3"', { method: 'POST' }), [read, theirs]) },
  ],
});

describe('ordinary traffic', () => {
  const ordinary = {
    'a page saves twice': [mine, [read, saved(10, null, '"b2"')]],
    'the page had read what the other tab saved': [mine, [read, theirs, load(20, '"b2"')]],
    'both tabs saved the same': [mine, [read, { ...theirs, requestBody: mine.requestBody }]],
    'only a time that the server keeps changes with every read': [
      mine,
      [
        load(0, '"a1"', { responseBody: '{"title":"draft","at":1}' }),
        load(10, '"b2"', { tabId: 2, responseBody: '{"title":"draft","at":2}' }),
      ],
    ],
    'the page wrote what the other tab had written, and more': [
      saved(30, null, '"c3"', { requestBody: '{"title":"theirs","body":"mine"}' }),
      [load(0, '"a1"', { responseBody: '{"title":"draft","body":""}' }), theirs],
    ],
    'the other tab saved before the page read': [
      mine,
      [load(-20, '"0"'), saved(-10, null, '"a1"', { tabId: 2 }), read],
    ],
    'the other tab reads an older copy': [mine, [load(-10, '"0"'), read, load(10, '"0"', { tabId: 2 })]],
    'the other tab’s read came from its cache': [mine, [read, cached(10, '"b2"', -99, { tabId: 2 })]],
    'no versions at all': [saved(30, null, null), [load(0, null), saved(10, null, null, { tabId: 2 })]],
    'times as versions': [saved(30, null, '"1700000900"'), [load(0, '"1700000000"')]],
    'two numbers, no order': [saved(30, null, '"7-b2"'), [load(0, '"3-a1"')]],
  } as const;
  test.each(Object.entries(ordinary))('%s: nothing is said', (_, [write, history]) => {
    expect(lostUpdate(caseOf(write, history))).toBeNull();
  });
});
