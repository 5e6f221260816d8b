import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import { createBench, json } from '../act/bench.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { filled, run, runnable, script } from './run.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

/** My title on what the server holds, as a developer would fill it in. */
const myTitle = {
  curl: '  jq -s \'.[1] + {title: .[0].title}\' "$1" "$2"',
  fetch: '    return JSON.stringify({ ...JSON.parse(theirs), title: JSON.parse(mine).title });',
  python: "    return json.dumps({**json.loads(theirs), 'title': json.loads(mine)['title']})",
};

/** Reads, lets somebody else save, saves and is refused. */
async function refusedOn(scenario: string): Promise<{ save: Exchange; before: Exchange[] }> {
  lab.reset(scenario);
  const bench = createBench();
  const url = lab.url(scenario, 'api/notes/1');
  const read = await bench.read(url);
  if (read.responseBody.state !== 'kept') throw new Error('no body');
  lab.store.edit(scenario, '1', { body: 'Their text' });
  const etag = read.headers.received?.find(([name]) => name === 'etag')?.[1] ?? '';
  const body = JSON.stringify({ ...JSON.parse(read.responseBody.data), title: 'My title' });
  const save = await bench.save('PUT', url, [json, ['If-Match', etag]], body);
  expect(save.status).toBe(409);
  return { save, before: [read] };
}

describe.each(runnable)('a script of %s', (kind) => {
  it.each(['strict-409', 'body-token'])('saves both edits after a 409 (%s)', async (scenario) => {
    const { save, before } = await refusedOn(scenario);
    const ran = await run(kind, filled(kind, script(kind, save, before), myTitle));
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toContain('Saved: 20');
    expect(lab.store.read(scenario, '1')).toMatchObject({ title: 'My title', body: 'Their text' });
  });

  it('merges anew in each round, and gives up after four without overwriting', async () => {
    const { save, before } = await refusedOn('strict-409');
    // Somebody saves between every read and every send.
    let edits = 0;
    const timer = setInterval(() => lab.store.edit('strict-409', '1', { body: `Their text ${++edits}` }), 1);
    const ran = await run(kind, filled(kind, script(kind, save, before), myTitle));
    clearInterval(timer);
    expect(ran.code, ran.out).toBe(1);
    expect(ran.err).toContain('Refused 4 times');
    const log = lab.store.requests('strict-409').slice(-8);
    expect(log.map(({ method, status }) => `${method} ${status}`)).toEqual(
      Array(4).fill(['GET 200', 'PUT 409']).flat(),
    );
    expect(new Set(log.flatMap(({ method, headers }) => (method === 'PUT' ? [headers['if-match']] : []))).size).toBe(4);
    expect(lab.store.read('strict-409', '1').title).not.toBe('My title');
  }, 60_000);

  it('does not send where the fresh version is not carried over, or where there is none', async () => {
    const { save, before } = await refusedOn('body-token');
    const stale = { curl: '  cat "$1"', fetch: '    return mine;', python: '    return mine' };
    const puts = () => lab.store.requests().filter(({ method }) => method === 'PUT').length;
    const sent = puts();
    const ran = await run(kind, filled(kind, script(kind, save, before), stale));
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('must leave the fresh version');
    const bare = {
      ...save,
      url: lab.url('no-etag', 'api/notes/1'),
      headers: { ...save.headers, sent: [json] },
      requestBody: { ...save.requestBody, data: '{}' } as Exchange['requestBody'],
    };
    const none = await run(kind, filled(kind, script(kind, bare), stale));
    expect(none.code).toBe(1);
    expect(none.err).toContain('no version');
    expect(puts()).toBe(sent);
  });
});

it('learns where the version stands from the reads, not from its name alone', async () => {
  const { save, before } = await refusedOn('body-token');
  expect(script('fetch', save, before)).toContain('["_rev"]');
  const strict = await refusedOn('strict-409');
  const text = script('fetch', strict.save, strict.before);
  expect(text).toContain('read.headers.get("ETag")');
  expect(text).not.toContain("'*']");
});

describe.each(runnable)('a script of %s for other carriers', (kind) => {
  it('counts the number on that the server holds (next-version)', async () => {
    lab.reset('next-version');
    const bench = createBench();
    const url = lab.url('next-version', 'api/notes/1');
    const read = await bench.read(url);
    if (read.responseBody.state !== 'kept') throw new Error('no body');
    const note = JSON.parse(read.responseBody.data);
    lab.store.edit('next-version', '1', { body: 'Their text' });
    const mine = { ...note, title: 'My title', version: { number: note.version.number + 1 } };
    const save = await bench.save('PUT', url, [json], JSON.stringify(mine));
    expect(save.status).toBe(409);
    const hooks = {
      curl: '  jq -s --argjson v "$4" \'.[1] + {title: .[0].title, version: {number: $v}}\' "$1" "$2"',
      fetch:
        '    return JSON.stringify({ ...JSON.parse(theirs), title: JSON.parse(mine).title, version: { number: Number(versions[0]) } });',
      python:
        "    return json.dumps({**json.loads(theirs), 'title': json.loads(mine)['title'], 'version': {'number': int(versions[0])}})",
    };
    const ran = await run(kind, filled(kind, script(kind, save, [read]), hooks));
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(lab.store.read('next-version', '1')).toMatchObject({ title: 'My title', body: 'Their text' });
  });
});
