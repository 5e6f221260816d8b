import { describe, expect, it } from 'vitest';
import { oddities, oddOfCase } from '../../src/ui/panel/state/oddities.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';

const json: [string, string] = ['Content-Type', 'application/json'];
const refused = (more: Parameters<typeof exchange>[0]) =>
  exchange({ method: 'PUT', status: 409, responseBody: '{"error":"old"}', received: [json], ...more });

describe('what came in another shape than it should', () => {
  it('is nothing where all is in order', () => {
    expect(oddities(refused({ sent: [['If-Match', '"a", W/"b"']], received: [json, ['ETag', 'W/"c"']] }))).toEqual([]);
    expect(oddities(refused({ sent: [['If-Match', '*']] }))).toEqual([]);
  });

  it.each(['v3', '"v3', 'rev 4; "draft', '"a"b"'])('is told of the ETag %s', (tag) => {
    expect(oddities(refused({ received: [json, ['ETag', tag]] }))).toEqual([expect.stringContaining('double quotes')]);
  });

  it.each(['v3', '', '"a", b'])('is told of the If-Match %j', (sent) => {
    expect(oddities(refused({ sent: [['If-Match', sent]] }))).toEqual([expect.stringContaining('no entity tag')]);
  });

  it('is no matter of the page where the tag went back as it came', () => {
    const tag = 'rev 3; "draft';
    const read = exchange({ received: [['ETag', tag]] });
    const file = caseOf(refused({ sent: [['If-Match', tag]] }), [read]);
    expect(oddOfCase(file)).toEqual([expect.stringContaining('double quotes')]);
    expect(oddOfCase(caseOf(file.refusal))).toEqual([expect.stringContaining('no entity tag')]);
  });

  it('is told once of a tag that every read bore', () => {
    const read = () => exchange({ received: [['ETag', 'v3']] });
    const file = caseOf(refused({ received: [json, ['ETag', 'v4']] }), [read(), read()]);
    expect(oddOfCase(file)).toHaveLength(1);
  });

  it('is told of a refusal without a body, and of no other answer without one', () => {
    const none = { state: 'none' } as const;
    expect(oddities({ ...refused({}), responseBody: none })).toEqual([expect.stringContaining('without a body')]);
    expect(oddities({ ...exchange({ method: 'PUT', status: 204 }), responseBody: none })).toEqual([]);
  });

  it('is told of JSON that does not parse, and of no other text', () => {
    const body = '{"error":{"message":"The note was';
    expect(oddities(refused({ responseBody: body }))).toEqual([expect.stringContaining('does not parse')]);
    const problem: [string, string] = ['Content-Type', 'application/problem+json; charset=utf-8'];
    expect(oddities(refused({ received: [problem], responseBody: body }))).toHaveLength(1);
    expect(oddities(refused({ received: [['Content-Type', 'text/plain']], responseBody: body }))).toEqual([]);
  });

  it('is told of a body that is too long, with its size and what was kept', () => {
    const withheld = { state: 'not-kept', why: 'too-large', length: 30 * 1024 * 1024 } as const;
    expect(oddities({ ...refused({}), responseBody: withheld })).toEqual([expect.stringContaining('30 MB')]);
    const cut = {
      state: 'kept',
      encoding: 'text',
      data: 'x'.repeat(2048),
      length: 5 * 1024 * 1024,
      truncated: true,
      redacted: false,
    } as const;
    expect(oddities({ ...refused({}), responseBody: cut })).toEqual([expect.stringContaining('keeps the first 2 KB')]);
  });
});
