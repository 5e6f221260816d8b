import { describe, expect, test } from 'vitest';
import { learnToken } from '../../src/act/token/learn-token.ts';
import type { TokenPlan, TokenRefusal } from '../../src/act/token/plan.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { exchange, type Told } from './token-exchanges.ts';

type Story = {
  readonly base?: Told;
  readonly save: Told;
  readonly fresh: Told;
  readonly earlier?: readonly Exchange[];
};

function learn({ base, save, fresh, earlier = [] }: Story): TokenPlan | TokenRefusal {
  return learnToken({
    refused: exchange({ method: 'PUT', status: 412, ...save }),
    baseRead: base === undefined ? null : exchange(base),
    freshRead: exchange(fresh),
    earlier,
  });
}

const code = (story: Story): string => {
  const learnt = learn(story);
  return learnt.ok ? `sends ${learnt.carriers[0].fresh} in ${learnt.carriers[0].carrier}` : learnt.code;
};
const tagged = (tag: string, answer: unknown = 'text'): Told => ({ response: { ETag: tag }, answer });
const match = (tag: string): Told => ({ request: { 'If-Match': tag }, sent: 'mine' });

describe('what is refused, and why', () => {
  test('the resource is gone, or could not be read', () => {
    const save = match('"a"');
    expect(code({ save, fresh: { status: 404 } })).toBe('gone');
    expect(code({ save, fresh: { status: 410 } })).toBe('gone');
    for (const status of [null, 401, 403, 304, 302, 500, 503, 206])
      expect(code({ save, fresh: { status } })).toBe('not-read');
  });

  test('the server still holds what the save named', () => {
    expect(code({ base: tagged('"a"', 'old'), save: match('"a"'), fresh: tagged('"a"', 'new') })).toBe('same-token');
    expect(code({ save: match('"a"'), fresh: tagged('"a"') })).toBe('same-token');
    const rev = { answer: { _rev: '1-abcdef0', t: 'a' } };
    expect(code({ base: rev, save: { status: 409, sent: { _rev: '1-abcdef0', t: 'b' } }, fresh: rev })).toBe(
      'same-token',
    );
    const page = { answer: { version: { number: 4 }, t: 'a' } };
    expect(code({ base: page, save: { status: 409, sent: { version: { number: 5 }, t: 'b' } }, fresh: page })).toBe(
      'same-token',
    );
  });

  test('the tag of the error’s own body is nobody’s version', () => {
    const save = { ...match('"a"'), response: { ETag: '"b"' }, answer: { error: 'stale' } };
    expect(code({ base: tagged('"a"'), save, fresh: tagged('"a"', 'text') })).toBe('same-token');
    expect(code({ base: tagged('"a"'), save, fresh: tagged('"c"') })).toBe('sends "c" in header:If-Match');
  });

  test('a save that named no version on purpose', () => {
    expect(code({ save: { request: { 'If-None-Match': '*' }, sent: 'x' }, fresh: tagged('"a"') })).toBe(
      'no-version-named',
    );
    expect(code({ save: match('*'), fresh: tagged('"a"') })).toBe('no-version-named');
  });

  test('no version at all', () => {
    expect(
      code({ base: { answer: { t: 'a' } }, save: { status: 409, sent: { t: 'b' } }, fresh: { answer: { t: 'c' } } }),
    ).toBe('no-token');
    const unseen = learn({ base: tagged('"a"'), save: match('"a"'), fresh: { answer: 'no tag' } });
    expect(unseen).toMatchObject({ ok: false, code: 'no-token', reason: expect.stringContaining('"a" in If-Match') });
  });

  test('somebody’s words are no version', () => {
    const base = { answer: { title: 'a', state: 'open', done: false, ratio: 1.5, stock: 9 } };
    const fresh = { answer: { title: 'b', state: 'closed', done: true, ratio: 2.5, stock: 4 } };
    expect(code({ base, save: { status: 409, sent: base.answer }, fresh })).toBe('no-token');
  });

  test('a body that was cut', () => {
    const refused = exchange({ method: 'PUT', status: 409, sent: { _rev: '1-abcdef0' } });
    const cut: Exchange = { ...refused, requestBody: { state: 'not-kept', why: 'too-large', length: 9 } };
    const learnt = learnToken({ refused: cut, baseRead: null, freshRead: exchange({ answer: { _rev: '2-abcdef0' } }) });
    expect(learnt).toMatchObject({ ok: false, code: 'not-kept' });
  });

  test('two places had the same short value and changed differently', () => {
    const base = { answer: { a: { version: 3 }, b: { version: 3 } } };
    const fresh = { answer: { a: { version: 4 }, b: { version: 7 } } };
    expect(code({ base, save: { status: 409, url: 'https://app.test/x?version=3', sent: { q: 1 } }, fresh })).toBe(
      'ambiguous',
    );
  });
});

