import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import { createBench, json } from '../act/bench.ts';
import { current, type LabDocument } from '../lab/core/documents.ts';
import { json as answer, reply } from '../lab/core/reply.ts';
import type { Scenario } from '../lab/core/scenario.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import { queryToken } from '../lab/scenarios/query-token.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { filled, run, runnable, script, sendMine } from './run.ts';

const shown = (document: LabDocument) => ({ ...current(document).value, version: current(document).version });
const stale = () => answer(409, { error: 'stale' });

/** A form that names its version in a field, of a resource that is read as JSON. */
const formField: Scenario = {
  ...queryToken,
  id: 'form-field',
  rules: { etag: () => undefined, show: shown },
  handle(call, next) {
    const document = call.documents.get('notes/1');
    if (call.method !== 'POST' || document === undefined) return next();
    const form = new URLSearchParams(call.body);
    if (form.get('note[lock_version]') !== String(current(document).version)) return stale();
    call.documents.write('notes/1', { title: form.get('note[title]') ?? '' }, 'page', true);
    return reply(204);
  },
};

/** A JSON Patch whose `test` operation names the version. */
const patchTest: Scenario = {
  ...queryToken,
  id: 'patch-test',
  rules: { etag: () => undefined, show: shown },
  handle(call, next) {
    const document = call.documents.get('notes/1');
    if (call.method !== 'PATCH' || document === undefined) return next();
    const operations: { op: string; path: string; value: string | number }[] = JSON.parse(call.body);
    const { version } = current(document);
    if (!operations.some(({ op, path, value }) => op === 'test' && path === '/version' && value === version))
      return stale();
    const title = operations.find(({ op, path }) => op === 'replace' && path === '/title')?.value;
    call.documents.write('notes/1', { title: String(title) }, 'page', true);
    return reply(204);
  },
};

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scenarios: [...scenarios, formField, patchTest] });
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

  /** Reads, lets somebody else save, saves `body` under the version that was read, and runs the script. */
  async function ran(
    scenario: string,
    save: { readonly method: string; readonly type: string; readonly query?: string },
    body: (version: string) => string,
    hooks: Parameters<typeof filled>[2],
  ) {
    lab.reset(scenario);
    const bench = createBench();
    const url = lab.url(scenario, 'api/notes/1');
    const read = await bench.read(url);
    if (read.responseBody.state !== 'kept') throw new Error('no body');
    const { version, _rev } = JSON.parse(read.responseBody.data);
    lab.store.edit(scenario, '1', { body: 'Their text' });
    const target = save.query === undefined ? url : `${url}?${save.query}=${_rev}`;
    const refused = await bench.save(save.method, target, [['Content-Type', save.type]], body(String(version)));
    expect(refused.status).toBe(409);
    const sent = () => lab.store.requests(scenario).filter(({ method }) => method !== 'GET').length;
    const before = sent();
    const text = script(kind, refused, [read]);
    /** What was tried, under its old version. */
    const asItWas = async () => {
      const { err } = await run(kind, filled(kind, text, sendMine));
      return { err, sent: sent() - before };
    };
    const stale = save.query === undefined ? await asItWas() : null;
    const done = await run(kind, filled(kind, text, hooks));
    return { done, stale, held: lab.store.read(scenario, '1') };
  }

  it('sends the fresh version in the query (query-token)', async () => {
    const { done, held } = await ran(
      'query-token',
      { method: 'PUT', type: 'application/json', query: 'rev' },
      () => '{"title":"My title","body":"","tags":[]}',
      myTitle,
    );
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(held).toMatchObject({ title: 'My title', body: 'Their text' });
  });

  it('wants the fresh version in its field of the form (form-field)', async () => {
    const { done, stale, held } = await ran(
      'form-field',
      { method: 'POST', type: 'application/x-www-form-urlencoded' },
      (version) => `note%5Btitle%5D=My+title&note%5Block_version%5D=${version}`,
      {
        curl: '  printf \'note%%5Btitle%%5D=My+title&note%%5Block_version%%5D=%s\' "$4"',
        fetch:
          "    const form = new URLSearchParams(mine);\n    form.set('note[lock_version]', versions[0]);\n    return String(form);",
        python:
          "    return urllib.parse.urlencode({**dict(urllib.parse.parse_qsl(mine)), 'note[lock_version]': versions[0]})",
      },
    );
    expect(stale).toEqual({ err: expect.stringContaining('must leave the fresh version'), sent: 0 });
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(held).toMatchObject({ title: 'My title', body: 'Their text' });
  });

  it('wants the fresh version in the test operation of a JSON Patch (patch-test)', async () => {
    const { done, stale, held } = await ran(
      'patch-test',
      { method: 'PATCH', type: 'application/json-patch+json' },
      (version) =>
        JSON.stringify([
          { op: 'test', path: '/version', value: Number(version) },
          { op: 'replace', path: '/title', value: 'My title' },
        ]),
      {
        curl: '  jq --argjson v "$4" \'map(if .op == "test" then .value = $v else . end)\' "$1"',
        fetch:
          "    return JSON.stringify(JSON.parse(mine).map((one) => (one.op === 'test' ? { ...one, value: Number(versions[0]) } : one)));",
        python:
          "    return json.dumps([{**one, 'value': int(versions[0])} if one['op'] == 'test' else one for one in json.loads(mine)])",
      },
    );
    expect(stale).toEqual({ err: expect.stringContaining('must leave the fresh version'), sent: 0 });
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(held).toMatchObject({ title: 'My title', body: 'Their text' });
  });
});
