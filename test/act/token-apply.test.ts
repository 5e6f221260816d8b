import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyToken, type TokenRequest } from '../../src/act/token/apply-token.ts';
import { learnToken } from '../../src/act/token/learn-token.ts';
import type { TokenPlan } from '../../src/act/token/plan.ts';
import { exchange } from './token-exchanges.ts';

const plan = (carrier: string, fresh: string, number = false): TokenPlan => ({
  ok: true,
  carriers: [{ carrier, stale: 'old', fresh, number, from: 'header:ETag' }],
  learnt: 'seen',
  how: '',
});
const request = (body: string | null, type = 'application/json', url = 'https://app.test/x'): TokenRequest => ({
  url,
  headers: [
    ['content-type', type],
    ['if-match', '"old"'],
  ],
  body,
});

describe('the fresh value is put in place and nothing else changes', () => {
  test('header fields keep their spelling; a new one is added', () => {
    expect(applyToken(plan('header:If-Match', '"new"'), request(null)).headers).toEqual([
      ['content-type', 'application/json'],
      ['if-match', '"new"'],
    ]);
    expect(applyToken(plan('header:X-Version', '5'), request(null)).headers).toContainEqual(['X-Version', '5']);
  });

  test('the query keeps its other parameters as they are spelled', () => {
    const url = 'https://app.test/x?a=%20b&rev=1-a&c=+d&rev2=1-a#top';
    expect(applyToken(plan('query:rev', '2-b&c'), request(null, '', url)).url).toBe(
      'https://app.test/x?a=%20b&rev=2-b%26c&c=+d&rev2=1-a#top',
    );
    expect(applyToken(plan('query:rev', '2'), request(null)).url).toBe('https://app.test/x?rev=2');
  });

  test('JSON keeps number or text, layout and order', () => {
    const body = '{\n  "10": 1.0,\n  "meta": {\n    "version": 4\n  }\n}';
    expect(applyToken(plan('body:$.meta.version', '12345678901234567890', true), request(body)).body).toBe(
      body.replace(': 4', ': 12345678901234567890'),
    );
    expect(applyToken(plan('body:$["@odata.etag"]', 'W/"2"'), request('{"@odata.etag":"W/\\"1\\""}')).body).toBe(
      '{"@odata.etag":"W/\\"2\\""}',
    );
    expect(applyToken(plan('body:$.list[1].rev', 'b'), request('{"list":[{},{"rev":"a"}]}')).body).toBe(
      '{"list":[{},{"rev":"b"}]}',
    );
    expect(applyToken(plan('body:$._rev', 'b'), request('{"t":1}')).body).toBe('{"t":1,"_rev":"b"}');
    expect(applyToken(plan('body:$.__proto__.x', 'b'), request('{"__proto__":{"x":"a"}}')).body).toBe(
      '{"__proto__":{"x":"b"}}',
    );
  });

  test('forms and patches', () => {
    const form = 'application/x-www-form-urlencoded';
    expect(applyToken(plan('form:a[lock]', '3'), request('a%5Bx%5D=1+1&a%5Block%5D=2', form)).body).toBe(
      'a%5Bx%5D=1+1&a%5Block%5D=3',
    );
    const multipart = '--b\r\nContent-Disposition: form-data; name="rev"\r\n\r\n1\r\n--b--\r\n';
    expect(applyToken(plan('form:rev', '2'), request(multipart, 'multipart/form-data; boundary=b')).body).toBe(
      multipart.replace('\r\n1\r\n', '\r\n2\r\n'),
    );
    const patch = '[{"op":"test","path":"/rev","value":1},{"op":"replace","path":"/rev2","value":1}]';
    expect(applyToken(plan('patch:/rev', '2', true), request(patch, 'application/json-patch+json')).body).toBe(
      patch.replace('"/rev","value":1', '"/rev","value":2'),
    );
  });

  test('where the place is gone nothing is sent without it', () => {
    for (const carrier of ['patch:/rev', 'form:rev', 'body:$.list[3].rev', 'body:$.a.rev', 'body:nonsense'])
      expect(() => applyToken(plan(carrier, '2'), request('{"list":[],"a":1}'))).toThrow(carrier);
    expect(() => applyToken(plan('body:$._rev', '2'), request(null))).toThrow('body:$._rev');
  });
});

describe('what is learnt is what is put', () => {
  const key = fc.constantFrom('a', 'b c', '__proto__', 'constructor', 'x-y', '10');
  const token = fc
    .tuple(fc.integer({ min: 10, max: 99 }), fc.stringMatching(/^[a-z][a-z0-9]{9}$/))
    .map(([n, text]) => `${n}-${text}`);

  test('an opaque value anywhere in the body, whatever its name and its envelope', () => {
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        token,
        token,
        (keys, envelope, stale, fresh) => {
          fc.pre(stale !== fresh);
          const doc = (value: string, text: string): string =>
            `${keys.map((one) => `{${JSON.stringify(one)}:`).join('')}{"seal":"${value}","text":"${text}"}${'}'.repeat(keys.length)}`;
          const read = (value: string, text: string): string =>
            envelope ? `{"data":${doc(value, text)}}` : doc(value, text);
          const learnt = learnToken({
            refused: exchange({ method: 'PUT', status: 409, sent: doc(stale, 'mine') }),
            baseRead: exchange({ answer: read(stale, 'base') }),
            freshRead: exchange({ answer: read(fresh, 'theirs') }),
          });
          if (!learnt.ok) throw new Error(learnt.reason);
          expect(applyToken(learnt, request(doc(stale, 'mine'))).body).toBe(doc(fresh, 'mine'));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('never a star, never the refused value again', () => {
    const tag = fc.constantFrom('"a"', '"b"', 'W/"a"', 'W/"b"', '"a-gzip"', 'a', '*', '"a", "b"', '', '"*"');
    fc.assert(
      fc.property(tag, fc.option(tag), tag, fc.boolean(), (sent, base, fresh, alike) => {
        const learnt = learnToken({
          refused: exchange({ method: 'PUT', status: 412, request: { 'If-Match': sent }, sent: 'mine' }),
          baseRead: base === null ? null : exchange({ response: { ETag: base }, answer: 'x' }),
          freshRead: exchange({ response: { ETag: fresh }, answer: alike ? 'x' : 'y' }),
        });
        if (!learnt.ok) return;
        for (const carrier of learnt.carriers) {
          expect(carrier.fresh).not.toBe('*');
          expect(carrier.fresh).not.toBe(sent);
          expect(carrier.fresh).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
