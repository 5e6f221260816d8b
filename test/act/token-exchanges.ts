import type { HeaderList } from '../../src/http/header-list.ts';
import type { Body, Exchange } from '../../src/record/exchange.ts';

export type Told = {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number | null;
  readonly request?: { readonly [name: string]: string };
  readonly response?: { readonly [name: string]: string };
  /** An object is written as JSON, a text stands as it is. */
  readonly sent?: unknown;
  readonly answer?: unknown;
};

let count = 0;

/** An exchange as the store would give it, from the little that a test tells. */
export function exchange(told: Told): Exchange {
  const request = headerList(told.request, told.sent);
  const response = headerList(told.response, told.answer);
  const url = told.url ?? 'https://app.test/api/things/7';
  return {
    id: `x${++count}`,
    method: told.method ?? 'GET',
    url,
    resource: url,
    origin: 'https://app.test',
    tabId: 1,
    frameId: 0,
    initiator: null,
    resourceType: 'xmlhttprequest',
    startedAt: 1_700_000_000_000 + count,
    endedAt: 1_700_000_000_001 + count,
    status: told.status === undefined ? 200 : told.status,
    error: null,
    headers: { set: request, sent: request, received: response, seen: response },
    requestBody: bodyFrom(told.sent),
    responseBody: bodyFrom(told.answer),
    servedBy: 'network',
    sources: ['devtools-network'],
    missed: [],
    parent: null,
  };
}

function headerList(fields: Told['request'], body: unknown): HeaderList {
  const list = Object.entries(fields ?? {});
  const typed = list.some(([name]) => name.toLowerCase() === 'content-type');
  if (!typed && typeof body === 'object' && body !== null) list.push(['Content-Type', 'application/json']);
  return list;
}

export function bodyFrom(content: unknown): Body {
  if (content === undefined) return { state: 'none' };
  const data = typeof content === 'string' ? content : JSON.stringify(content);
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}