describe('tags that were altered on their way', () => {
  test('a suffix or W/ is taken off only where the body is the same', () => {
    expect(code({ base: tagged('"abc-gzip"'), save: match('"abc-gzip"'), fresh: tagged('"abc-gzip"') })).toBe(
      'sends "abc" in header:If-Match',
    );
    expect(code({ base: tagged('W/"abc"'), save: match('W/"abc"'), fresh: tagged('W/"abc"') })).toBe(
      'sends "abc" in header:If-Match',
    );
    expect(
      code({ base: tagged('"abc-gzip"', 'old'), save: match('"abc-gzip"'), fresh: tagged('"abc-gzip"', 'new') }),
    ).toBe('same-token');
    expect(code({ save: match('W/"abc"'), fresh: tagged('W/"abc"') })).toBe('same-token');
  });

  test('or where the origin’s own form was seen with this body', () => {
    const plain = exchange({ response: { ETag: '"abc"' }, answer: 'text' });
    const fresh = tagged('"abc-gzip"');
    expect(code({ save: match('"abc-gzip"'), fresh, earlier: [plain] })).toBe('sends "abc" in header:If-Match');
    for (const other of [
      exchange({ response: { ETag: '"abc"' }, answer: 'another text' }),
      exchange({ method: 'HEAD', response: { ETag: '"abc"' } }),
      exchange({ method: 'PUT', status: 412, response: { ETag: '"abc"' } }),
    ])
      expect(code({ save: match('"abc-gzip"'), fresh, earlier: [other] })).toBe('same-token');
    const wrote = exchange({ method: 'PUT', status: 204, response: { ETag: '"def"' }, sent: 'b' });
    expect(
      code({ base: tagged('W/"abc"', 'a'), save: match('W/"abc"'), fresh: tagged('W/"def"', 'b'), earlier: [wrote] }),
    ).toBe('sends "def" in header:If-Match');
  });

  test('never twice', () => {
    const again = exchange({ method: 'PUT', status: 412, request: { 'If-Match': '"abc"' } });
    expect(code({ base: tagged('W/"abc"'), save: match('W/"abc"'), fresh: tagged('W/"abc"'), earlier: [again] })).toBe(
      'same-token',
    );
  });

  test('a system that took the weak form keeps it', () => {
    const took = exchange({ method: 'PUT', status: 200, request: { 'If-Match': 'W/"1"' } });
    expect(code({ base: tagged('W/"2"'), save: match('W/"2"'), fresh: tagged('W/"2"'), earlier: [took] })).toBe(
      'same-token',
    );
    expect(code({ base: tagged('W/"2"', 'a'), save: match('W/"2"'), fresh: tagged('W/"3"', 'b') })).toBe(
      'sends W/"3" in header:If-Match',
    );
  });

  test('the page’s own spelling is kept; a wrong spelling of the current version gives way to the server’s', () => {
    expect(code({ base: tagged('W/"a1"', 'a'), save: match('"a1"'), fresh: tagged('W/"b2"', 'b') })).toBe(
      'sends "b2" in header:If-Match',
    );
    expect(code({ base: tagged('"a1"', 'a'), save: match('a1'), fresh: tagged('"b2"', 'b') })).toBe(
      'sends b2 in header:If-Match',
    );
    expect(code({ base: tagged('"a1"'), save: match('a1'), fresh: tagged('"a1"') })).toBe(
      'sends "a1" in header:If-Match',
    );
  });
});

describe('where no earlier read shows it', () => {
  test('names and standards decide, and it is said', () => {
    const learnt = learn({ save: match('"a"'), fresh: tagged('"b"') });
    expect(learnt).toMatchObject({ ok: true, learnt: 'prior', how: expect.stringMatching(/^No earlier read/) });
    const rev = {
      save: { status: 409, sent: { _rev: '1-abcdef0', t: 'b' } },
      fresh: { answer: { _rev: '2-abcdef1', t: 'c' } },
    };
    expect(code(rev)).toBe('sends 2-abcdef1 in body:$._rev');
    const next = {
      save: { status: 409, sent: { version: { number: 5 } } },
      fresh: { answer: { version: { number: 7 } } },
    };
    expect(code(next)).toBe('sends 8 in body:$.version.number');
    const neutron = {
      save: { request: { 'If-Match': 'revision_number=4' }, sent: { network: {} } },
      fresh: { answer: { network: { revision_number: 6 } } },
    };
    expect(code(neutron)).toBe('sends revision_number=6 in header:If-Match');
  });

  test('a poll that shows the number which the save counted up to does not turn “next” into “as it is”', () => {
    const page = (number: number, title: string) => ({ answer: { title, version: { number } } });
    const older = exchange(page(4, 'a'));
    const polled = page(5, 'theirs');
    const save = { status: 409, sent: { title: 'mine', version: { number: 5 } } };
    expect(code({ base: polled, save, fresh: page(7, 'c'), earlier: [older] })).toBe(
      'sends 8 in body:$.version.number',
    );
    // A system that counts by itself and was never seen one lower.
    expect(code({ base: page(5, 'a'), save, fresh: page(7, 'c') })).toBe('sends 7 in body:$.version.number');
  });

  test('an older read of the history counts as seen', () => {
    const older = exchange({ response: { ETag: '"a"' }, answer: 'x' });
    const learnt = learn({ base: tagged('"z"'), save: match('"a"'), fresh: tagged('"b"'), earlier: [older] });
    expect(learnt).toMatchObject({ ok: true, learnt: 'seen' });
  });

  test('the refusal hands it over in its body', () => {
    const save = {
      status: 409,
      sent: { version: 8, name: 'b' },
      answer: { errors: [{ code: 'ConcurrentModification', currentVersion: 10 }] },
    };
    const learnt = learn({ base: { answer: { name: 'a' } }, save, fresh: { answer: { name: 'c' } } });
    expect(learnt).toMatchObject({
      ok: true,
      carriers: [{ carrier: 'body:$.version', fresh: '10', number: true, from: 'refusal:$.errors[0].currentVersion' }],
    });
  });

  test('what a system demands is added where the save lacks it', () => {
    expect(
      code({
        base: { answer: { _rev: '1-a', t: 'a' } },
        save: { status: 409, sent: { t: 'b' } },
        fresh: { answer: { _rev: '2-b', t: 'a' } },
      }),
    ).toBe('sends 2-b in body:$._rev');
    expect(code({ save: { status: 428, sent: 'x' }, fresh: tagged('"b"') })).toBe('sends "b" in header:If-Match');
    expect(
      code({
        save: { status: 428, sent: 'x' },
        fresh: { response: { 'Last-Modified': 'Mon, 01 Jan 2024 10:00:00 GMT' } },
      }),
    ).toBe('sends Mon, 01 Jan 2024 10:00:00 GMT in header:If-Unmodified-Since');
  });
});

