import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActDeps } from '../../src/act/deps.ts';
import { type Bench, createBench, expectOutcome, json } from './bench.ts';
import { type NoteServer, startNoteServer } from './note-server.ts';

let server: NoteServer;
beforeEach(async () => {
  server = await startNoteServer();
});
afterEach(() => {
  vi.unstubAllGlobals();
  return server.close();
});

const login = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ETag: 'W/"1a-login"' },
  body: '<!doctype html><title>Sign in</title><form action="/login"></form>',
};
const envelope = {
  status: 200,
  headers: { 'Content-Type': 'application/json', ETag: 'W/"2b-error"' },
  body: '{"error":"session_expired","message":"Please sign in."}',
};

/** The page reads, somebody else edits the text, the page saves its title and is refused. */
async function refusedSave(deps: Partial<ActDeps> = {}) {
  const bench = createBench(deps);
  await bench.read(server.url, [['Accept', 'application/json']]);
  server.edit({ body: 'Theirs' });
  const mine = JSON.stringify({ title: 'Mine', body: 'First' });
  const refused = await bench.save('PUT', server.url, [json, ['If-Match', '"v3"']], mine);
  return { bench, refused };
}

const prepare = (bench: Bench, conflict: string) => bench.act({ act: 'replay-prepare', conflict, accepted: [] });

async function ready(bench: Bench, conflict: string) {
  return expectOutcome(await prepare(bench, conflict), 'ready').plan;
}

describe('signed out meanwhile, and everything is answered 200', () => {
  test.each([
    ['with a page', login],
    ['with an error in JSON', envelope],
  ])('%s: the read is no version of the resource', async (_how, answer) => {
    const { bench, refused } = await refusedSave();
    server.instead = () => answer;
    const outcome = expectOutcome(await prepare(bench, refused.id), 'failed');
    expect(outcome.sentence).toMatch(/sign/i);
  });

  test.each([
    ['with a page', login],
    ['with an error in JSON', envelope],
  ])('%s, between the plan and its sending: nothing is called saved, and the work is kept', async (_how, answer) => {
    const gone: string[] = [];
    const { bench, refused } = await refusedSave({ letGo: async (id) => void gone.push(id) });
    const plan = await ready(bench, refused.id);
    server.instead = () => answer;
    const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
    expect(sent.outcome).toBe('cannot-tell');
    expect(gone).toEqual([]);
  });
});

describe('redirected', () => {
  test('the read is led to another address: what stands there is not the resource', async () => {
    const { bench, refused } = await refusedSave();
    server.instead = ({ path }) =>
      path === '/note'
        ? { status: 302, headers: { Location: '/other' } }
        : {
            status: 200,
            headers: { 'Content-Type': 'application/json', ETag: '"v9"' },
            body: '{"title":"x","body":"y"}',
          };
    expect((await prepare(bench, refused.id)).outcome).not.toBe('ready');
  });

  test('the save is led to another address that says 200: only the read tells', async () => {
    const { bench, refused } = await refusedSave();
    const plan = await ready(bench, refused.id);
    server.instead = ({ method, path }) =>
      method === 'PUT' && path === '/note'
        ? { status: 303, headers: { Location: '/done' } }
        : path === '/done'
          ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' }
          : null;
    const sent = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'not-saved');
    expect(sent.sentence).toContain('/done');
  });
});

describe('the tab shows another site meanwhile', () => {
  const at = (origin: string) => vi.stubGlobal('location', { origin });

  test('between the plan and its sending: nothing leaves it, and the plan waits for its page', async () => {
    const { bench, refused } = await refusedSave();
    at('https://app.example');
    const plan = await ready(bench, refused.id);
    at('https://elsewhere.example');
    const before = server.asked.length;
    const failed = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'failed');
    expect(failed.sentence).toContain('https://elsewhere.example');
    expect(server.asked).toHaveLength(before);
    at('https://app.example');
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  });

  test('before the plan, where the save names its page: nothing is read', async () => {
    const { bench, refused } = await refusedSave();
    const { id } = bench.add({
      ...refused,
      id: 'named',
      headers: { ...refused.headers, sent: [...(refused.headers.sent ?? []), ['Origin', 'https://app.example']] },
    });
    at('https://elsewhere.example');
    const before = server.asked.length;
    expectOutcome(await prepare(bench, id), 'failed');
    expect(server.asked).toHaveLength(before);
  });
});

