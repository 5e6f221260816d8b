import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { correct } from '../../src/act/token/correct.ts';
import { learnToken } from '../../src/act/token/learn-token.ts';
import type { Correction } from '../../src/messages/acts.ts';
import { parseAct } from '../../src/messages/parse.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { createBench, expectOutcome, json } from './bench.ts';
import { exchange, type Told } from './token-exchanges.ts';

const word = (carrier: string, fresh: string | null, on = true): Correction => ({ carrier, fresh, on });

const read: Told = { response: { ETag: '"v2"' }, answer: { title: 'theirs', rev: 7 } };
const save: Told = { request: { 'If-Match': '"v1"' }, sent: { title: 'mine', rev: 6 } };

function corrected(corrections: readonly Correction[], { of = save, fresh = read, knows = false } = {}) {
  const refused = exchange({ method: 'PUT', status: 409, ...of });
  const freshRead = exchange(fresh);
  const learnt = learnToken({ refused, baseRead: null, freshRead });
  const said = correct(refused, freshRead, learnt.ok ? learnt : (learnt.places ?? []), corrections, knows);
  return said.ok
    ? said.token.carriers.map(({ carrier, fresh: value, by = 'learnt' }) => `${carrier} ${value} ${by}`)
    : said;
}
const reason = (corrections: readonly Correction[], more = {}) => {
  const said = corrected(corrections, more);
  return 'reason' in said ? said.reason : said;
};

describe('a person’s word about the token', () => {
  test('stands above what was learnt, and is marked as theirs', () => {
    expect(corrected([word('header:If-Match', '"7"')])).toEqual(['header:If-Match "7" person', 'body:$.rev 7 learnt']);
    expect(corrected([word('body:$.rev', null, false)])).toEqual(['header:If-Match "v2" learnt']);
    expect(corrected([word('query:rev', '7')], { of: { ...save, request: {}, sent: { title: 'mine' } } })).toEqual([
      'query:rev 7 person',
    ]);
  });

  test('names of header fields know no case', () => {
    expect(corrected([word('header:if-match', '"7"')])).toEqual(['header:If-Match "7" person', 'body:$.rev 7 learnt']);
  });

  test.each([
    ['*', 'asterisk'],
    ['"*"', 'asterisk'],
    ['W/"*"', 'asterisk'],
    ['"v2", *', 'Name one version'],
    ['"v1", "v2"', 'Name one version'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['"v2"\r\nX: y', 'no line breaks'],
    ['"v1"', 'The version in body'],
  ])('in If-Match never matches more than one version: %j', (value, why) => {
    const words = [word('header:If-Match', value), ...(value === '"v1"' ? [word('body:$.rev', '')] : [])];
    expect(reason(words)).toContain(why);
  });

  test('never leaves the save without a version, nor without the page’s own precondition', () => {
    expect(reason([word('header:If-Match', null, false)])).toContain('so it stays');
    const body = { ...save, request: {} };
    expect(reason([word('body:$.rev', null, false)], { of: body })).toContain('No place is left');
  });

  test('is not taken where it would be no condition, or one that always holds', () => {
    const body = { ...save, request: {} };
    for (const [place, value, why] of [
      ['header:If-None-Match', '"v2"', 'does not protect'],
      ['header:Cookie', 'v2', 'A page cannot set'],
      ['header:not a name', 'v2', 'no name of a header field'],
      ['header:', 'v2', 'Name the place'],
      ['header:If-Unmodified-Since', 'Fri, 01 Jan 2100 00:00:00 GMT', 'A later one'],
      ['header:If', '(Not ["v2"])', 'Not'],
      ['query:force', 'true', 'overwrite'],
      ['body:$.overwrite', 'true', 'overwrite'],
      ['body:title', '7', 'no place in a JSON body'],
      ['cookie:rev', '7', 'no place that is known'],
      ['form:rev', '7', 'no place at form:rev'],
    ] as const)
      expect(reason([word(place, value)], { of: body, knows: true }), place).toContain(why);
  });

  test('a value that no read shows goes out only when that is known', () => {
    const said = corrected([word('header:If-Match', '"v9"')]);
    expect(said).toMatchObject({ unseen: true, reason: expect.stringContaining('does not show "v9"') });
    expect(corrected([word('header:If-Match', '"v9"')], { knows: true })).toContain('header:If-Match "v9" person');
  });

  test('the refused version is not sent again', () => {
    const only = { request: { 'If-Match': '"v1"' }, sent: { title: 'mine' } };
    expect(reason([word('header:If-Match', '"v1"')], { of: only, knows: true })).toContain('was refused');
  });

  test('crosses the message channel as it is', () => {
    const act = {
      act: 'replay-prepare',
      conflict: 'x',
      accepted: ['unseen-version'],
      corrections: [word('query:a', 'b')],
    };
    expect(parseAct(act)).toEqual(act);
    expect(parseAct({ ...act, corrections: [5, { carrier: 'x' }, word('a', null)] })).toMatchObject({
      corrections: [word('a', null)],
    });
  });
});

describe('against a server', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  beforeEach(() => lab.reset());
  afterAll(() => lab.close());

  test('a place that Resave cannot know is told by the person, and the save keeps both edits', async () => {
    const bench = createBench();
    const url = lab.url('strict-409', 'api/notes/1');
    const note = await bench.read(url);
    if (note.responseBody.state !== 'kept') throw new Error('no body');
    lab.store.edit('strict-409', '1', { body: 'Theirs' });
    const body = JSON.stringify({ ...JSON.parse(note.responseBody.data), title: 'Mine' });
    // Without If-Match the server refuses, and nothing in the save names a version.
    const refused = await bench.save('PUT', url, [json, ['If-Match', '*x']], body);
    const ask = (corrections: readonly Correction[], accepted: readonly 'unseen-version'[] = []) =>
      bench.act({ act: 'replay-prepare', conflict: refused.id, accepted, corrections });
    const star = expectOutcome(await ask([word('header:If-Match', '*')]), 'refused');
    expect(star.sentence).toContain('asterisk');
    expect(star.tokens?.[0]).toMatchObject({ carrier: 'header:If-Match', fresh: '*', by: 'person' });
    const unseen = expectOutcome(await ask([word('header:If-Match', '"v9"')]), 'refused');
    expect(unseen.needs).toBe('unseen-version');
    const known = expectOutcome(await ask([word('header:If-Match', '"v9"')], ['unseen-version']), 'ready');
    const mine = Object.fromEntries(known.plan.fields.map(({ path }) => [path, { take: 'mine' } as const]));
    expectOutcome(await bench.act({ act: 'replay-send', plan: known.plan.id, choices: mine }), 'refused-again');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ body: 'Theirs', version: 4 });

    const { plan } = expectOutcome(await ask([word('header:If-Match', '"v4"')]), 'ready');
    expect(plan.token).toMatchObject({ carrier: 'header:If-Match', fresh: '"v4"' });
    const choices = Object.fromEntries(
      plan.fields.flatMap(({ path, takes, theirs }) =>
        takes === 'conflict'
          ? [[path, theirs === '"Theirs"' ? { take: 'theirs' as const } : { take: 'mine' as const }] as const]
          : [],
      ),
    );
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices }), 'saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Mine', body: 'Theirs' });
  });
});
