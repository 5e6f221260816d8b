import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pageTask } from '../../src/act/page-task.ts';
import type { PageResult } from '../../src/messages/protocol.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { createBench, expectOutcome, json } from './bench.ts';

const broken: PageResult = { ok: false, why: 'network', message: 'broken', startedAt: 0, endedAt: 0 };
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

const etag = (x: { headers: { received: readonly (readonly [string, string])[] | null } }) =>
  x.headers.received?.find(([name]) => name === 'etag')?.[1] ?? '';
const text = (x: { responseBody: { state: string } }) =>
  x.responseBody.state === 'kept' && 'data' in x.responseBody ? String(x.responseBody.data) : '';

/** The page loads the note, somebody else edits it, the page saves its own edit and is refused. */
async function refusedSave(scenario: string, mine: object, theirs: { [name: string]: string | string[] }) {
  const bench = createBench();
  const url = lab.url(scenario, 'api/notes/1');
  const read = await bench.read(url, [['Accept', 'application/json']]);
  lab.store.edit(scenario, '1', theirs);
  const body = JSON.stringify({ ...JSON.parse(text(read)), ...mine });
  const refused = await bench.save('PUT', url, [json, ['If-Match', etag(read)]], body);
  return { bench, url, refused };
}

test('a shared cache answers the fresh read: it is read past, under a query that no cache knows, and both edits are saved', async () => {
  const { bench, refused } = await refusedSave('shared-cache', { title: 'Mine' }, { body: 'Theirs' });
  const { plan } = expectOutcome(
    await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    'ready',
  );
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(lab.store.read('shared-cache', '1')).toMatchObject({ title: 'Mine', body: 'Theirs', version: 5 });
  const queries = lab.store
    .requests('shared-cache')
    .flatMap(({ method, url }) => (method === 'GET' && url.includes('_=') ? [url] : []));
  expect(new Set(queries).size).toBe(2);
});

test('a cache that answers whatever is asked: what the server holds was not read, and nothing else is claimed', async () => {
  const { bench, refused } = await refusedSave('shared-cache', { title: 'Mine' }, { body: 'Theirs' });
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || !task.request.url.includes('_=')) return goOn();
    const { pathname, origin } = new URL(task.request.url);
    return pageTask({ ...task, request: { ...task.request, url: origin + pathname } });
  };
  const outcome = expectOutcome(
    await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    'refused',
  );
  expect(outcome.sentence).toContain('A cache between browser and server answered the read');
  expect(lab.store.read('shared-cache', '1')).toMatchObject({ body: 'Theirs', version: 4 });
});

test('a save goes on from an earlier one that was answered with a tag and no body: what was sent is its base', async () => {
  const bench = createBench();
  const url = lab.url('strict-409', 'api/notes/1');
  const read = await bench.read(url);
  const first = await bench.save(
    'PUT',
    url,
    [json, ['If-Match', '"v3"']],
    JSON.stringify({ ...JSON.parse(text(read)), title: 'First of mine' }),
  );
  bench.history[bench.history.indexOf(first)] = { ...first, responseBody: { state: 'none' } };
  lab.store.edit('strict-409', '1', { body: 'Theirs' });
  const mine = JSON.stringify({ ...JSON.parse(text(read)), title: 'Second of mine' });
  const refused = await bench.save('PUT', url, [json, ['If-Match', '"v4"']], mine);
  const { plan } = expectOutcome(
    await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
    'ready',
  );
  expect(plan.base).toBe(first.id);
  expect(plan.fields.filter(({ takes }) => takes === 'conflict')).toEqual([]);
});

