import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Tab } from '../../e2e/support/driver.ts';

export type Losses = {
  /** What the page did, and how often the background was killed meanwhile. */
  readonly saves: number;
  readonly kills: number;
  /** Refusals that are not in the database. */
  readonly refusals: number;
  /** ETags of reads that are in no row. */
  readonly validators: number;
  /** Rows beyond one for each request. */
  readonly doubles: number;
  /** Refusals whose row says that something of it was not seen, and those without the save's body. */
  readonly missed: number;
  readonly withoutBody: number;
};

/** Whether nothing was lost and nothing is there twice. */
export const isRun = ({ refusals, validators, doubles, kills }: Losses): boolean =>
  refusals === 0 && validators === 0 && doubles === 0 && kills > 0;

/** Reads give an ETag that no other read has; saves are refused. */
async function refusing() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { url = '', method } = request;
      if (url === '/page') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Saves</title>');
      } else {
        const status = method === 'GET' ? 200 : 409;
        response.writeHead(status, {
          'Content-Type': 'application/json',
          'Cache-Control': 'no-store',
          ETag: `"tag-${method}-${url.slice(1).replaceAll('/', '-')}"`,
        });
        response.end(method === 'GET' ? '{"title":"theirs"}' : '{"error":"changed meanwhile"}');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Row = {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly missed: readonly string[];
  readonly body: boolean;
  readonly tags: readonly string[];
};

/** All rows of one origin, from the raw database. */
function rowsOfOrigin(reader: Tab, origin: string): Promise<Row[]> {
  return reader.evaluate(async (origin): Promise<Row[]> => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    try {
      const transaction = db.transaction(['exchanges', 'bodies']);
      const rows = (await done(transaction.objectStore('exchanges').getAll())).filter((row) =>
        row.url.startsWith(`${origin}/`),
      );
      const bodies = new Set(await done(transaction.objectStore('bodies').getAllKeys()));
      return rows.map((row) => ({
        method: row.method,
        url: row.url,
        status: row.status,
        missed: row.missed,
        body: bodies.has(`${row.id}/request`),
        tags: [row.headers.received, row.headers.seen].flatMap((list: [string, string][] | null) =>
          (list ?? []).filter(([name]) => name.toLowerCase() === 'etag').map(([, value]) => value),
        ),
      }));
    } finally {
      db.close();
    }
  }, origin);
}

/** Plays the saves, each after a read, and kills the background evenly among them. */
export async function lossesUnderKills(
  browser: Browser,
  plan: { readonly saves: number; readonly kills: number; readonly by?: 'page' | 'worker' },
): Promise<Losses> {
  const server = await refusing();
  await browser.grant(['http://localhost/*']);
  const reader = await browser.extensionPage('welcome.html');
  const tab = await browser.newPage(`${server.origin}/page`);
  const done = () => tab.evaluate(() => Number(document.documentElement.dataset.saved ?? '0'));
  // Not awaited: it takes longer than one command may.
  await tab.evaluate(
    (saves, origin, byWorker) => {
      const play = async (saves: number, origin: string, saved: (count: number) => void) => {
        for (let at = 0; at < saves; at++) {
          const url = `${origin}/items/${at}`;
          const read = await fetch(url);
          await read.text();
          const init = { method: 'PUT', headers: { 'If-Match': read.headers.get('etag') ?? '' }, body: `{"n":${at}}` };
          await (await fetch(url, init)).text();
          saved(at + 1);
          // As a person would not: no pause but a breath, so that kills fall into requests.
          await new Promise((rest) => setTimeout(rest, 8));
        }
      };
      const saved = (count: number) => {
        document.documentElement.dataset.saved = String(count);
      };
      if (!byWorker) return void play(saves, origin, saved);
      const source = `(${play})(${saves}, ${JSON.stringify(origin)}, postMessage)`;
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      worker.onmessage = ({ data }) => saved(data);
      // Else it may be collected while it works.
      Object.assign(window, { worker });
    },
    plan.saves,
    server.origin,
    plan.by === 'worker',
  );
  let kills = 0;
  for (; kills < plan.kills; kills++) {
    const until = Math.floor(((kills + 0.5) * plan.saves) / plan.kills);
    await tab.until(`save ${until}`, async () => (await done()) >= until, 180_000);
    await browser.stopWorker();
  }
  await tab.until('the last save', async () => (await done()) === plan.saves, 180_000);
  const rows = await settled(reader, server.origin, plan.saves);
  const missing = (method: string, tagged: boolean) =>
    Array.from({ length: plan.saves }, (_, at) => at).filter(
      (at) =>
        !rows.some(
          (row) =>
            row.method === method &&
            row.url === `${server.origin}/items/${at}` &&
            (tagged ? row.tags.includes(`"tag-GET-items-${at}"`) : row.status === 409),
        ),
    ).length;
  const requests = rows.filter(({ url }) => url.includes('/items/'));
  const distinct = new Set(requests.map(({ method, url }) => `${method} ${url}`)).size;
  const refused = requests.filter(({ method }) => method === 'PUT');
  await tab.close();
  await reader.close();
  await server.close();
  return {
    saves: plan.saves,
    kills,
    refusals: missing('PUT', false),
    validators: missing('GET', true),
    doubles: requests.length - distinct,
    missed: refused.filter((row) => row.missed.length > 0).length,
    withoutBody: refused.filter(({ body }) => !body).length,
  };
}

/** The rows once they are all there, or once nothing has come for a while. */
async function settled(reader: Tab, origin: string, saves: number): Promise<Row[]> {
  let last = -1;
  let still = 0;
  return reader.until(
    'the rows to be written',
    async () => {
      const rows = await rowsOfOrigin(reader, origin);
      const ended = rows.filter(({ status }) => status !== null).length;
      still = ended === last ? still + 1 : 0;
      last = ended;
      return (ended >= 2 * saves + 1 || still > 60) && rows;
    },
    120_000,
  );
}
