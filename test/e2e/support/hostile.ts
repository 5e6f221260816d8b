import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Tab } from './driver.ts';
import { patience } from './until.ts';

/** What became of a flood. */
export type Flooded = {
  /** Requests that the hostile page sent, and how long it took, milliseconds. */
  readonly sent: number;
  readonly took: number;
  /** Saves of the other tab while it lasted, and those of them that are in the store. */
  readonly others: number;
  readonly kept: number;
  /** How long each of the other tab's saves took it, milliseconds: before the flood, and while it lasted. */
  readonly calm: readonly number[];
  readonly under: readonly number[];
  /** Records of the hostile site in the store. */
  readonly hostile: number;
  /** The longest header name and header value among them, and the longest text. */
  readonly longest: { readonly name: number; readonly value: number; readonly body: number };
};

/** A site that answers whatever is asked; below /endless the answer never ends. `host`: the name that the browser knows it by. */
async function site(host = 'localhost') {
  const endless = new Set<ServerResponse>();
  const piece = 'x'.repeat(16_384);
  const feed = setInterval(() => {
    for (const response of endless) if (response.writableLength < 1_000_000) response.write(piece);
  }, 5);
  const server = createServer({ maxHeaderSize: 8 * 1024 * 1024 }, (request, response) => {
    request.resume();
    request.on('end', () => {
      const { url = '', method } = request;
      if (url.startsWith('/page')) {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Page</title>');
      } else if (url.startsWith('/endless')) {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        endless.add(response);
        response.on('close', () => endless.delete(response));
      } else if (method === 'PUT') {
        response.writeHead(409, { 'Content-Type': 'application/json', ETag: '"now"' });
        response.end('{"error":"changed meanwhile"}');
      } else {
        response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"now"', 'X-Long': 'v'.repeat(100_000) });
        response.end('{"a":1}');
      }
    });
  });
  server.maxHeadersCount = 0;
  await new Promise<void>((done) => server.listen(0, done));
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      clearInterval(feed);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Sends in the page; gives how many were sent. Every kind of request comes again and again. */
function attack(tab: Tab, from: number, count: number): Promise<number> {
  return tab.evaluate(
    async (from, count) => {
      const names = ['__proto__', 'constructor', 'toString', `x-${'n'.repeat(5_000)}`, 'if-match', 'x-‹'.slice(0, 2)];
      const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`x-many-${at}`, 'v']));
      const one = async (n: number): Promise<void> => {
        const stop = new AbortController();
        const kind = n % 50;
        const headers = new Headers(kind === 7 ? many : {});
        for (const name of names) headers.set(name, `"${n}"`);
        if (kind === 3) headers.set('x-huge', 'h'.repeat(1_000_000));
        if (kind === 5) setTimeout(() => stop.abort(), 100);
        const path = kind === 5 ? `/endless/${n}` : `/notes/${n}?token=${'q'.repeat(kind === 9 ? 50_000 : 5)}`;
        const body = n % 3 === 0 ? JSON.stringify({ ['__proto__']: n, deep: '['.repeat(1_000) }) : null;
        const init = { method: body === null ? 'GET' : 'PUT', headers, body, signal: stop.signal };
        await fetch(path, init)
          .then(
            (answer) => answer.text(),
            () => '',
          )
          .catch(() => '');
      };
      let next = from;
      const worker = async () => {
        while (next < from + count) await one(next++);
      };
      await Promise.all(Array.from({ length: 60 }, worker));
      return next - from;
    },
    from,
    count,
  );
}

/** What lies in the store of a site, read raw: only counts and lengths come back. */
function stored(page: Tab, origin: string) {
  return page.evaluate(async (origin) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    const transaction = db.transaction(['exchanges', 'bodies']);
    const range = IDBKeyRange.bound([origin, 0, Number.NEGATIVE_INFINITY], [origin, 1, Number.POSITIVE_INFINITY]);
    const rows = await done(transaction.objectStore('exchanges').index('origin').getAll(range));
    let [name, value, body] = [0, 0, 0];
    for (const row of rows) {
      for (const list of Object.values(row.headers))
        for (const [field, text] of (list ?? []) as [string, string][]) {
          name = Math.max(name, field.length);
          value = Math.max(value, text.length);
        }
      body = Math.max(body, ...row.room);
    }
    const paths = rows.filter((row) => row.status === 409).map((row) => new URL(row.url).pathname as string);
    db.close();
    return { count: rows.length, paths, longest: { name, value, body } };
  }, origin);
}

/** How long the hostile page takes for so many requests where nothing else happens, milliseconds. */
export async function attackAlone(browser: Browser, host: 'localhost' | '127.0.0.1', count: number): Promise<number> {
  const bad = await site(host);
  const tab = await browser.newPage(`${bad.origin}/page`);
  try {
    const begun = performance.now();
    await attack(tab, 0, count);
    return performance.now() - begun;
  } finally {
    await tab.close();
    await bad.close();
  }
}

/**
 * One page floods the recorder with `count` requests: hostile names, 300 header fields, header values of 1 MB, long addresses,
 * answers without end. Meanwhile another site's tab saves. Both are watched.
 * @param told hears how far it has come, and after how many milliseconds
 */
export async function flood(
  browser: Browser,
  reader: Tab,
  count: number,
  told: (sent: number, took: number) => void = () => undefined,
): Promise<Flooded> {
  const [bad, good] = [await site(), await site()];
  const mine = (paths: readonly string[]) => new Set(paths.filter((path) => path.startsWith('/mine/')));
  const [hostile, other] = [await browser.newPage(`${bad.origin}/page`), await browser.newPage(`${good.origin}/page`)];
  try {
    /** A save of the other tab, by its own clock. */
    const save = (path: string) =>
      other.evaluate(async (path) => {
        const from = performance.now();
        await (await fetch(path, { method: 'PUT', headers: { 'If-Match': '"old"' }, body: '{"a":1}' })).text();
        return performance.now() - from;
      }, path);
    const calm: number[] = [];
    const under: number[] = [];
    while (calm.length < 10) calm.push(await save(`/calm/${calm.length}`));
    const begun = performance.now();
    let [sent, others] = [0, 0];
    const atOnce = 1_000;
    for (let from = 0; from < count; from += atOnce) {
      const attacking = attack(hostile, from, Math.min(atOnce, count - from));
      for (let n = 0; n < 3; n++, others++) under.push(await save(`/mine/${others}`));
      sent += await attacking;
      told(sent, performance.now() - begun);
    }
    const took = performance.now() - begun;
    const whole = await reader
      .until(
        'the other tab’s saves to be stored',
        async () => {
          const now = await stored(reader, good.origin);
          return mine(now.paths).size >= others && now;
        },
        8 * patience,
      )
      .catch(() => stored(reader, good.origin));
    const theirs = await stored(reader, bad.origin);
    return {
      sent,
      took,
      others,
      kept: mine(whole.paths).size,
      calm,
      under,
      hostile: theirs.count,
      longest: theirs.longest,
    };
  } finally {
    await hostile.close();
    await other.close();
    await bad.close();
    await good.close();
  }
}
