/**
 * The recording that `bench:panel` shows: made from a number, so that every run and every reader of it (Resave's store,
 * the browser's own Network panel) gets the same. Runs in a page.
 */
import type { HeaderList } from '../../src/http/header-list.ts';
import { bodyMark } from '../../src/record/body.ts';
import type { Body, Exchange } from '../../src/record/exchange.ts';
import { isConflict } from '../../src/record/refusal.ts';
import { openDatabase, type Row } from '../../src/store/schema.ts';

/** Exchanges of one second. */
const perSecond = 50;
const written = 2_000;

export type Recipe = {
  readonly count: number;
  /** One exchange in so many is a conflict. */
  readonly every: number;
  readonly tabId: number;
  /** Epoch ms at which the recording ends. */
  readonly end: number;
  /** All of them are of one resource, and have bodies. */
  readonly same?: boolean;
};

const statuses = [409, 412, 409, 423, 409, 428];
const collections = ['articles', 'orders', 'drafts', 'users', 'pages'];

function headersOf(i: number, tag: string): { readonly sent: HeaderList; readonly received: HeaderList } {
  return {
    sent: [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      [
        'User-Agent',
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      ],
      ['If-Match', tag],
    ],
    received: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Date', 'Sun, 22 Nov 2026 10:00:00 GMT'],
      ['ETag', `"${i}"`],
      ['Cache-Control', 'no-cache'],
      ['X-Request-Id', `0000-${i}`],
    ],
  };
}

/** Two kilobytes of JSON. */
function body(i: number): Body {
  const data = JSON.stringify({ id: i, title: `Note ${i}`, body: 'A line of the note. '.repeat(100) });
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}

export function exchangeAt(i: number, { count, every, tabId, end, same = false }: Recipe): Exchange {
  const conflict = i % every === 0;
  const nth = Math.floor(i / every);
  // Conflicts come on many resources, and now and then several times on one.
  const what = same ? 0 : conflict ? nth - (nth % 7 < 3 ? nth % 7 : 0) : i;
  const url = `https://api.example.test/api/${collections[what % collections.length]}/${what % 40_000}?view=full`;
  const startedAt = end - ((count - i) * 1_000) / perSecond;
  return {
    id: `bench-${i}`,
    method: conflict ? (nth % 5 === 0 ? 'PATCH' : 'PUT') : 'GET',
    url,
    resource: url,
    origin: 'https://api.example.test',
    tabId,
    frameId: 0,
    initiator: 'https://app.example.test',
    resourceType: 'xmlhttprequest',
    startedAt,
    endedAt: startedAt + 20,
    status: conflict ? (statuses[nth % statuses.length] ?? 409) : 200,
    error: null,
    headers: { set: null, seen: null, ...headersOf(i, `"${i - 1}"`) },
    requestBody: same && conflict ? body(i) : { state: 'none' },
    responseBody: same ? body(i) : { state: 'none' },
    servedBy: 'network',
    sources: ['devtools-network', 'web-request'],
    missed: [],
    parent: null,
  };
}

/** Puts the recording in place of what was in the database. */
export async function fill(recipe: Recipe): Promise<void> {
  const db = await openDatabase('resave', () => undefined);
  await Promise.all([db.clear('exchanges'), db.clear('bodies')]);
  for (let from = 0; from < recipe.count; from += written) {
    const transaction = db.transaction(['exchanges', 'bodies'], 'readwrite', { durability: 'relaxed' });
    for (let i = from; i < Math.min(recipe.count, from + written); i++) {
      const exchange = exchangeAt(i, recipe);
      const rank = isConflict(exchange) ? 1 : 0;
      const { requestBody, responseBody } = exchange;
      const marks = { requestBody: bodyMark(requestBody), responseBody: bodyMark(responseBody) };
      const row: Row = { ...exchange, ...marks, rank, keys: [], open: [], room: [0, 0] };
      void transaction.objectStore('exchanges').put(row);
      for (const [side, body] of [['request', requestBody] as const, ['response', responseBody] as const]) {
        const key = `${exchange.id}/${side}`;
        const at = exchange.startedAt;
        if (body.state === 'kept')
          void transaction.objectStore('bodies').put({ key, exchange: exchange.id, side, rank, at, body });
      }
    }
    await transaction.done;
  }
  db.close();
}

/** The same as an HTTP archive (HAR 1.2). */
export function archive(recipe: Recipe): string {
  const pairs = (list: HeaderList | null) => (list ?? []).map(([name, value]) => ({ name, value }));
  const entries = Array.from({ length: recipe.count }, (_, i) => {
    const x = exchangeAt(i, recipe);
    return JSON.stringify({
      startedDateTime: new Date(x.startedAt).toISOString(),
      time: 20,
      _resourceType: 'xhr',
      request: {
        method: x.method,
        url: x.url,
        httpVersion: 'http/1.1',
        headers: pairs(x.headers.sent),
        queryString: [{ name: 'view', value: 'full' }],
        cookies: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: x.status,
        statusText: '',
        httpVersion: 'http/1.1',
        headers: pairs(x.headers.received),
        cookies: [],
        content: { size: 2, mimeType: 'application/json', text: '{}' },
        redirectURL: '',
        headersSize: -1,
        bodySize: 2,
      },
      cache: {},
      timings: { send: 1, wait: 18, receive: 1 },
    });
  });
  const head = '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"pages":[],"entries":[';
  return `${head}${entries.join(',')}]}}`;
}

Object.assign(globalThis, { resaveBench: { fill, archive } });
