import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { originOf, resourceKey } from '../../http/resource.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { Reading, Running } from '../running.ts';

/**
 * The answer to Resave's own request as an exchange, from memory: on disk its body may be cut and its secrets are gone.
 * With the header fields of the wire, where the page may not see all of them.
 */
export async function answered(running: Running, request: PageRequest, reading: Reading): Promise<Exchange> {
  const { answer } = reading;
  return {
    id: reading.exchange ?? '',
    method: request.method,
    url: request.url,
    resource: resourceKey(request.url),
    origin: originOf(request.url),
    tabId: running.tabId,
    frameId: null,
    initiator: null,
    resourceType: null,
    startedAt: answer.startedAt,
    endedAt: answer.endedAt,
    status: answer.status,
    error: null,
    headers: {
      set: request.headers,
      sent: null,
      received: await wireHeaders(running, reading),
      seen: answer.headers,
    },
    requestBody: { state: 'none' },
    responseBody:
      answer.body === ''
        ? { state: 'none' }
        : {
            state: 'kept',
            encoding: 'text',
            data: answer.body,
            length: answer.body.length,
            truncated: answer.truncated,
            redacted: false,
          },
    servedBy: reading.by,
    sources: ['page-act'],
    missed: [],
    parent: null,
  };
}

/**
 * A page does not see another origin's ETag without Access-Control-Expose-Headers (Fetch Standard, CORS-safelisted response-header names);
 * webRequest and DevTools do, a moment later.
 */
async function wireHeaders(running: Running, { answer, exchange }: Reading): Promise<HeaderList | null> {
  if (headerValue(answer.headers, 'etag') !== null) return null;
  return running.seenElsewhere(exchange, (joined) => joined.headers.received);
}

/** The body's text; empty where there is none. */
export function textOf(x: Exchange): string {
  return x.responseBody.state === 'kept' ? x.responseBody.data : '';
}
