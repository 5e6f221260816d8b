import { describe, expect, test } from 'vitest';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { flagByHistory } from '../../src/diagnose/watch/flagged.ts';
import type { HeaderList } from '../../src/http/header-list.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { caseOf, type Sketch } from './cases.ts';
import { at, cached, check, load, looks, refused, saved } from './stories.ts';

/** What is proven of a case, by cause. */
function proven(file: CaseFile): string[] {
  return diagnose(file).flatMap((f) => (f.finding === 'cause' && f.strength === 'proven' ? [f.cause] : []));
}

const json: HeaderList = [['Content-Type', 'application/json']];
const graphql = 'https://api.test/graphql';
const saveNote =
  'mutation($id:ID!,$version:Int!,$text:String!){saveNote(id:$id,version:$version,text:$text){id version}}';

/** One mutation of one note over an endpoint that all operations share. */
function mutation(seconds: number, id: string, version: number, answer: string, more: Sketch = {}): Exchange {
  return saved(seconds, null, null, {
    method: 'POST',
    url: graphql,
    sent: json,
    requestBody: JSON.stringify({ query: saveNote, variables: { id, version, text: `of ${id}` } }),
    responseBody: answer,
    ...more,
  });
}

const note = (id: string, version: number) => `{"data":{"saveNote":{"id":"${id}","version":${version}}}}`;
const stale = '{"errors":[{"message":"The note was changed meanwhile.","extensions":{"code":"CONFLICT"}}],"data":null}';

describe('endpoints that serve many things: a save of another thing proves nothing', () => {
  const mine = mutation(30, 'n1', 1, stale, { status: 409 });

  test('another tab saved another note', () => {
    const theirs = mutation(20, 'n2', 1, note('n2', 2), { tabId: 2 });
    expect(proven(caseOf(mine, [theirs]))).toEqual([]);
  });

  test('this tab saved another note from the same version number', () => {
    const other = mutation(20, 'n2', 1, note('n2', 2));
    expect(proven(caseOf(mine, [other]))).toEqual([]);
  });

  test('two saves of two notes under way at the same time, both from version 1', () => {
    const other = mutation(29.9, 'n2', 1, note('n2', 2), { endedAt: at(30.5) });
    expect(proven(caseOf({ ...mine, endedAt: at(31) }, [other]))).toEqual([]);
  });

  test('after the refusal the page goes on with other operations', () => {
    const next = mutation(30.05, 'n3', 4, note('n3', 5));
    expect(proven(caseOf(mine, [next]))).toEqual([]);
  });

  test('forms of two posts, which both go to one address', () => {
    const form: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];
    const post = (seconds: number, id: number, more: Sketch) =>
      saved(seconds, null, null, {
        method: 'POST',
        url: 'https://api.test/admin/post.php',
        sent: form,
        requestBody: `post_ID=${id}&lock_version=1&content=text`,
        ...more,
      });
    const other = post(29.9, 7, { endedAt: at(30.5), status: 200 });
    const save = post(30, 8, { endedAt: at(31), status: 409, responseBody: 'The post was changed meanwhile.' });
    expect(proven(caseOf(save, [other]))).toEqual([]);
  });

  test('the very same note is another matter', () => {
    const twice = mutation(29.9, 'n1', 1, note('n1', 2), { endedAt: at(30.5) });
    expect(proven(caseOf({ ...mine, endedAt: at(31) }, [twice]))).toEqual(['overlapping-saves']);
  });

  test('a list that takes many items: one is there already, the next one is taken', () => {
    const item = (seconds: number, name: string, more: Sketch) =>
      saved(seconds, null, null, {
        method: 'POST',
        url: 'https://api.test/tags',
        requestBody: `{"name":"${name}"}`,
        ...more,
      });
    const first = item(30, 'red', { status: 409, responseBody: '{"error":"red already exists"}' });
    expect(proven(caseOf(first, [item(30.05, 'blue', { status: 201 })]))).toEqual([]);
  });
});

