import type { CaseFile } from '../../src/diagnose/contract.ts';
import type { HeaderList } from '../../src/http/header-list.ts';
import type { Body, Exchange } from '../../src/record/exchange.ts';

const url = 'https://api.test/notes/1';
let count = 0;

/** A kept body, as the recorder keeps it. */
export function body(data: string | null): Body {
  return data === null
    ? { state: 'none' }
    : { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}

/** What a test says of an exchange; the rest is an ordinary GET that was answered 200 by the network. */
export type Sketch = Partial<Omit<Exchange, 'headers' | 'requestBody' | 'responseBody'>> & {
  /** null: the wire was not seen. */
  readonly sent?: HeaderList | null;
  readonly set?: HeaderList;
  readonly received?: HeaderList;
  readonly seen?: HeaderList;
  readonly requestBody?: Body | string | null;
  readonly responseBody?: Body | string | null;
};

/** An exchange as the recorder would join it. Each starts 1 s after the one made before it, unless told otherwise. */
export function exchange(sketch: Sketch = {}): Exchange {
  const {
    sent = [],
    set = null,
    received = [],
    seen = null,
    requestBody = null,
    responseBody = null,
    ...rest
  } = sketch;
  const id = `x${++count}`;
  const startedAt = rest.startedAt ?? 1_700_000_000_000 + count * 1000;
  const at = rest.url ?? url;
  return {
    id,
    method: 'GET',
    url: at,
    resource: at,
    origin: new URL(at).origin,
    tabId: 1,
    frameId: 0,
    initiator: 'https://app.test',
    resourceType: 'xmlhttprequest',
    startedAt,
    endedAt: startedAt + 20,
    status: 200,
    error: null,
    headers: { set, sent, received, seen },
    requestBody: typeof requestBody === 'object' && requestBody !== null ? requestBody : body(requestBody),
    responseBody: typeof responseBody === 'object' && responseBody !== null ? responseBody : body(responseBody),
    servedBy: 'network',
    sources: ['devtools-network'],
    missed: [],
    parent: null,
    ...rest,
  };
}

/** A case file: the refusal, what was seen of its resource before and after, and since when nothing was missed. */
export function caseOf(refusal: Exchange, history: readonly Exchange[] = [], more: Partial<CaseFile> = {}): CaseFile {
  const all = [...history.filter((x) => x.id !== refusal.id), refusal].sort((a, b) => a.startedAt - b.startedAt);
  return { refusal, history: all, neighbours: [], recordingSince: null, ...more };
}
