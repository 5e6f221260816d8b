import { describe, expect, it } from 'vitest';
import { caps } from '../../src/record/body.ts';
import { fold } from '../../src/record/fold.ts';
import { keysOf, unfold } from '../../src/record/unfold.ts';
import { part } from './part-of.ts';

const html = { received: [['Content-Type', 'text/html; charset=utf-8']] } as const;
const text = (text: string, length?: number) =>
  ({ state: 'text', text, ...(length === undefined ? {} : { length }) }) as const;

describe('what is kept of a sighting', () => {
  it('is bounded: bodies, headers, addresses', () => {
    const kept = part({
      url: `https://app.example/${'a'.repeat(1_000_000)}`,
      headers: { received: Array.from({ length: 5_000 }, () => ['X'.repeat(1_000), 'v'.repeat(1_000_000)] as const) },
      requestBody: text('b'.repeat(30_000_000)),
      responseBody: text('c'.repeat(512 * 1024), 30_000_000),
    });
    expect(kept.requestBody).toMatchObject({ state: 'kept', length: 30_000_000, truncated: true });
    expect(kept.requestBody?.state === 'kept' && kept.requestBody.data.length).toBe(caps.write);
    expect(kept.responseBody).toMatchObject({ length: 30_000_000, truncated: true });
    expect(kept.responseBody?.state === 'kept' && kept.responseBody.data.length).toBe(caps.read);
    expect(JSON.stringify(kept).length).toBeLessThan(5_000_000);
  });

  it('does not cut a character in two', () => {
    const kept = part({ responseBody: text(`${'a'.repeat(caps.read - 1)}😀`) }).responseBody;
    expect(kept?.state === 'kept' && kept.data.length).toBe(caps.read - 1);
  });

  it('tells a body that could not be given from one that was not there', () => {
    const withheld = part({
      requestBody: { state: 'withheld', bytes: 9, why: 'a file' },
      responseBody: { state: 'none' },
    });
    expect([withheld.requestBody, withheld.responseBody]).toEqual([
      { state: 'not-kept', why: 'not-given', length: 9 },
      { state: 'none' },
    ]);
    expect(fold({ id: 'x', parts: [part()] }).requestBody).toEqual({
      state: 'not-kept',
      why: 'not-given',
      length: null,
    });
    expect(fold({ id: 'x', parts: [part({ method: 'GET' })] }).requestBody).toEqual({ state: 'none' });
  });

  it('holds the page of a refusal, and no page that was shown', () => {
    const body = text('<title>Edited meanwhile</title>');
    expect(part({ status: 409, headers: html, responseBody: body }).responseBody?.state).toBe('kept');
    expect(part({ status: 200, headers: html, responseBody: body }).responseBody?.state).toBe('not-kept');
  });
});

describe('an entry made again from its row', () => {
  it('is the same exchange', () => {
    const entry = {
      id: 'x',
      parts: [
        part({
          key: 's/1',
          headers: { set: [['If-Match', '"a"']], seen: [['ETag', '"b"']] },
          requestBody: text('{}'),
          initiator: 'https://app.example',
        }),
        part({
          source: 'devtools-network',
          key: 's/h1',
          headers: { received: [['ETag', '"b"']] },
          servedBy: 'network',
        }),
      ],
    };
    const exchange = fold(entry);
    const again = unfold(exchange, keysOf(entry));
    expect(fold(again)).toEqual(exchange);
    expect(keysOf(again)).toEqual(['web-request:s/1', 'devtools-network:s/h1']);
  });
});