test('a lease that shows only under the fresh token: the next round is refused for it', async () => {
  const { bench, refused } = await refusedSave('strict-412', { title: 'Mine' }, { body: 'Theirs' });
  const prepare = () => bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
  const { plan } = expectOutcome(await prepare(), 'ready');
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'PUT') return goOn();
    const now = Date.now();
    return {
      ok: true,
      status: 412,
      headers: [
        ['content-type', 'application/xml'],
        ['x-ms-error-code', 'LeaseIdMissing'],
      ],
      body: '<Error><Code>LeaseIdMissing</Code><Message>There is currently a lease on the blob and no lease ID was specified in the request.</Message></Error>',
      truncated: false,
      url: task.request.url,
      startedAt: now,
      endedAt: now,
    };
  };
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'refused-again');
  expect(expectOutcome(await prepare(), 'refused').sentence).toContain('locked or leased');
});

describe('somebody else changed another field', () => {
  test.each([
    ['strict-409', 409],
    ['strict-412', 412],
  ])('%s: both edits end on the server, and the read proves it', async (scenario, status) => {
    const { bench, refused } = await refusedSave(scenario, { title: 'Mine' }, { body: 'Theirs' });
    expect(refused.status).toBe(status);
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    expect(plan.token).toMatchObject({ carrier: 'header:If-Match', stale: '"v3"', fresh: '"v4"' });
    expect(plan.base).toBe(bench.history[0]?.id);
    expect(plan.fields.map(({ path, takes }) => [path, takes])).toEqual(
      expect.arrayContaining([
        ['$.title', 'mine'],
        ['$.body', 'theirs'],
      ]),
    );
    // Nothing was written yet.
    expect(lab.store.read(scenario, '1')).toMatchObject({ body: 'Theirs', version: 4 });
    const sent = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
    expect(sent).toMatchObject({ status: 200, token: '"v5"' });
    expect(lab.store.read(scenario, '1')).toMatchObject({ title: 'Mine', body: 'Theirs', version: 5 });
    const roles = bench.history.flatMap(({ parent }) => (parent === null ? [] : [`${parent.role} of ${parent.id}`]));
    expect(roles).toEqual(['replay-read', 'replay-send', 'replay-confirm'].map((role) => `${role} of ${refused.id}`));
    expect(bench.history.find(({ id }) => id === sent.sent)?.method).toBe('PUT');
  });

  test('a plan is sent once: the second click changes nothing', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    const outcomes = await Promise.all([1, 2].map(() => bench.act({ act: 'replay-send', plan: plan.id, choices: {} })));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'saved']);
    expect(lab.store.requests('strict-409').filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  test('preparing again after it was saved says so', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
    const again = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'refused',
    );
    expect(again.sentence).toContain('already holds all of your changes');
  });
});

describe('both changed the same field', () => {
  test('nothing is sent before a choice, and the choice decides', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { title: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    expect(plan.fields.find(({ path }) => path === '$.title')).toMatchObject({ takes: 'conflict' });
    const unchosen = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
    expect(unchosen.outcome).toBe('failed');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Theirs', version: 4 });
    // The plan is still there.
    const sent = await bench.act({
      act: 'replay-send',
      plan: plan.id,
      choices: { '$.title': { take: 'edit', text: '"Mine and theirs"' } },
    });
    expect(sent.outcome).toBe('saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Mine and theirs', version: 5 });
  });

  test('theirs everywhere sends nothing', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { title: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    const sent = expectOutcome(
      await bench.act({ act: 'replay-send', plan: plan.id, choices: { '$.title': { take: 'theirs' } } }),
      'not-saved',
    );
    expect(sent.sentence).toContain('nothing was sent');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Theirs', version: 4 });
  });
});

