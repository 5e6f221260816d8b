import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageResult } from '../../src/messages/protocol.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { type Bench, createBench, expectOutcome, json } from './bench.ts';

let lab: Lab;
let bench: Bench;
let gone: string[];
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.reset('strict-409');
  gone = [];
  bench = createBench({ letGo: async (id) => void gone.push(id) });
});

/** A refused save, prepared to be sent again. */
async function prepared(of = bench): Promise<{ refused: Exchange; plan: string }> {
  const url = lab.url('strict-409', 'api/notes/1');
  const read = await of.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  lab.store.edit('strict-409', '1', { body: 'Theirs' });
  const tag = read.headers.received?.find(([name]) => name === 'etag')?.[1] ?? '';
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'Mine' });
  const refused = await of.save('PUT', url, [json, ['If-Match', tag]], body);
  const act = { act: 'replay-prepare', conflict: refused.id, accepted: [] } as const;
  return { refused, plan: expectOutcome(await of.act(act), 'ready').plan.id };
}

const broken: PageResult = { ok: false, why: 'network', message: 'broken', startedAt: 0, endedAt: 0 };

describe('the vault is told', () => {
  it('when the replay saved the work, and not before', async () => {
    const { refused, plan } = await prepared();
    expect(gone).toEqual([]);
    expectOutcome(await bench.act({ act: 'replay-send', plan, choices: {} }), 'saved');
    expect(gone).toEqual([refused.id]);
  });

  it('when the connection broke and the server holds it all the same', async () => {
    const { refused, plan } = await prepared();
    bench.intercept = async (task, goOn) => {
      const answer = await goOn();
      return task.task === 'fetch' && task.request.method === 'PUT' ? broken : answer;
    };
    expectOutcome(await bench.act({ act: 'replay-send', plan, choices: {} }), 'already-saved');
    expect(gone).toEqual([refused.id]);
  });

  it('nothing when it was refused again, or nothing arrived', async () => {
    const first = await prepared();
    lab.store.edit('strict-409', '1', { body: 'Theirs again' });
    expectOutcome(await bench.act({ act: 'replay-send', plan: first.plan, choices: {} }), 'refused-again');
    const second = await prepared();
    bench.intercept = async (task, goOn) => (task.task === 'fetch' && task.request.method === 'PUT' ? broken : goOn());
    expectOutcome(await bench.act({ act: 'replay-send', plan: second.plan, choices: {} }), 'not-saved');
    expect(gone).toEqual([]);
  });

  it('and its refusal costs nobody the outcome', async () => {
    const other = createBench({
      letGo: async () => {
        throw new Error('no disk');
      },
    });
    const { plan } = await prepared(other);
    expectOutcome(await other.act({ act: 'replay-send', plan, choices: {} }), 'saved');
  });
});

describe('the secrets of a replay', () => {
  it('are those of the page that it runs in, and the saving tab’s only where that page sent none', async () => {
    const asked: number[] = [];
    const known = new Map([
      [1, 'Bearer here'],
      [9, 'Bearer there'],
    ]);
    const own = createBench({
      secrets: async ({ tabId }) => {
        asked.push(tabId);
        const value = known.get(tabId);
        return value === undefined ? [] : [['authorization', value]];
      },
    });
    const url = lab.url('strict-409', 'api/notes/1');
    const read = await own.read(url, [['Authorization', 'Bearer old']]);
    lab.store.edit('strict-409', '1', { body: 'Theirs' });
    const tag = read.headers.received?.find(([name]) => name === 'etag')?.[1] ?? '';
    const sent = [json, ['If-Match', tag], ['Authorization', 'Bearer ‹redacted #12ab›']] as const;
    const plain = await own.save('PUT', url, sent.slice(0, 2), '{"title":"Mine"}');
    const { id } = own.add({ ...plain, id: 'later', tabId: 9, headers: { ...plain.headers, set: sent, sent } });
    const replay = async (): Promise<string | undefined> => {
      const { plan } = expectOutcome(await own.act({ act: 'replay-prepare', conflict: id, accepted: [] }), 'ready');
      const choices = Object.fromEntries(plan.fields.map(({ path }) => [path, { take: 'mine' } as const]));
      await own.act({ act: 'replay-send', plan: plan.id, choices });
      lab.store.edit('strict-409', '1', { title: 'Theirs' });
      return lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT')?.headers.authorization;
    };
    expect(await replay()).toBe('Bearer here');
    known.delete(1);
    expect(await replay()).toBe('Bearer there');
  });
});
