import { expect, test } from 'vitest';
import { creatorOf, harFileSighting, isOfOneTab, momentOf } from '../../../src/capture/har-file/har-sighting.ts';
import { harEntry } from './har.ts';

const at = Date.UTC(2026, 10, 22, 10, 0, 0);

test.each([
  ['2026-11-22T10:00:00.000Z', at],
  ['2026-11-22T10:00:00Z', at],
  // Fiddler.
  ['2026-11-22T11:00:00.1234567+01:00', at + 123.4567],
  // mitmproxy.
  ['2026-11-22T10:00:00.123456+00:00', at + 123.456],
  ['2026-11-22T05:30:00.5-0430', at + 500],
  ['2026-11-22 10:00:00', at],
])('%s is a moment', (text, moment) => {
  expect(momentOf(text)).toBeCloseTo(moment, 3);
});

test.each(['', 'yesterday', '2026-11-22', '2026-13-40T10:00:00Z', '1732269600', '2026-11-22T10:00:00.000Z and more'])(
  '%j is none',
  (text) => {
    expect(momentOf(text)).toBeNull();
  },
);

test('a request without an answer, as Charles and Fiddler write it, has no status', () => {
  for (const status of [0, -1]) {
    const sighting = harFileSighting(harEntry({ url: 'https://a.test/x', at: 0, status }), 'k', 1);
    expect(sighting).toMatchObject({ state: 'failed', source: 'har-file', key: 'k', tabId: 1 });
    expect(sighting?.status).toBeUndefined();
  }
});

test('a body in base64 is read as the text that it is', () => {
  const entry = harEntry({ url: 'https://a.test/x', at: 0 });
  const content = { size: 6, mimeType: 'application/json', text: btoa('{"a":1}'), encoding: 'BASE64' };
  const sighting = harFileSighting({ ...entry, response: { ...entry.response, content } }, 'k', 1);
  expect(sighting?.responseBody).toEqual({ state: 'text', text: '{"a":1}' });
});

test('what proxies leave out, write as -1 or add does not change what they tell', () => {
  const whole = harEntry({
    method: 'PUT',
    url: 'https://a.test/x',
    at: 0,
    status: 409,
    sent: [['If-Match', '"1"']],
    received: [
      ['Link', '<a>'],
      ['Link', '<b>'],
    ],
    body: '{"a":1}',
    answer: 'no',
  });
  const { cache, timings, _resourceType, ...rest } = whole;
  const proxy = {
    ...rest,
    time: -1,
    comment: '',
    pageref: null,
    connection: null,
    serverIPAddress: '',
    _clientPort: 51_000,
    startedDateTime: '2026-11-22T11:00:00.0000000+01:00',
    request: { ...whole.request, bodySize: -1, comment: 'x', cookies: null, queryString: undefined },
    response: {
      ...whole.response,
      content: { ...whole.response.content, compression: -4, comment: '' },
      cookies: null,
    },
  };
  const seen = harFileSighting(proxy, 'k', 1);
  expect(seen).toMatchObject({
    method: 'PUT',
    status: 409,
    startedAt: at,
    endedAt: at,
    headers: {
      sent: [['If-Match', '"1"']],
      received: [
        ['Link', '<a>'],
        ['Link', '<b>'],
      ],
    },
    requestBody: { state: 'text', text: '{"a":1}' },
    responseBody: { state: 'text', text: 'no' },
  });
});

test('a body that the file does not hold is not empty', () => {
  const entry = harEntry({ url: 'https://a.test/x', at: 0 });
  const content = { size: 60, mimeType: 'application/json' };
  const sighting = harFileSighting({ ...entry, response: { ...entry.response, content } }, 'k', 1);
  expect(sighting?.responseBody).toMatchObject({ state: 'withheld', bytes: 60 });
});

test('who wrote it tells whether it is of one tab', () => {
  expect(isOfOneTab(creatorOf({ name: 'WebInspector', version: '537.36' }))).toBe(true);
  expect(isOfOneTab(creatorOf({ name: 'Firefox', version: '153.0' }))).toBe(true);
  for (const name of ['mitmproxy', 'Charles Proxy', 'Fiddler', 'Burp', ''])
    expect(isOfOneTab(creatorOf({ name }))).toBe(false);
  expect(isOfOneTab(creatorOf('WebInspector'))).toBe(false);
});

test.each([null, 7, 'x', [], {}, { startedDateTime: 'no' }, { startedDateTime: '2026-11-22T10:00:00Z' }])(
  '%j is no entry',
  (entry) => {
    expect(harFileSighting(entry, 'k', 1)).toBeNull();
  },
);
