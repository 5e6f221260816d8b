import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../src/capture/sighting.ts';
import { createWebRequestCapture } from '../../src/capture/web-request.ts';
import { requestBodyOf } from '../../src/capture/web-request-body.ts';

function capture() {
  const seen: Sighting[] = [];
  return { seen, on: createWebRequestCapture((sighting) => seen.push(sighting)) };
}

const details = {
  requestId: '12',
  url: 'https://app.example/api/notes/1',
  method: 'PUT',
  frameId: 0,
  parentFrameId: -1,
  tabId: 7,
  type: 'xmlhttprequest' as const,
  timeStamp: 1_000.5,
  thirdParty: false,
  cookieStoreId: '',
  initiator: 'https://app.example',
};
const answered = {
  statusLine: 'HTTP/1.1 409 Conflict',
  statusCode: 409,
  fromCache: false,
  ip: '',
  urlClassification: { firstParty: [], thirdParty: [] },
  requestSize: 0,
  responseSize: 0,
};
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

describe('webRequest', () => {
  it('keeps the four hands apart', () => {
    const { seen, on } = capture();
    on.onBeforeRequest({ ...details, requestBody: { raw: [{ bytes: bytes('{"a":"ü"}') }] } });
    on.onBeforeSendHeaders({ ...details, requestHeaders: [{ name: 'If-Match', value: '"a"' }] });
    on.onSendHeaders({ ...details, requestHeaders: [] });
    expect(seen).toMatchObject([{ state: 'open', key: '12', requestBody: { state: 'text', text: '{"a":"ü"}' } }]);
    on.onHeadersReceived({ ...details, ...answered, responseHeaders: [{ name: 'ETag', value: '"b"' }] });
    on.onCompleted({ ...details, ...answered, timeStamp: 1_040, responseHeaders: [{ name: 'X' }] });
    expect(seen[1]).toEqual({
      source: 'web-request',
      key: '12',
      state: 'done',
      method: 'PUT',
      url: details.url,
      startedAt: 1_000.5,
      endedAt: 1_040,
      tabId: 7,
      frameId: 0,
      initiator: 'https://app.example',
      resourceType: 'xmlhttprequest',
      status: 409,
      servedBy: 'network',
      requestBody: { state: 'text', text: '{"a":"ü"}' },
      headers: { set: [['If-Match', '"a"']], sent: [], received: [['ETag', '"b"']], seen: [['X', '']] },
    });
  });

  it('sends plain reads only once, at their end; reads with a precondition at once', () => {
    const { seen, on } = capture();
    const read = { ...details, method: 'GET' };
    on.onBeforeRequest(read);
    on.onSendHeaders({ ...read, requestHeaders: [] });
    expect(seen).toEqual([]);
    on.onCompleted({ ...read, ...answered, statusCode: 200, fromCache: true });
    expect(seen).toMatchObject([{ state: 'done', servedBy: 'http-cache', requestBody: { state: 'none' } }]);
    on.onBeforeRequest({ ...read, requestId: '13' });
    on.onSendHeaders({ ...read, requestId: '13', requestHeaders: [{ name: 'if-none-match', value: '"a"' }] });
    expect(seen[1]).toMatchObject({ key: '13', state: 'open' });
  });

  it('takes what follows a redirect for the next request', () => {
    const { seen, on } = capture();
    on.onBeforeRequest(details);
    on.onBeforeRedirect({ ...details, ...answered, statusCode: 303, redirectUrl: 'https://app.example/done' });
    on.onBeforeRequest({ ...details, method: 'GET', url: 'https://app.example/done', timeStamp: 1_100 });
    on.onCompleted({ ...details, method: 'GET', url: 'https://app.example/done', ...answered, statusCode: 200 });
    expect(seen).toMatchObject([
      { key: '12', status: 303, method: 'PUT' },
      { key: '12.1', status: 200, method: 'GET', startedAt: 1_100 },
    ]);
  });

  it('tells nothing of a request that Firefox hands to a service worker: the worker’s own is told', () => {
    const { seen, on } = capture();
    on.onBeforeRequest(details);
    on.onBeforeRedirect({ ...details, ...answered, statusCode: 0, redirectUrl: details.url });
    on.onBeforeRequest({ ...details, requestId: '13', tabId: -1 });
    on.onCompleted({ ...details, requestId: '13', tabId: -1, ...answered });
    expect(seen).toMatchObject([{ key: '13', status: 409, tabId: -1 }]);
  });

  it('says so where it came in late, and where there was no answer', () => {
    const { seen, on } = capture();
    on.onCompleted({ ...details, ...answered, responseHeaders: [] });
    on.onBeforeRequest({ ...details, requestId: '13' });
    on.onErrorOccurred({ ...details, requestId: '13', error: 'net::ERR_ABORTED', fromCache: false });
    expect(seen).toMatchObject([
      { late: true, status: 409, headers: { seen: [] } },
      { state: 'failed', error: 'net::ERR_ABORTED' },
    ]);
    expect(seen[1]).not.toHaveProperty('late');
  });

  it('forgets the oldest of too many requests under way', () => {
    const { seen, on } = capture();
    for (let n = 0; n < 2_001; n++) on.onBeforeRequest({ ...details, requestId: `r${n}` });
    on.onCompleted({ ...details, ...answered, requestId: 'r0' });
    on.onCompleted({ ...details, ...answered, requestId: 'r2000' });
    expect(seen.map(({ late }) => late)).toEqual([true, undefined]);
  });
});

describe('request bodies of webRequest', () => {
  const raw = (...pieces: ArrayBuffer[]) => requestBodyOf('PUT', { raw: pieces.map((piece) => ({ bytes: piece })) });

  it('are text where they are UTF-8, also across pieces, else base64', () => {
    const [a, b] = [bytes('{"a":"ü"}').slice(0, 7), bytes('{"a":"ü"}').slice(7)];
    expect(raw(a, b)).toEqual({ state: 'text', text: '{"a":"ü"}' });
    expect(raw(new Uint8Array([0xff, 0xfe, 0]).buffer)).toEqual({ state: 'base64', base64: '//4A' });
    expect(raw()).toEqual({ state: 'none' });
  });

  it('are cut where they are large', () => {
    const body = raw(bytes('ä'.repeat(15 * 1024 * 1024)));
    expect(body).toMatchObject({ state: 'text', length: 30 * 1024 * 1024 });
    expect(body?.state === 'text' && body.text.length).toBe(1024 * 1024);
  });

  it('are forms where the browser read them so', () => {
    expect(requestBodyOf('POST', { formData: { title: ['a b'], tag: ['x', 'y'] } })).toEqual({
      state: 'text',
      text: 'title=a+b&tag=x&tag=y',
    });
  });

  it('are unknown where the browser does not give them', () => {
    expect(requestBodyOf('PUT', undefined)).toBeNull();
    expect(requestBodyOf('DELETE', undefined)).toEqual({ state: 'none' });
    expect(requestBodyOf('PUT', { raw: [{ file: '/a' }] })).toMatchObject({ state: 'withheld' });
    expect(requestBodyOf('PUT', { error: 'Unknown error.' })).toMatchObject({
      state: 'withheld',
      why: 'Unknown error.',
    });
  });
});