describe('in between and in rough weather', () => {
  test('somebody saves between prepare and send: refused again, and the next round goes on from there', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    lab.store.edit('strict-409', '1', { tags: ['third'] });
    const again = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'refused-again');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ body: 'Theirs', tags: ['third'], version: 5 });
    for (const conflict of [again.sent ?? '', refused.id]) {
      const round = expectOutcome(await bench.act({ act: 'replay-prepare', conflict, accepted: [] }), 'ready');
      expect(round.plan.token.fresh).toBe('"v5"');
    }
    const round = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: again.sent ?? '', accepted: [] }),
      'ready',
    );
    expectOutcome(await bench.act({ act: 'replay-send', plan: round.plan.id, choices: {} }), 'saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({
      title: 'Mine',
      body: 'Theirs',
      tags: ['third'],
      version: 6,
    });
  });

  test('the connection breaks after the server took it: already saved', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    bench.intercept = async (task, goOn) => {
      const result = await goOn();
      if (task.task !== 'fetch' || task.request.method === 'GET') return result;
      return { ok: false, why: 'network', message: 'Failed to fetch', startedAt: Date.now(), endedAt: Date.now() };
    };
    const sent = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'already-saved');
    expect(sent.token).toBe('"v5"');
    expect(bench.history.find(({ id }) => id === sent.sent)?.error).toBe('Failed to fetch');
  });

  test('the connection breaks before the server took it: not saved', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    bench.intercept = async (task, goOn) =>
      task.task === 'fetch' && task.request.method !== 'GET'
        ? { ok: false, why: 'network', message: 'Failed to fetch', startedAt: Date.now(), endedAt: Date.now() }
        : goOn();
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'not-saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ body: 'Theirs', version: 4 });
  });

  test('no answer and nothing to read: cannot tell', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    bench.intercept = async () => ({
      ok: false,
      why: 'network',
      message: 'gone',
      startedAt: Date.now(),
      endedAt: Date.now(),
    });
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'cannot-tell');
  });

  test('somebody saves over it before the confirming read: overtaken', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    bench.intercept = async (task, goOn) => {
      const result = await goOn();
      if (task.task === 'fetch' && task.request.method === 'PUT') lab.store.edit('strict-409', '1', { title: 'Later' });
      return result;
    };
    const sent = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'overtaken');
    expect(sent.token).toBe('"v6"');
  });

  test('a page that cannot be reached keeps the plan, because nothing was sent', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    bench.intercept = async () => ({
      ok: false,
      why: 'paused',
      message: 'The page does not answer.',
      startedAt: 1,
      endedAt: 2,
      begun: false,
    });
    const failed = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'failed');
    expect(failed.sentence).toContain('Nothing was sent. The page does not answer.');
    bench.intercept = null;
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  });

  test('cancel while reading changes nothing; cancel while sending is followed by a read that tells what arrived', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    bench.intercept = () => {
      bench.acts.cancel('r1');
      return new Promise(() => undefined);
    };
    const cancelled = await bench.acts.run('r1', 1, { act: 'replay-prepare', conflict: refused.id, accepted: [] });
    expect(cancelled).toMatchObject({ outcome: 'cancelled', sentence: expect.stringContaining('Nothing was changed') });
    bench.intercept = null;
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'ready',
    );
    const cancelPut = (goOn?: () => Promise<PageResult>) => {
      bench.intercept = async (task, next) => {
        if (task.task !== 'fetch' || task.request.method !== 'PUT') return next();
        if (goOn !== undefined) await next();
        bench.acts.cancel('r2');
        return new Promise(() => undefined);
      };
    };
    // It never left for the server, and only the reads tell: the server may still be at it.
    cancelPut();
    const late = await bench.acts.run('r2', 1, { act: 'replay-send', plan: plan.id, choices: {} });
    expect(late).toMatchObject({ outcome: 'cannot-tell', sentence: expect.stringContaining('may yet arrive') });
    const again = await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] });
    // The server took it before the cancel: the reads show that too.
    cancelPut(async () => broken);
    const arrived = await bench.acts.run('r2', 1, {
      act: 'replay-send',
      plan: expectOutcome(again, 'ready').plan.id,
      choices: {},
    });
    expect(arrived).toMatchObject({ outcome: 'already-saved', sentence: expect.stringContaining('Cancelled after') });
  });
});

