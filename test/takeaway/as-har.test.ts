import fc from 'fast-check';
import { expect, test } from 'vitest';
import { harFileSighting } from '../../src/capture/har-file/har-sighting.ts';
import { readHar } from '../../src/capture/har-file/read-har.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { fold } from '../../src/record/fold.ts';
import { partOf } from '../../src/record/part.ts';
import { redactionOf } from '../../src/record/redaction.ts';
import { harAround, harEntry } from '../../src/takeaway/as-har.ts';
import { previewOf, takenOf } from '../../src/takeaway/taken.ts';
import { exchange } from '../diagnose/cases.ts';

const refused = exchange({
  method: 'PUT',
  url: 'https://app.test/api/articles/7?access_token=very-secret-word&rev=3',
  status: 409,
  set: [
    ['If-Match', '"v1"'],
    ['Content-Type', 'application/json'],
  ],
  sent: [
    ['If-Match', '"v1"'],
    ['Content-Type', 'application/json'],
    ['Authorization', 'Bearer very-secret-word'],
  ],
  received: [
    ['ETag', '"v2"'],
    ['Content-Type', 'application/json'],
    ['Set-Cookie', 'sid=very-secret-word'],
  ],
  seen: [['Content-Type', 'application/json']],
  requestBody: '{"title":"Mine","password":"very-secret-word"}',
  responseBody: '{"error":"é😀"}',
});

async function readBack(x: Exchange): Promise<Exchange> {
  const { before, after } = harAround('1.2.3');
  const entries: unknown[] = [];
  const file = new Blob([before, JSON.stringify(harEntry(x)), after]);
  const read = await readHar(file, ({ entry }) => entries.push(entry), new AbortController().signal);
  expect(read).toMatchObject({ faults: [], entries: 1, creator: { name: 'Resave', version: '1.2.3' } });
  const sighting = harFileSighting(entries[0], 'k', 1);
  if (sighting === null) throw new Error('the entry is none');
  return fold({ id: x.id, parts: [partOf(sighting, redactionOf('test'))] });
}

test('an entry has every member that HAR 1.2 asks for', () => {
  const { version, creator, pages, entries } = JSON.parse(
    harAround('1').before + JSON.stringify(harEntry(refused)) + harAround('1').after,
  ).log;
  expect({ version, creator, pages }).toEqual({ version: '1.2', creator: { name: 'Resave', version: '1' }, pages: [] });
  expect(entries).toEqual([
    expect.objectContaining({
      startedDateTime: expect.stringMatching(/^\d{4}-.*Z$/),
      time: expect.any(Number),
      request: expect.objectContaining({
        method: 'PUT',
        url: expect.any(String),
        httpVersion: expect.any(String),
        cookies: [],
        headers: expect.any(Array),
        queryString: expect.any(Array),
        headersSize: -1,
        bodySize: expect.any(Number),
      }),
      response: expect.objectContaining({
        status: 409,
        statusText: '',
        httpVersion: expect.any(String),
        cookies: [],
        headers: expect.any(Array),
        content: expect.objectContaining({ size: expect.any(Number), mimeType: 'application/json' }),
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      }),
      cache: {},
      timings: expect.objectContaining({
        send: expect.any(Number),
        wait: expect.any(Number),
        receive: expect.any(Number),
      }),
    }),
  ]);
});

test('no secret leaves, whatever stage it stood in', () => {
  const text = JSON.stringify(harEntry(refused));
  expect(text).not.toContain('very-secret-word');
  expect(text).toContain('Bearer');
  expect(takenOf('a.har', 'x', [text], 1).redacted).toBeGreaterThanOrEqual(5);
});

test('the custody chain is there, stage by stage', () => {
  expect(harEntry(refused)).toMatchObject({
    _resave: {
      custody: {
        set: [
          { name: 'If-Match', value: '"v1"' },
          { name: 'Content-Type', value: 'application/json' },
        ],
        seen: [{ name: 'Content-Type', value: 'application/json' }],
      },
      bodies: { request: { state: 'kept', redacted: true } },
    },
  });
});

test('what is taken out and brought in again is the same exchange, as far as HAR can say', async () => {
  const back = await readBack(refused);
  expect(back).toMatchObject({
    method: 'PUT',
    status: 409,
    startedAt: refused.startedAt,
    resource: 'https://app.test/api/articles/7',
  });
  expect(back.headers.set).toEqual(refused.headers.set);
  expect(back.headers.seen).toEqual(refused.headers.seen);
  expect(back.headers.sent).toContainEqual(['If-Match', '"v1"']);
  expect(back.headers.received).toContainEqual(['ETag', '"v2"']);
  expect(back.responseBody).toMatchObject({ state: 'kept', data: '{"error":"é😀"}' });
});

test('a body that was not kept is absent and not empty', async () => {
  const { requestBody: _, ...rest } = refused;
  const evicted: Exchange = {
    ...rest,
    requestBody: { state: 'not-kept', why: 'evicted', length: 40 },
    responseBody: { state: 'not-kept', why: 'too-large', length: 9_000_000 },
  };
  const entry = harEntry(evicted);
  expect(entry).toMatchObject({ _resave: { bodies: { request: { state: 'not-kept', why: 'evicted' } } } });
  expect(JSON.stringify(entry)).not.toContain('postData');
  const back = await readBack(evicted);
  expect(back.requestBody.state).toBe('not-kept');
  expect(back.responseBody.state).toBe('not-kept');
});

test('a request that the cache answered and one without an answer say so', async () => {
  const cached = exchange({ url: 'https://app.test/x', servedBy: 'http-cache', seen: [['ETag', '"v1"']] });
  expect((await readBack(cached)).servedBy).toBe('http-cache');
  const failed: Exchange = { ...refused, status: null, error: 'net::ERR_FAILED' };
  expect(await readBack(failed)).toMatchObject({ status: null, error: 'net::ERR_FAILED' });
});

test('the size that is told is that of the file', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
      expect(takenOf('a', 'b', parts, 0).size).toBe(new Blob([...parts]).size);
    }),
  );
});

test('a preview is the beginning, and says whether it is all', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(15_000), { maxLength: 6 }), (lengths) => {
      const parts = lengths.map((length, n) => String(n).repeat(length));
      const { text, whole } = previewOf(takenOf('a', 'b', parts, 0));
      const all = parts.join('');
      expect(all.startsWith(text)).toBe(true);
      expect(whole).toBe(text.length === all.length);
      expect(text.length).toBeLessThanOrEqual(20_000);
    }),
  );
});