describe('a POST that names no version', () => {
  const post = { method: 'POST', path: '/orders' } as const;
  const made: string[] = [];
  beforeEach(() => made.splice(0));

  /** Refused for a race while `busy`, then made anew with every key. */
  async function raced() {
    let busy = true;
    server.instead = ({ method, path }) => {
      if (path !== post.path) return null;
      if (method !== 'POST') return { status: 405 };
      if (busy) return { status: 409, body: '{"error":"another request is in progress, try again"}' };
      made.push('order');
      return { status: 201, body: '{}' };
    };
    const bench = createBench();
    const url = server.origin + post.path;
    const refused = await bench.save('POST', url, [json, ['Idempotency-Key', 'k1']], '{"item":1}');
    busy = false;
    return { bench, refused };
  }

  test('planned in two panels, it goes out once', async () => {
    const { bench, refused } = await raced();
    const [one, two] = [await ready(bench, refused.id), await ready(bench, refused.id)];
    expectOutcome(await bench.act({ act: 'replay-send', plan: one.id, choices: {} }), 'saved');
    expectOutcome(await bench.act({ act: 'replay-send', plan: two.id, choices: {} }), 'failed');
    expect(made).toHaveLength(1);
  });

  test('taken once by the server, it is not planned again', async () => {
    const { bench, refused } = await raced();
    const plan = await ready(bench, refused.id);
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
    expect(expectOutcome(await prepare(bench, refused.id), 'refused').sentence).toContain('took');
    expect(made).toHaveLength(1);
  });

  test('sent once without an answer, it is planned again only where the person knows that it may happen twice', async () => {
    const { bench, refused } = await raced();
    const plan = await ready(bench, refused.id);
    bench.intercept = async (task, goOn) => {
      const result = await goOn();
      if (task.task !== 'fetch' || task.request.method === 'GET') return result;
      return { ok: false, why: 'network', message: 'Failed to fetch', startedAt: Date.now(), endedAt: Date.now() };
    };
    expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'cannot-tell');
    bench.intercept = null;
    expect(expectOutcome(await prepare(bench, refused.id), 'refused').needs).toBe('repeat-unsafe-method');
  });
});

test('the refusal names the version, and a cache on the way has an older text: it is not merged under that version', async () => {
  const bench = createBench();
  const read = (body: string, age: string | null) => ({
    status: 200,
    headers: { 'Content-Type': 'application/json', ...(age === null ? {} : { Age: age }) },
    body,
  });
  server.instead = ({ method, path }) => {
    if (method !== 'GET')
      return {
        status: 409,
        body: '{"error":"stale","currentVersion":7}',
        headers: { 'Content-Type': 'application/json' },
      };
    if (path.includes('_=')) return read('{"title":"First","body":"Theirs, the second time"}', null);
    return read('{"title":"First","body":"Theirs, the first time"}', '12');
  };
  await bench.read(server.url);
  const mine = '{"title":"Mine","body":"Theirs, the first time","lockVersion":5}';
  const refused = await bench.save('PUT', server.url, [json], mine);
  const outcome = await prepare(bench, refused.id);
  // Either what the server itself holds is merged, or nothing is.
  const theirs = outcome.outcome === 'ready' ? outcome.plan.fields.map(({ theirs }) => theirs).join() : 'second';
  expect(theirs).toContain('second');
});

test('the page’s service worker brings the old version: nothing is said of what the server holds', async () => {
  const { bench, refused } = await refusedSave();
  const old = '{"title":"First","body":"First"}';
  const timing = { transferSize: 0, encodedBodySize: 0, decodedBodySize: 0, deliveryType: '', worker: true };
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'GET') return goOn();
    const at = Date.now();
    const headers = [
      ['content-type', 'application/json'],
      ['etag', '"v3"'],
    ] as const;
    return {
      ok: true,
      status: 200,
      headers,
      body: old,
      truncated: false,
      url: task.request.url,
      startedAt: at,
      endedAt: at,
      timing,
    };
  };
  const outcome = expectOutcome(await prepare(bench, refused.id), 'refused');
  expect(outcome.sentence).toContain('service worker');
  expect(outcome.sentence).not.toContain('an old version is not why');
});

