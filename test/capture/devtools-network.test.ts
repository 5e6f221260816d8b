import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf, harSighting } from '../../src/capture/devtools-network.ts';

const entry = {
  startedDateTime: '2025-01-02T03:04:05.678Z',
  time: 41.5,
  _resourceType: 'fetch',
  _initiator: { type: 'script', stack: { callFrames: [{ url: 'https://app.example/app.js' }] } },
  request: {
    method: 'PUT',
    url: 'https://app.example/api/notes/1',
    headers: [
      { name: ':authority', value: 'app.example' },
      { name: 'if-match', value: '"a"' },
    ],
    bodySize: 7,
    postData: { mimeType: 'application/json', text: '{"a":1}' },
  },
  response: {
    status: 409,
    headers: [{ name: 'etag', value: '"b"' }],
    content: { size: 7, mimeType: 'application/json' },
  },
};
const content = { content: '{"b":2}', encoding: '' };
const response = (over: object) => ({ ...entry, response: { ...entry.response, ...over } });
const request = (over: object) => ({ ...entry, request: { ...entry.request, ...over } });

describe('a HAR entry', () => {
  it('stands at the wire', () => {
    const startedAt = Date.parse(entry.startedDateTime);
    expect(harSighting(entry, content, 7)).toEqual({
      source: 'devtools-network',
      key: null,
      state: 'done',
      method: 'PUT',
      url: 'https://app.example/api/notes/1',
      startedAt,
      endedAt: startedAt + 41.5,
      tabId: 7,
      initiator: 'https://app.example/app.js',
      resourceType: 'fetch',
      headers: { sent: [['if-match', '"a"']], received: [['etag', '"b"']] },
      requestBody: { state: 'text', text: '{"a":1}' },
      responseBody: { state: 'text', text: '{"b":2}' },
      status: 409,
      servedBy: 'network',
      network: { stack: [{ name: '', url: 'https://app.example/app.js', line: 0, column: 0 }] },
    });
  });

  it.each([
    ['the cache', { ...entry, _fromCache: 'disk' }, 'http-cache'],
    ['a 304', response({ status: 304 }), 'revalidated'],
    [
      'a service worker’s cache',
      response({ _fetchedViaServiceWorker: true, _serviceWorkerResponseSource: 'cache-storage' }),
      'service-worker',
    ],
    [
      'a service worker itself',
      response({ _fetchedViaServiceWorker: true, _serviceWorkerResponseSource: 'fallback-code' }),
      'service-worker',
    ],
    [
      'the network through a service worker',
      response({ _fetchedViaServiceWorker: true, _serviceWorkerResponseSource: 'network' }),
      'network',
    ],
  ])('tells %s', (_what, har, servedBy) => {
    expect(harSighting(har, null, 7)?.servedBy).toBe(servedBy);
  });

  it('says nothing of the wire where nothing went over it', () => {
    expect(harSighting({ ...entry, _fromCache: 'memory' }, content, 7)?.headers).toEqual({
      set: [['if-match', '"a"']],
      seen: [['etag', '"b"']],
    });
  });

  it.each([
    ['no body', request({ postData: undefined, bodySize: 0 }), { state: 'none' }],
    [
      'a body that is not given',
      request({ postData: undefined, bodySize: 20_000_000 }),
      { state: 'withheld', bytes: 20_000_000 },
    ],
    [
      'a body known by its length only',
      request({ postData: undefined, bodySize: -1, headers: [{ name: 'Content-Length', value: '9' }] }),
      { state: 'withheld', bytes: 9 },
    ],
    ['parameters', request({ postData: { params: [{ name: 'a b', value: 'c' }] } }), { state: 'text', text: 'a+b=c' }],
  ])('tells of %s', (_what, har, body) => {
    expect(harSighting(har, null, 7)?.requestBody).toMatchObject(body);
  });

  it('does not take a body that was not given for an empty one', () => {
    expect(harSighting(entry, { content: '', encoding: '' }, 7)?.responseBody).toEqual({
      state: 'withheld',
      bytes: 7,
      why: 'not given',
    });
    expect(harSighting(entry, null, 7)?.responseBody).toMatchObject({ state: 'withheld', bytes: 7 });
    expect(harSighting(response({ status: 204, content: { size: 0 } }), null, 7)?.responseBody).toEqual({
      state: 'none',
    });
  });

  it('reads base64 that is text, keeps what is none, cuts what is large', () => {
    const body = (content: string, encoding: string) => harSighting(entry, { content, encoding }, 7)?.responseBody;
    expect(body('eyJiIjoyfQ==', 'base64')).toEqual({ state: 'text', text: '{"b":2}' });
    expect(body('//4A', 'base64')).toEqual({ state: 'base64', base64: '//4A' });
    expect(body('a'.repeat(30_000_000), '')).toMatchObject({
      state: 'text',
      length: 30_000_000,
      text: 'a'.repeat(512 * 1024),
    });
  });

  it('passes over what is no read or save', () => {
    expect(harSighting({ ...entry, _resourceType: 'image' }, null, 7)).toBeNull();
    expect(
      harSighting(
        { ...entry, _resourceType: undefined, response: { ...entry.response, content: { mimeType: 'image/png' } } },
        null,
        7,
      ),
    ).toBeNull();
    expect(harSighting(request({ url: 'chrome-extension://a/b' }), null, 7)).toBeNull();
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (a, b) => {
        harSighting(a, contentOf(a, b), 7);
        harSighting({ ...entry, request: a, response: b }, null, 7);
        harSighting(
          {
            ...entry,
            request: { ...entry.request, headers: a, postData: b },
            response: { ...entry.response, headers: b, content: a },
          },
          null,
          7,
        );
      }),
    );
  });

  it('is the text or the bytes that came, whichever way base64 was made of them', () => {
    const bodyOf = (content: string, size: number) =>
      harSighting(response({ content: { size } }), { content, encoding: 'base64' }, 7)?.responseBody;
    const bytes = (...codes: number[]) => btoa(String.fromCharCode(...codes));
    // Of the bytes, as Chromium makes it, and of the characters, as Firefox does where they were UTF-8.
    expect(bodyOf(bytes(0xc3, 0xa9, 0x21), 3)).toEqual({ state: 'text', text: 'é!' });
    expect(bodyOf(bytes(0xe9, 0x21), 3)).toEqual({ state: 'text', text: 'é!' });
    // These bytes are no UTF-8, and as many came.
    expect(bodyOf(bytes(0xe9, 0x21), 2)).toEqual({ state: 'base64', base64: bytes(0xe9, 0x21) });
    expect(bodyOf(bytes(0xff, 0, 1, 0x80), 4)).toEqual({ state: 'base64', base64: bytes(0xff, 0, 1, 0x80) });
  });

  it('reads both shapes of getContent', () => {
    expect(contentOf('{"b":2}', 'base64')).toEqual({ content: '{"b":2}', encoding: 'base64' });
    expect(contentOf({ content: 'a', encoding: 'base64' }, null)).toEqual({ content: 'a', encoding: 'base64' });
    expect(contentOf(['a', 'application/json'], null)).toEqual({ content: 'a', encoding: '' });
    expect(contentOf(['QUJD', 'application/octet-stream'], null)).toEqual({ content: 'QUJD', encoding: 'base64' });
    expect(contentOf('QUJD', 'application/octet-stream')).toEqual({ content: 'QUJD', encoding: 'base64' });
    expect(contentOf(['QUJD', 'text/plain; charset=utf-8'], null)).toEqual({ content: 'QUJD', encoding: '' });
    expect(contentOf(['1234', 'application/problem+json'], null)).toEqual({ content: '1234', encoding: '' });
    expect(contentOf(['日本語です', 'application/x-ndjson'], null)).toEqual({ content: '日本語です', encoding: '' });
    expect(contentOf(null, null)).toBeNull();
    expect(contentOf([null, 'text/plain'], null)).toBeNull();
  });
});
