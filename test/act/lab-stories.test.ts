import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/record/refusal.ts';
import { type Played, play } from '../lab/play.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { createBench, exchangeFrom } from './bench.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const pairs = (headers: { readonly [name: string]: string }) => Object.entries(headers);

/** What a browser would have recorded of a played story. */
function recorded(played: Played) {
  const bench = createBench();
  for (const [at, x] of played.exchanges.entries())
    bench.add(
      exchangeFrom(`played${at}`, {
        source: 'devtools-network',
        key: null,
        state: x.status === null ? 'failed' : 'done',
        method: x.method,
        url: x.url,
        tabId: 1,
        startedAt: x.startedAt + at / 1000,
        endedAt: x.endedAt + at / 1000,
        headers: { set: pairs(x.requestHeaders), sent: pairs(x.requestHeaders), received: pairs(x.responseHeaders) },
        requestBody: x.requestBody === null ? { state: 'none' } : { state: 'text', text: x.requestBody },
        responseBody: { state: 'text', text: x.responseBody },
        ...(x.status === null ? { error: x.error ?? 'broken' } : { status: x.status }),
        servedBy: 'network',
      }),
    );
  return bench;
}

const theirLine = 'Somebody else added this line.';
const playable = scenarios.filter(({ browserOnly, ends }) => browserOnly !== true && isRefusal(ends));

/** Whatever the server's rules are: a replay saves both edits or changes nothing, and says which. */
describe.each(playable.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  test('nobody’s edit is lost, and the outcome is true', async () => {
    lab.reset(id);
    const played = await play(lab, scenario);
    const bench = recorded(played);
    const refused = bench.history.findLast(({ status, method }) => isRefusal(status) && method !== 'GET');
    if (refused === undefined) throw new Error('nothing was refused');
    const held = () => {
      try {
        return JSON.stringify(lab.store.read(id, lab.subject(id)));
      } catch {
        return 'gone';
      }
    };
    const before = held();
    const sentBefore = lab.store.requests(id).length;
    const prepared = await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
    const news = () => lab.store.requests(id).slice(sentBefore);
    expect(news().every(({ method }) => method === 'GET')).toBe(true);
    if (prepared.outcome === 'refused') return expect(prepared.sentence).toMatch(/^[A-Z].*[.?]$/s);
    if (prepared.outcome !== 'ready') throw new Error(JSON.stringify(prepared));

    const { plan } = prepared;
    const asked = plan.fields.filter(({ takes }) => takes === 'conflict').map(({ path }) => path);
    const choices = Object.fromEntries(asked.map((path) => [path, { take: 'mine' }] as const));
    const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices });
    const after = held();
    if (before.includes(theirLine) && !asked.some((path) => path === '$' || path.startsWith('$.body')))
      expect(after).toContain(theirLine);
    if (sent.outcome === 'saved' || sent.outcome === 'already-saved')
      expect(after).toContain(refused.method === 'DELETE' ? 'gone' : 'My title');
    else if (sent.outcome === 'refused-again' || sent.outcome === 'not-saved') expect(after).not.toContain('My title');
    const writes = news().filter(({ method }) => method !== 'GET');
    expect(writes.length).toBeLessThanOrEqual(1);
    for (const { url, headers, body } of writes) {
      expect(headers['if-match']).not.toBe('*');
      // The fresh version goes along, wherever it travels.
      const whole = [decodeURIComponent(url), ...Object.values(headers), body].join('\n');
      expect(whole).toContain(plan.token.fresh);
    }
  });
});