test('the page’s service worker brings the old version, and asked past it the server answers: both edits are saved', async () => {
  const { bench, refused } = await refusedSave();
  const timing = { transferSize: 0, encodedBodySize: 0, decodedBodySize: 0, deliveryType: '', worker: true };
  bench.intercept = async (task, goOn) => {
    const result = await goOn();
    if (task.task !== 'fetch' || task.request.method !== 'GET' || !('status' in result)) return result;
    if (task.request.url.includes('_=')) return { ...result, timing };
    return { ...result, body: '{"title":"First","body":"First"}', headers: [['etag', '"v3"']], timing };
  };
  const plan = await ready(bench, refused.id);
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(server.note).toEqual({ title: 'Mine', body: 'Theirs' });
});

/** Waits a turn of the loop, in which what the browser saw is joined, and no longer. */
const clock = { now: Date.now, sleep: () => new Promise<void>((go) => setTimeout(go)) };

test('the condition is taken away on its way and the server takes the save all the same: not called saved', async () => {
  const gone: string[] = [];
  const { bench, refused } = await refusedSave({ letGo: async (id) => void gone.push(id), clock });
  const plan = await ready(bench, refused.id);
  server.edit({ title: 'A third’s' });
  server.instead = ({ method }) => {
    if (method !== 'PUT') return null;
    server.edit({ title: 'Mine', body: 'Theirs' });
    return { status: 200, headers: { ETag: `"v${server.version}"` }, body: JSON.stringify(server.note) };
  };
  bench.intercept = async (_task, goOn) => {
    const result = await goOn();
    // What webRequest saw of it, as the recorder joins it a moment later.
    setTimeout(() => {
      const at = bench.history.findIndex((x) => x.parent?.role === 'replay-send');
      const put = bench.history[at];
      if (put !== undefined) bench.history[at] = { ...put, headers: { ...put.headers, sent: [json] } };
    });
    return result;
  };
  const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
  expect(sent.outcome).toBe('cannot-tell');
  expect(sent.sentence).toContain('If-Match');
  expect(gone).toEqual([]);
});

test('the server takes the save though another tab had saved in between: said, and not called saved', async () => {
  const { bench, refused } = await refusedSave();
  const plan = await ready(bench, refused.id);
  const other = await bench.save(
    'PUT',
    server.url,
    [json, ['If-Match', '"v4"']],
    '{"title":"A third’s","body":"Theirs"}',
  );
  expect(other.status).toBe(200);
  bench.history[bench.history.indexOf(other)] = { ...other, tabId: 2 };
  server.instead = ({ method }) => {
    if (method !== 'PUT') return null;
    server.edit({ title: 'Mine', body: 'Theirs' });
    return { status: 200, headers: { ETag: `"v${server.version}"` }, body: JSON.stringify(server.note) };
  };
  const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
  expect(sent.outcome).toBe('cannot-tell');
  expect(sent.sentence).toContain('did not compare');
});

test('a PATCH whose server drops what it does not name: what is gone is said', async () => {
  const bench = createBench();
  server.note = { title: 'First', body: 'First', tags: 'a', place: 'b', owner: 'c' };
  await bench.read(server.url);
  server.edit({ tags: 'Theirs' });
  const refused = await bench.save('PATCH', server.url, [json, ['If-Match', '"v3"']], '{"title":"Mine"}');
  const plan = await ready(bench, refused.id);
  const sent = expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
  expect(server.note).toEqual({ title: 'Mine' });
  expect(sent.sentence).toContain('$.tags');
});

test.each([
  ['joined with it: refused again, and no broken connection', true, 'refused-again'],
  ['of another tab’s save of the same moment: not taken for its own', false, 'not-saved'],
])('the page heard no answer (CORS), and the browser saw one %s', async (_whose, isOwn, outcome) => {
  const { bench, refused } = await refusedSave({ clock });
  const plan = await ready(bench, refused.id);
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'PUT') return goOn();
    const at = Date.now();
    if (isOwn)
      setTimeout(() => {
        const own = bench.history.findIndex((x) => x.parent?.role === 'replay-send');
        const put = bench.history[own];
        if (put !== undefined) bench.history[own] = { ...put, status: 412 };
      });
    else bench.add({ method: 'PUT', url: task.request.url, resource: refused.resource, startedAt: at, endedAt: at });
    return { ok: false, why: 'network', message: 'Failed to fetch', startedAt: at, endedAt: at };
  };
  const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
  expect(sent.outcome).toBe(outcome);
  if (isOwn) expect(sent.sentence).not.toContain('connection');
});