test('a save that was refused under a 200 made no version', () => {
  const answer = '{"ok":false,"error":{"code":"CONFLICT"},"version":5}';
  const before = saved(20, null, null, {
    requestBody: '{"version":1,"title":"a"}',
    responseBody: answer,
    received: json,
    flag: 'disguised-refusal',
  });
  const now = refused(30, null, { status: 409, requestBody: '{"version":1,"title":"b"}' });
  const read = load(0, null, { responseBody: '{"version":1,"title":"x"}' });
  expect(proven(caseOf(now, [read, before], { recordingSince: at(-9) }))).toEqual([]);
});

test('a switch that somebody else turned the same way is no save of this page that got through', () => {
  const body = { requestBody: '{"done":true}' };
  const broke = saved(10, '"1"', null, { status: null, error: 'net::ERR_FAILED', ...body });
  const save = refused(20, '"1"', body);
  const read = load(0, '"1"', { responseBody: '{"done":false}' });
  const now = check(30, save, '"2"', ['"2"', '"2"'], { responseBody: '{"done":true}' });
  expect(proven(caseOf(save, [read, broke, ...now]))).not.toContain('lost-response');
});

describe('one of several servers', () => {
  const watched = { recordingSince: at(-9) };

  test('answers that name another server may differ without anybody’s edit', () => {
    const of = (node: string): HeaderList => [
      ['Date', new Date(at(0)).toUTCString()],
      ['Content-Type', 'application/json'],
      ['X-Served-By', node],
    ];
    const save = refused(30, '"a1"');
    const read = load(0, null, { received: [...of('a'), ['ETag', '"a1"']], responseBody: '{"title":"x","node":"a"}' });
    const now = check(40, save, null, [null, null], {
      received: [...of('b'), ['ETag', '"b1"']],
      responseBody: '{"title":"x","node":"b"}',
    });
    expect(proven(caseOf(save, [read, ...now], watched))).toEqual([]);
  });

  test('a cached copy with the same content and another server’s tag is not old', () => {
    const body = { responseBody: '{"title":"x"}' };
    const save = refused(30, '"a1"');
    const history = [
      load(0, '"a1"', body),
      load(10, '"b1"', body),
      cached(20, '"a1"', 0, { ...body, sources: ['devtools-network'] }),
    ];
    const now = check(40, save, '"b1"', ['"b1"', '"b1"'], body);
    expect(proven(caseOf(save, [...history, ...now], watched))).not.toContain('stale-browser-cache');
  });

  test('a lamp that is switched on and off in between is no older copy', () => {
    const save = refused(30, '"on"');
    const seen = looks(40, save, ['"on"', '{"lamp":"on"}'], ['"off"', '{"lamp":"off"}'], ['"on"', '{"lamp":"on"}']);
    expect(proven(caseOf(save, [load(0, '"on"'), ...seen]))).not.toContain('inconsistent-replicas');
  });
});

test('another sign-in sees another representation: nobody needs to have edited it', () => {
  const as = (cookie: string): HeaderList => [
    ['Accept', 'application/json'],
    ['Cookie', cookie],
  ];
  const save = refused(30, '"a1"', {
    sent: [
      ['If-Match', '"a1"'],
      ['Cookie', '‹redacted #bb›'],
    ],
  });
  const read = load(0, '"a1"', { sent: as('‹redacted #aa›'), responseBody: '{"title":"x","mine":true}' });
  const now = check(40, save, '"b7"', ['"b7"', '"b7"'], { responseBody: '{"title":"x","mine":false}' }).map((x) => ({
    ...x,
    headers: { ...x.headers, sent: [...(x.headers.sent ?? []), ['Cookie', '‹redacted #bb›'] as const] },
  }));
  expect(proven(caseOf(save, [read, ...now], { recordingSince: at(-9) }))).toEqual([]);
});