describe('what is refused', () => {
  test('a save that holds what the server holds', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Same' }, { title: 'Same' });
    expectOutcome(await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }), 'refused');
  });

  test('a body that was cut, redacted, not kept or is no text', async () => {
    const { bench, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    const kept = refused.requestBody;
    if (kept.state !== 'kept') throw new Error('no body');
    for (const requestBody of [
      { ...kept, truncated: true },
      { ...kept, redacted: true },
      { ...kept, encoding: 'base64' as const },
      { state: 'not-kept' as const, why: 'evicted' as const, length: 3 },
    ]) {
      const { id } = bench.add({ ...refused, id: `r${Math.random()}`, requestBody });
      const outcome = expectOutcome(await bench.act({ act: 'replay-prepare', conflict: id, accepted: [] }), 'refused');
      expect(outcome.sentence).toContain('Save again in the page');
    }
  });

  test('a fresh token equal to the refused one', async () => {
    const bench = createBench();
    const url = lab.url('strict-409', 'api/notes/1');
    const read = await bench.read(url);
    const { id } = bench.add({
      ...read,
      id: 'refused',
      method: 'PUT',
      status: 409,
      startedAt: Date.now() + 1,
      headers: { ...read.headers, sent: [json, ['If-Match', etag(read)]] },
      requestBody: {
        state: 'kept',
        encoding: 'text',
        data: '{"title":"Mine"}',
        length: 16,
        truncated: false,
        redacted: false,
      },
      responseBody: { state: 'none' },
    });
    const outcome = expectOutcome(await bench.act({ act: 'replay-prepare', conflict: id, accepted: [] }), 'refused');
    expect(outcome.sentence).toContain('still holds the version');
    expect(outcome.needs).toBeNull();
  });

  test('a resource that is gone, until the person says “create anew”; then it cannot overwrite', async () => {
    const { bench, url, refused } = await refusedSave('strict-409', { title: 'Mine' }, { body: 'Theirs' });
    await fetch(url, { method: 'DELETE', headers: { 'If-Match': '"v4"' } });
    const outcome = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: [] }),
      'refused',
    );
    expect(outcome.needs).toBe('create-anew');
    const { plan } = expectOutcome(
      await bench.act({ act: 'replay-prepare', conflict: refused.id, accepted: ['create-anew'] }),
      'ready',
    );
    await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
    const sent = lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT');
    expect(sent?.headers['if-none-match']).toBe('*');
    expect(sent?.headers['if-match']).toBeUndefined();
  });

  test('a secret that is no longer in memory; with it in memory the save goes out', async () => {
    const prepared = async (known: readonly (readonly [string, string])[]) => {
      const bench = createBench({ secrets: async () => known });
      const url = lab.url('strict-409', 'api/notes/1');
      lab.reset('strict-409');
      const read = await bench.read(url);
      lab.store.edit('strict-409', '1', { body: 'Theirs' });
      const body = JSON.stringify({ ...JSON.parse(text(read)), title: 'Mine' });
      const headers = [json, ['If-Match', etag(read)], ['Authorization', 'Bearer ‹redacted #12ab›']] as const;
      const plain = await bench.save('PUT', url, headers.slice(0, 2), body);
      const { id } = bench.add({ ...plain, id: 'secret', headers: { ...plain.headers, set: headers, sent: headers } });
      return { bench, outcome: await bench.act({ act: 'replay-prepare', conflict: id, accepted: [] }) };
    };
    expect(expectOutcome((await prepared([])).outcome, 'refused').sentence).toContain('Authorization');
    const { bench, outcome } = await prepared([['authorization', 'Bearer real']]);
    const { plan } = expectOutcome(outcome, 'ready');
    expect(JSON.stringify(plan)).not.toContain('real');
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
    expect(lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT')?.headers.authorization).toBe(
      'Bearer real',
    );
  });
});
