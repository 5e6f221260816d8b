/**
 * The recording that `bench:panel` shows: made from a number, so that every run and every reader of it (Resave's store,
 * the browser's own Network panel) gets the same. Runs in a page.
 */
import type { HeaderList } from '../../src/http/header-list.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { isConflict } from '../../src/record/refusal.ts';
import { openDatabase, type Row } from '../../src/store/schema.ts';

/** One exchange in so many is a conflict. */
export const every = 100;
/** Exchanges of one second. */
const perSecond = 50;
const written = 2_000;

type Recipe = { readonly count: number; readonly every: number; readonly tabId: number; readonly end: number };

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

export function exchangeAt(i: number, { count, every, tabId, end }: Recipe): Exchange {
  const conflict = i % every === 0;
  const nth = Math.floor(i / every);
  // Conflicts come on many resources, and now and then several times on one.
  const what = conflict ? nth - (nth % 7 < 3 ? nth % 7 : 0) : i;
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
    requestBody: { state: 'none' },
    responseBody: { state: 'none' },
    servedBy: 'network',
    sources: ['devtools-network', 'web-request'],
    missed: [],
    parent: null,
  };
}

/** Puts the recording in place of what was in the database. */
export async function fill(recipe: Recipe): Promise<void> {
  const db = await openDatabase('resave', () => undefined);
  await db.clear('exchanges');
  for (let from = 0; from < recipe.count; from += written) {
    const transaction = db.transaction('exchanges', 'readwrite', { durability: 'relaxed' });
    for (let i = from; i < Math.min(recipe.count, from + written); i++) {
      const exchange = exchangeAt(i, recipe);
      const row: Row = { ...exchange, rank: isConflict(exchange) ? 1 : 0, keys: [], open: [], room: [0, 0] };
      void transaction.store.put(row);
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
