import type { HeaderList } from '../../../src/http/header-list.ts';

/** What a test says of a HAR entry; the rest is as Chromium 156 writes it. */
export type Asked = {
  readonly method?: string;
  readonly url: string;
  /** Milliseconds after the beginning of the story. */
  readonly at: number;
  readonly status?: number;
  readonly sent?: HeaderList;
  readonly received?: HeaderList;
  readonly body?: string;
  readonly answer?: string;
  readonly more?: object;
};

export const begin = Date.UTC(2026, 10, 22, 10);

const pairs = (list: HeaderList = []) => list.map(([name, value]) => ({ name, value }));

export function harEntry({ method = 'GET', url, at, status = 200, sent, received, body, answer = '', more }: Asked) {
  return {
    _resourceType: 'fetch',
    startedDateTime: new Date(begin + at).toISOString(),
    time: 20,
    request: {
      method,
      url,
      httpVersion: 'http/1.1',
      headers: pairs(sent),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: body === undefined ? 0 : body.length,
      ...(body === undefined ? {} : { postData: { mimeType: 'application/json', text: body } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'http/1.1',
      headers: pairs(received),
      cookies: [],
      content: { size: answer.length, mimeType: 'application/json', text: answer },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 19, receive: 1 },
    ...more,
  };
}

export function har(entries: readonly unknown[], creator = 'WebInspector') {
  return { log: { version: '1.2', creator: { name: creator, version: '537.36' }, pages: [], entries } };
}

export function harBlob(entries: readonly unknown[], creator?: string): Blob {
  return new Blob([JSON.stringify(har(entries, creator), null, 2)]);
}

const json: readonly [string, string] = ['Content-Type', 'application/json'];
const article = 'https://app.test/api/articles/7';

/** Two saves of one page, the second under the version that the first had replaced. */
export const ownEarlierSave: readonly Asked[] = [
  { url: article, at: 0, received: [json, ['ETag', '"v1"']], answer: '{"title":"one"}' },
  {
    method: 'PUT',
    url: article,
    at: 5_000,
    sent: [json, ['If-Match', '"v1"'], ['Authorization', 'Bearer very-secret-word']],
    received: [json, ['ETag', '"v2"']],
    body: '{"title":"two"}',
    answer: '{"title":"two"}',
  },
  {
    method: 'PUT',
    url: article,
    at: 9_000,
    status: 412,
    sent: [json, ['If-Match', '"v1"'], ['Authorization', 'Bearer very-secret-word']],
    received: [json, ['ETag', '"v2"']],
    body: '{"title":"three","password":"hunter2hunter2"}',
    answer: '{"error":"precondition failed"}',
  },
];
