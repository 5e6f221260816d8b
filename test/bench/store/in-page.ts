/** Runs in one of the extension's own pages (bundled): fills databases with exchanges and takes the time of writes. */
import type { Exchange } from '../../../src/record/exchange.ts';
import { openStore, type Store } from '../../../src/store/store.ts';

const stores = new Map<string, Promise<Store>>();
const storeOf = (name: string): Promise<Store> => {
  const known = stores.get(name) ?? openStore(name);
  stores.set(name, known);
  return known;
};

const start = Date.now() - 6 * 24 * 60 * 60 * 1000;
/** Text that does not compress to nothing, as answers are. */
function words(seed: number, length: number): string {
  let text = '';
  for (let n = seed; text.length < length; n = (Math.imul(n, 1103515245) + 12345) >>> 0) text += `${n.toString(36)} `;
  return text.slice(0, length);
}

const body = (seed: number, length: number): Exchange['responseBody'] => {
  const data = `{"title":"${words(seed, length - 12)}"}`;
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
};

/** The n-th exchange of a week of work: 40 sites and tabs, 200 resources each, one save in ten, one refusal in two hundred. */
function exchangeAt(n: number, prefix: string): Exchange {
  const site = n % 40;
  const origin = `https://site-${site}.example`;
  const url = `${origin}/api/notes/${(n * 7) % 200}?view=full`;
  const isWrite = n % 10 === 0;
  const isRefused = n % 200 === 0;
  const head = [
    ['Content-Type', 'application/json'],
    ['ETag', `"${n.toString(36)}"`],
    ['Date', new Date(start + n).toUTCString()],
    ['Cache-Control', 'private, max-age=0, must-revalidate'],
    ['Vary', 'Accept-Encoding, Cookie'],
    ['X-Request-Id', words(n, 30)],
  ] as const;
  const sent = [
    ['Accept', 'application/json'],
    [
      'User-Agent',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    ],
    ['Authorization', 'Bearer ‹redacted #12ab›'],
    ...(isWrite ? ([['If-Match', `"${(n - 1).toString(36)}"`]] as const) : []),
  ] as const;
  return {
    id: `${prefix}-${n}`,
    method: isWrite ? 'PUT' : 'GET',
    url,
    resource: url,
    origin,
    tabId: 100 + site,
    frameId: 0,
    initiator: `${origin}/app`,
    resourceType: 'xmlhttprequest',
    startedAt: start + n * 4,
    endedAt: start + n * 4 + 30,
    status: isRefused ? 409 : 200,
    error: null,
    headers: { set: sent, sent, received: head, seen: head },
    requestBody: isWrite ? body(n, 1_200) : { state: 'none' },
    responseBody: body(n + 1, 1_800),
    servedBy: 'network',
    sources: ['web-request', 'devtools-network'],
    missed: [],
    parent: null,
  };
}

/** Fills in batches, as a busy recorder writes. */
async function fill(name: string, from: number, to: number): Promise<void> {
  const store = await storeOf(name);
  for (let n = from; n < to; n += 200) {
    const writes = Array.from({ length: Math.min(200, to - n) }, (_, at) => ({
      exchange: exchangeAt(n + at, 'fill'),
      keys: [`web-request:s/${n + at}`],
    }));
    await store.write(writes, Date.now());
  }
}

/** Milliseconds of one write into each database in turn, so that both see the same machine. */
async function rounds(names: readonly string[], count: number, base: number, size: number): Promise<number[][]> {
  const all = await Promise.all(names.map(storeOf));
  const times = names.map((): number[] => []);
  for (let round = 0; round < count; round++)
    for (const [at, store] of all.entries()) {
      const writes = Array.from({ length: size }, (_, n) => ({
        exchange: { ...exchangeAt(base + round * size + n, `round-${size}`), startedAt: Date.now() },
        keys: [`web-request:r/${round}/${n}`],
      }));
      const begun = performance.now();
      await store.write(writes, Date.now());
      times[at]?.push(performance.now() - begun);
    }
  return times;
}

async function counts(name: string) {
  return (await storeOf(name)).counts();
}

/** Milliseconds of what the panel and the badge ask. */
async function reads(name: string): Promise<{ conflicts: number; caseFile: number; usage: number }> {
  const store = await storeOf(name);
  const time = async (question: () => Promise<unknown>) => {
    const begun = performance.now();
    await question();
    return performance.now() - begun;
  };
  const [latest] = await store.conflicts({ limit: 1 });
  return {
    conflicts: await time(() => store.conflicts({ tabId: 100, limit: 200 })),
    caseFile: await time(() => store.caseFile(latest?.id ?? '')),
    usage: await time(() => store.usage()),
  };
}

const storeBench = { fill, rounds, counts, reads };
export type StoreBench = typeof storeBench;
Object.defineProperty(globalThis, '__storeBench', { value: storeBench, configurable: true });