describe('which one it is', () => {
  test('a named value before an unnamed one, a precondition before all', () => {
    const base = { response: { ETag: '"a1"' }, answer: { seal: 'a81fK20s99', version: 3, price: 10 } };
    const fresh = { response: { ETag: '"b2"' }, answer: { seal: 'b92gL31t00', version: 4, price: 12 } };
    const learnt = learn({ base, save: { request: { 'If-Match': '"a1"' }, sent: base.answer }, fresh });
    expect(learnt.ok && learnt.carriers.map(({ carrier }) => carrier)).toEqual(['header:If-Match', 'body:$.version']);
    expect(code({ base, save: { status: 409, sent: { seal: 'a81fK20s99', price: 10 } }, fresh })).toBe(
      'sends b92gL31t00 in body:$.seal',
    );
  });

  test('who edits is no version, and neither are words under a name that speaks of one', () => {
    const base = {
      response: { ETag: '"a1"' },
      answer: { editor: 'alice.smith1', versionNote: 'first draft', version: 3 },
    };
    const fresh = {
      response: { ETag: '"b2"' },
      answer: { editor: 'robert.jones2', versionNote: 'second draft', version: 4 },
    };
    const save = { request: { 'X-User': 'alice.smith1' }, sent: base.answer };
    const learnt = learn({ base, save, fresh });
    expect(learnt.ok && learnt.carriers.map(({ carrier }) => carrier)).toEqual(['body:$.version']);
  });

  test('what the person wrote is no version, whatever its name', () => {
    const base = { answer: { version: '1.0', rev: 4 } };
    const fresh = { answer: { version: '1.1', rev: 5 } };
    const learnt = learn({ base, save: { status: 409, sent: { version: '2.0', rev: 4 } }, fresh });
    expect(learnt.ok && learnt.carriers.map(({ carrier }) => carrier)).toEqual(['body:$.rev']);
    expect(code({ base, save: { status: 409, sent: { version: '2.0' } }, fresh })).toBe('no-token');
  });

  test('what the refusal speaks of', () => {
    const base = { answer: { price: 10, edition: 3 } };
    const fresh = { answer: { price: 12, edition: 5 } };
    const save = { status: 409, sent: base.answer, answer: { message: 'sent 3, have 5' } };
    expect(code({ base, save, fresh })).toBe('sends 5 in body:$.edition');
  });

  test('positions in lists follow their elements', () => {
    const base = {
      answer: [
        { id: 1, version: 3 },
        { id: 2, version: 8 },
      ],
    };
    const fresh = {
      answer: [
        { id: 0, version: 1 },
        { id: 1, version: 4 },
        { id: 2, version: 8 },
      ],
    };
    const learnt = learn({ base, save: { status: 409, sent: base.answer }, fresh });
    expect(learnt.ok && learnt.carriers).toMatchObject([{ carrier: 'body:$[0].version', fresh: '4' }]);
  });

  test('a hostile body does not hold it up', () => {
    const many = (n: number): unknown => ({
      version: n,
      list: Array.from({ length: 8_000 }, () => ({ version: 1, x: 1 })),
    });
    const start = performance.now();
    learn({ base: { answer: many(2) }, save: { status: 409, sent: many(2) }, fresh: { answer: many(3) } });
    expect(performance.now() - start).toBeLessThan(6_000);
  });

  test('secrets that were taken out are no version', () => {
    const base = { answer: { editToken: '‹redacted #12ab›' } };
    expect(
      code({
        base,
        save: { status: 409, sent: { editToken: '‹redacted #12ab›' } },
        fresh: { answer: { editToken: '‹redacted #34cd›' } },
      }),
    ).toBe('no-token');
  });
});