test('a removal answered 404 and nothing to read: it may only be hidden from whom is signed out', async () => {
  const bench = createBench();
  await bench.read(server.url);
  server.edit({ body: 'Theirs' });
  const refused = await bench.save('DELETE', server.url, [['If-Match', '"v3"']], null);
  const plan = await ready(bench, refused.id);
  server.instead = () => ({ status: 404, body: '{"message":"Not Found"}' });
  const sent = await bench.act({ act: 'replay-send', plan: plan.id, choices: { $: { take: 'mine' } } });
  expect(sent.outcome).toBe('cannot-tell');
});

test('a date counts seconds: an edit in the same second as the fresh read is waited for, read and merged', async () => {
  const second = new Date(Math.floor(Date.now() / 1000) * 1000);
  const shown = (changed: Date) => ({ 'Content-Type': 'application/json', 'Last-Modified': changed.toUTCString() });
  const before = shown(new Date(second.getTime() - 60_000));
  let headers = before;
  let fresh = 0;
  server.instead = ({ method, headers: asked, body }) => {
    if (method === 'GET') {
      const answer = { status: 200, headers, body: JSON.stringify(server.note) };
      // A third edit, right after the fresh read and within the second that it names.
      if (headers !== before && fresh++ === 0) server.note = { ...server.note, tags: 'A third’s' };
      return answer;
    }
    if (asked['if-unmodified-since'] !== headers['Last-Modified']) return { status: 412 };
    server.note = JSON.parse(body);
    return { status: 200, body };
  };
  const bench = createBench();
  server.note = { title: 'First', body: 'First', tags: 'First' };
  await bench.read(server.url);
  server.note = { ...server.note, body: 'Theirs' };
  headers = shown(second);
  const mine = '{"title":"Mine","body":"First","tags":"First"}';
  const condition = ['If-Unmodified-Since', before['Last-Modified']] as const;
  const refused = await bench.save('PUT', server.url, [json, condition], mine);
  expect(refused.status).toBe(412);
  const plan = await ready(bench, refused.id);
  await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
  expect(server.note).toEqual({ title: 'Mine', body: 'Theirs', tags: 'A third’s' });
});

test('saved within the second of the version before it, and the connection breaks: it is seen to be saved', async () => {
  const { bench, refused } = await refusedSave();
  const at = new Date().toUTCString();
  const old = new Date(Date.now() - 60_000).toUTCString();
  const { id } = bench.add({
    ...refused,
    id: 'dated',
    headers: { ...refused.headers, set: [json], sent: [json, ['If-Unmodified-Since', old]] },
  });
  server.instead = ({ method, body }) => {
    if (method !== 'GET') server.note = JSON.parse(body);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Last-Modified': at },
      body: JSON.stringify(server.note),
    };
  };
  const plan = await ready(bench, id);
  bench.intercept = async (task, goOn) => {
    const result = await goOn();
    if (task.task !== 'fetch' || task.request.method === 'GET') return result;
    return { ok: false, why: 'network', message: 'Failed to fetch', startedAt: Date.now(), endedAt: Date.now() };
  };
  const choices = { '$.title': { take: 'mine' }, '$.body': { take: 'theirs' } } as const;
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices }), 'already-saved');
});

test('the same address as a page and as JSON: what is merged is the JSON', async () => {
  const bench = createBench();
  const page = { status: 200, headers: { 'Content-Type': 'text/html', ETag: '"page"' }, body: '<!doctype html>First' };
  server.instead = () => page;
  await bench.read(server.url, [['Accept', 'text/html']]);
  server.instead = null;
  server.edit({ body: 'Theirs' });
  const mine = '{"title":"Mine","body":"First"}';
  const refused = await bench.save(
    'PUT',
    server.url,
    [json, ['Accept', 'application/json'], ['If-Match', '"v3"']],
    mine,
  );
  const html = bench.history.length;
  bench.intercept = async (task, goOn) => {
    if (task.task !== 'fetch' || task.request.method !== 'GET') return goOn();
    const accept = task.request.headers.find(([name]) => /^accept$/i.test(name))?.[1] ?? '';
    server.instead = accept.includes('html') ? () => page : null;
    return goOn();
  };
  const plan = await ready(bench, refused.id);
  expect(html).toBeGreaterThan(0);
  expect(plan.token.fresh).toBe('"v4"');
  expect(plan.fields.map(({ path }) => path)).toContain('$.body');
});