describe('a refusal for another reason, though something is wrong with the version too', () => {
  const archived = '{"error":"The note is archived and cannot be edited"}';
  const holding = (etag: string): HeaderList => [...json, ['ETag', etag]];

  test.each([
    ['a weak tag', 'W/"3"', 'W/"3"'],
    ['the mark of a coding', '"3-gzip"', '"3"'],
    ['lost quotes', '3', '"3"'],
  ])('%s', (_, sent, held) => {
    const save = refused(30, sent, { status: 409, received: holding(held), responseBody: archived });
    expect(proven(caseOf(save, [load(0, held)]))).toEqual([]);
  });

  test('a placeholder', () => {
    const save = refused(30, 'null', {
      responseBody: '{"code":"PROFILE_REQUIRED","message":"Please complete your profile first."}',
    });
    expect(proven(caseOf(save))).toEqual([]);
  });

  test('compression that drops tags', () => {
    const save = refused(30, null, { status: 409, responseBody: '{"error":"Insufficient permissions"}' });
    const zipped: HeaderList = [...json, ['Content-Encoding', 'gzip']];
    const own = { initiator: 'https://api.test' };
    const parent = (n: string) => ({ parent: { id: save.id, role: 'probe', note: n } as const });
    const history = [
      load(0, null, { received: zipped, ...own }),
      load(40, null, { received: zipped, ...own, ...parent('cached-against-fresh') }),
      load(41, '"1"', { method: 'HEAD', ...own, ...parent('head') }),
    ];
    expect(proven(caseOf(save, history))).toEqual([]);
  });

  test('a 428 that wants a captcha, and a tag that the page may not read', () => {
    const save = refused(30, null, { status: 428, responseBody: '{"error":"captcha_required"}' });
    expect(proven(caseOf(save, [load(0, '"1"', { initiator: 'https://elsewhere.test' })]))).toEqual([]);
  });

  test.each([409, 412])('a %i whose words are not understood, twice, while the version stands', (status) => {
    const body = { status, responseBody: '{"پیام":"این آگهی باز نیست یا مالکیت تو نیست."}' };
    const [first, save] = [refused(10, '"1"', body), refused(30, '"1"', { ...body, requestBody: '{"title":"other"}' })];
    const seen = looks(40, save, ...['"1"', '"1"', '"1"', '"1"', '"1"'].map((tag) => [tag, '{"t":1}'] as const));
    expect(proven(caseOf(save, [load(0, '"1"'), first, load(20, '"1"'), ...seen]))).not.toContain('server-bug');
  });

  test('a unique rule over stream and version guards versions, not names', () => {
    const save = refused(30, null, {
      method: 'POST',
      url: 'https://api.test/streams/order-7/events',
      status: 409,
      requestBody: '{"expectedVersion":4,"type":"paid"}',
      responseBody:
        '{"code":"23505","message":"duplicate key value violates unique constraint \\"events_stream_version_key\\""}',
    });
    expect(proven(caseOf(save))).toEqual([]);
  });
});

describe('a save’s answer with a tag of its own', () => {
  const etag = (value: string): HeaderList => [...json, ['ETag', value]];

  // Frameworks tag every answer: the tag is that of `{"ok":true}`, not of the note.
  test('is no version of what was saved', () => {
    const ok = { received: etag('W/"b-ok"'), responseBody: '{"ok":true}' };
    const save = refused(30, 'W/"c-1"', { requestBody: '{"title":"b"}' });
    const history = [
      load(0, 'W/"c-1"', { responseBody: '{"title":"a"}' }),
      saved(10, 'W/"c-1"', null, { ...ok, requestBody: '{"title":"a"}' }),
    ];
    expect(proven(caseOf(save, history))).toEqual([]);
  });
});

describe('what is no lost update', () => {
  const put = (seconds: number, tab: number, body: string, tag: string) =>
    saved(seconds, null, tag, { tabId: tab, requestBody: body });

  test('two tabs that tell where they are', () => {
    const history = [load(0, '"1"', { responseBody: '{"seen_at":1,"user":"u"}' }), put(10, 2, '{"seen_at":10}', '"2"')];
    expect(flagByHistory(caseOf(put(20, 1, '{"seen_at":20}', '"3"'), history))).toBeNull();
  });
});
