import type { Sighting } from '../../capture/sighting.ts';
import type { HeaderList } from '../../http/header-list.ts';
import type { Body, Exchange, ExchangeId } from '../../record/exchange.ts';

/** A made-up site; `.example` is nobody’s (RFC 2606 §3). */
export const origin = 'https://notes.example';
export const url = `${origin}/api/notes/42`;
export const json = ['Content-Type', 'application/json'] as const;

export type Sketch = {
  readonly id: ExchangeId;
  readonly method?: string;
  readonly status?: number;
  readonly startedAt: number;
  readonly sent?: HeaderList;
  readonly received?: HeaderList;
  readonly requestBody?: string | null;
  readonly responseBody?: string | null;
  readonly parent?: Exchange['parent'];
};

function bodyOf(data: string | null): Body {
  if (data === null) return { state: 'none' };
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}

/** An exchange of the made-up site, as if all of its way had been seen. */
export function exchange(sketch: Sketch): Exchange {
  const { id, method = 'GET', status = 200, startedAt, sent = [], received = [], parent = null } = sketch;
  return {
    id,
    method,
    url,
    resource: url,
    origin,
    tabId: 1,
    frameId: 0,
    initiator: origin,
    resourceType: 'xmlhttprequest',
    startedAt,
    endedAt: startedAt + 84,
    status,
    error: null,
    headers: { set: sent, sent, received, seen: received },
    requestBody: bodyOf(sketch.requestBody ?? null),
    responseBody: bodyOf(sketch.responseBody ?? null),
    servedBy: 'network',
    sources: ['web-request', 'devtools-network'],
    missed: [],
    parent,
  };
}

/** What an act sent, as an exchange: the recorder’s work, of which the example has no need. */
export function exchangeOf(
  id: ExchangeId,
  { method, startedAt, status, headers, parent, ...rest }: Sighting,
): Exchange {
  const textOf = (body: Sighting['requestBody']) => (body?.state === 'text' ? body.text : null);
  return exchange({
    id,
    method,
    startedAt,
    status: status ?? 0,
    sent: headers?.set ?? [],
    received: headers?.seen ?? [],
    requestBody: textOf(rest.requestBody),
    responseBody: textOf(rest.responseBody),
    parent: parent ?? null,
  });
}
