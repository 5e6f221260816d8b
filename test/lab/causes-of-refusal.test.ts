import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RawAnswer, raw } from './raw.ts';
import { type Lab, startLab } from './server.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

type Headers = { [name: string]: string };
const change = { title: 'Mine', body: 'My body', tags: ['mine'] };

function get(scenario: string, headers: Headers = {}, path = 'api/notes/1'): Promise<RawAnswer> {
  return raw(lab.url(scenario, path), { headers });
}
function write(scenario: string, headers: Headers = {}, sent: object = change, path = 'api/notes/1', method = 'PUT') {
  return raw(lab.url(scenario, path), { method, headers, body: JSON.stringify(sent) });
}

describe('the tag changed on its way', () => {
  it('dropped-etag drops it from compressed answers only', async () => {
    const packed = await get('dropped-etag', { 'accept-encoding': 'gzip' });
    expect([packed.headers.etag, packed.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(packed.bytes).toString()).toContain('"id": "1"');
    expect((await get('dropped-etag')).headers.etag).toBe('"v3"');
    expect((await write('dropped-etag')).status).toBe(428);
  });

  it('gzip-honest and weak-accepted take back the tag that they sent', async () => {
    for (const id of ['gzip-honest', 'weak-accepted']) {
      const { etag = '' } = (await get(id, { 'accept-encoding': 'gzip' })).headers;
      expect((await write(id, { 'if-match': etag })).status).toBe(200);
      expect((await write(id, { 'if-match': etag })).status).toBe(id === 'gzip-honest' ? 409 : 412);
    }
  });

  it('cors answers another origin and exposes ETag in one scenario only', async () => {
    const exposed: (string | undefined)[] = [];
    for (const id of ['cors', 'cors-null', 'cors-exposed']) {
      const answer = await raw(`${lab.apiOrigin}/${id}/api/notes/1`, { headers: { origin: lab.origin } });
      expect(answer.headers['access-control-allow-origin']).toBe(lab.origin);
      expect(answer.headers.etag).toBe('"v3"');
      exposed.push(answer.headers['access-control-expose-headers']);
    }
    expect(exposed).toEqual([undefined, 'X-Request-Id', 'ETag']);
    const preflight = await raw(`${lab.apiOrigin}/cors/api/notes/1`, {
      method: 'OPTIONS',
      headers: {
        origin: lab.origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'if-match',
      },
    });
    expect([preflight.status, preflight.headers['access-control-allow-headers']]).toEqual([204, 'if-match']);
    const none = await raw(lab.url('strict-409', 'api/notes/1'), { headers: { origin: lab.apiOrigin } });
    expect(none.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('token-handshake hands out the token that then works', async () => {
    const refused = await write('token-handshake');
    const token = refused.headers['x-session-token'] ?? '';
    expect([refused.status, token.length]).toEqual([409, 12]);
    expect((await write('token-handshake', { 'x-session-token': token })).status).toBe(200);
  });
});

describe('the tag is unstable', () => {
  it('flapping alternates two tags over one body', async () => {
    const reads = [await get('flapping'), await get('flapping'), await get('flapping')];
    const tags = reads.map((one) => one.headers.etag);
    expect(tags[0]).not.toBe(tags[1]);
    expect(tags[0]).toBe(tags[2]);
    expect(new Set(reads.map((one) => one.text)).size).toBe(1);
  });

  it('volatile-body changes one field and the tag at every read', async () => {
    const [first, second] = [await get('volatile-body'), await get('volatile-body')];
    expect(first.headers.etag).not.toBe(second.headers.etag);
    const { csrfToken: one, ...before } = first.json() as Headers;
    const { csrfToken: two, ...after } = second.json() as Headers;
    expect(one).not.toBe(two);
    expect(before).toEqual(after);
  });

  it('replicas alternate old and new', async () => {
    const reads = [await get('replicas'), await get('replicas'), await get('replicas')];
    expect(reads.map((one) => one.headers.etag)).toEqual(['"v2"', '"v3"', '"v2"']);
    expect(reads[0]?.text).not.toBe(reads[1]?.text);
  });

  it('per-representation has a tag for each Accept and names it in Vary', async () => {
    const json = await get('per-representation', { accept: 'application/json' });
    const any = await get('per-representation', { accept: '*/*' });
    expect([json.headers.etag, any.headers.etag, json.headers.vary]).toEqual(['"3-json"', '"3-any"', 'Accept']);
    const sent = { 'if-match': '"3-json"', accept: 'application/json' };
    expect((await write('per-representation', sent)).status).toBe(200);
  });
});

describe('the copy is stale', () => {
  it('shared-cache serves its copy whatever the request says, until an unknown query passes it', async () => {
    expect((await get('shared-cache')).headers['x-cache']).toBe('MISS');
    lab.store.edit('shared-cache', '1');
    const hit = await get('shared-cache', { 'cache-control': 'no-cache', pragma: 'no-cache' });
    expect([hit.headers['x-cache'], hit.headers.etag, hit.headers.via]).toEqual(['HIT', '"v3"', '1.1 lab-cache']);
    expect(Number(hit.headers.age)).toBeGreaterThan(0);
    expect((await get('shared-cache', { 'if-none-match': '"v3"' })).status).toBe(304);
    const passed = await get('shared-cache', {}, 'api/notes/1?unknown=1');
    expect([passed.headers['x-cache'], passed.headers.etag]).toEqual(['MISS', '"v4"']);
  });

  it('save-no-etag and save-old-etag answer a save as they say', async () => {
    const none = await write('save-no-etag', { 'if-match': '"v3"' });
    expect([none.status, none.headers.etag]).toEqual([204, undefined]);
    const old = await write('save-old-etag', { 'if-match': '"v3"' });
    expect([old.status, old.headers.etag]).toEqual([200, '"v3"']);
    expect((await get('save-old-etag')).headers.etag).toBe('"v4"');
  });

  it('service workers come as scripts', async () => {
    for (const id of ['service-worker', 'service-worker-fresh']) {
      const script = await get(id, {}, 'sw.js');
      expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    }
  });

  it('restored-form refuses an old hidden version', async () => {
    const post = (version: number) =>
      raw(lab.url('restored-form', 'save'), { method: 'POST', body: `version=${version}&title=New` });
    expect((await get('restored-form', {}, 'form')).text).toContain('name="version" id="version" value="3"');
    const saved = await post(3);
    expect([saved.status, saved.headers.location]).toEqual([303, 'form?saved=4']);
    expect((await post(3)).status).toBe(409);
    expect(lab.store.read('restored-form', '1').title).toBe('New');
  });
});

describe('others at work', () => {
  it('locked, lease and archived pass once the obstacle is gone', async () => {
    for (const [id, status, way] of [
      ['locked', 423, 'unlock'],
      ['lease', 412, 'release'],
      ['archived', 409, 'restore'],
    ] as const) {
      expect((await write(id, { 'if-match': '"v3"' })).status).toBe(status);
      expect((await raw(lab.url(id, `lab/${way}`), { method: 'POST' })).status).toBe(200);
      expect((await write(id, { 'if-match': '"v3"' })).status).toBe(200);
    }
  });

  it('busy says when to come back, and then lets the save pass', async () => {
    const refused = await write('busy', { 'if-match': '"v3"' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([409, '2']);
    await expect
      .poll(async () => (await write('busy', { 'if-match': '"v3"' })).status, { timeout: 10_000, interval: 200 })
      .toBe(200);
  });

  it('churn changes only what the machine writes', async () => {
    const { status: before, updatedAt: _a, updatedBy: _b, version: _c, ...text } = lab.store.read('churn', '1');
    await raw(lab.url('churn', 'lab/report'), { method: 'POST' });
    const { status: after, updatedAt: _d, updatedBy: _e, version, ...same } = lab.store.read('churn', '1');
    expect(same).toEqual(text);
    expect([after, version]).not.toEqual([before, 3]);
  });

  it('idempotency-key takes the same payload twice and refuses another one', async () => {
    const key = { 'idempotency-key': 'k' };
    expect((await write('idempotency-key', key)).status).toBe(200);
    expect((await write('idempotency-key', key)).status).toBe(200);
    expect((await write('idempotency-key', key, { title: 'Other' })).status).toBe(409);
  });

  it('upload-offset tells its offset to HEAD', async () => {
    const head = await raw(lab.url('upload-offset', 'api/uploads/1'), { method: 'HEAD' });
    expect([head.status, head.headers['upload-offset']]).toEqual([200, '4096']);
  });
});

describe('no version problem', () => {
  it('missing-parent: the parent answers 404 until it is made', async () => {
    expect((await get('missing-parent', {}, 'api/files/2026/')).status).toBe(404);
    expect((await get('missing-parent', {}, 'api/files/')).status).toBe(200);
    await raw(lab.url('missing-parent', 'lab/make-folder'), { method: 'POST' });
    expect((await write('missing-parent', {}, change, 'api/files/2026/plan.txt')).status).toBe(201);
  });

  it('near-twin: only the URL without the slash is good', async () => {
    expect((await get('near-twin', {}, 'api/notes/1/')).status).toBe(404);
    expect((await get('near-twin')).status).toBe(200);
  });

  it('wordpress: the assets tell the plugin’s version before and after', async () => {
    expect((await get('wordpress', {}, '')).text).toContain('tidy.js?ver=2.1.4');
    await raw(lab.url('wordpress', 'lab/upgrade'), { method: 'POST' });
    expect((await get('wordpress', {}, '')).text).toContain('tidy.js?ver=2.2.0');
    expect((await get('wordpress', {}, 'wp-json/wp/v2/posts/1')).headers.link).toContain('https://api.w.org/');
    expect((await write('wordpress', {}, change, 'wp-json/wp/v2/posts/1', 'POST')).status).toBe(409);
    await raw(lab.url('wordpress', 'lab/rollback'), { method: 'POST' });
    expect((await write('wordpress', {}, change, 'wp-json/wp/v2/posts/1', 'POST')).status).toBe(200);
  });

  it('waf lets harmless text through', async () => {
    expect((await write('waf', {}, { title: 'UNION SELECT' })).headers.server).toBe('Mod_Security');
    expect((await write('waf')).status).toBe(200);
  });
});

describe('other carriers', () => {
  it('take the current token and refuse the one before', async () => {
    const rev = (answer: RawAnswer): string => String((answer.json() as Headers)._rev);
    const first = rev(await get('body-token'));
    expect((await write('body-token', {}, { ...change, _rev: first })).status).toBe(201);
    expect((await write('body-token', {}, { ...change, _rev: first })).status).toBe(409);
    expect((await write('body-token', { 'if-match': '"whatever"' }, change)).status).toBe(409);

    const query = `api/notes/1?rev=${rev(await get('query-token'))}`;
    expect((await write('query-token', {}, change, query)).status).toBe(200);
    expect((await write('query-token', {}, change, query)).status).toBe(409);

    expect((await write('next-version', {}, { ...change, version: { number: 3 } })).status).toBe(409);
    expect((await write('next-version', {}, { ...change, version: { number: 4 } })).status).toBe(200);

    const numbers = 'api/notes/1?if_seq_no=43&if_primary_term=2';
    expect((await write('two-values', {}, change, numbers)).status).toBe(200);
    expect((await write('two-values', {}, change, numbers)).text).toContain('current document has seqNo [44]');

    const { 'last-modified': date = '' } = (await get('last-modified')).headers;
    expect((await write('last-modified', { 'if-unmodified-since': date })).status).toBe(204);
    expect((await write('last-modified', { 'if-unmodified-since': date })).status).toBe(412);
  });
});

describe('in disguise and in rough weather', () => {
  it('graphql and batch hold their conflict under 200', async () => {
    const sent = { variables: { version: 2, note: change } };
    const graphql = await write('graphql', {}, sent, 'api/graphql', 'POST');
    expect(graphql.status).toBe(200);
    expect(graphql.json()).toMatchObject({ errors: [{ extensions: { code: 'CONFLICT' } }] });
    const part = { method: 'PUT', url: 'notes/1', headers: { 'If-Match': '"v3"' }, body: change };
    const batch = await write('batch', {}, { requests: [part, part] }, 'api/$batch', 'POST');
    expect(batch.json()).toMatchObject({ responses: [{ status: 200 }, { status: 409 }] });
  });

  it('unconditional overwrites somebody else’s line', async () => {
    lab.store.edit('unconditional', '1', { body: 'Somebody else’s line' });
    expect((await write('unconditional')).status).toBe(200);
    expect(lab.store.read('unconditional', '1').body).toBe('My body');
  });

  it('huge answers 30 MB of valid JSON', async () => {
    const refused = await write('huge', { 'if-match': '"v1"' });
    expect(refused.status).toBe(409);
    expect(refused.bytes.length).toBeGreaterThan(30 * 1024 * 1024);
    expect(refused.json()).toMatchObject({ id: 'big' });
    expect((await get('huge', {}, 'api/notes/big?mb=1')).bytes.length).toBeLessThan(2 * 1024 * 1024);
  });

  it('broken-connection applies the write before it breaks, broken-before does not', async () => {
    await expect(write('broken-connection', { 'if-match': '"v3"' })).rejects.toThrow();
    expect(lab.store.read('broken-connection', '1')).toMatchObject({ title: 'Mine', version: 4 });
    await expect(write('broken-before', { 'if-match': '"v3"' })).rejects.toThrow();
    expect(lab.store.read('broken-before', '1').version).toBe(3);
    expect(lab.store.requests('broken-before').at(-1)?.status).toBe(0);
  });

  it('broken-body cuts the answer in its body', async () => {
    const cut = await write('broken-body', { 'if-match': '"v1"' });
    expect([cut.status, cut.complete]).toEqual([409, false]);
    expect(cut.bytes.length).toBeLessThan(Number(cut.headers['content-length']));
  });

  it('broken-json and malformed-etag are broken as they say', async () => {
    const refused = await write('broken-json', { 'if-match': '"v1"' });
    expect(refused.headers['content-type']).toBe('application/json');
    expect(() => refused.json()).toThrow();
    expect((await get('malformed-etag')).headers.etag).toBe('rev 3; "draft');
  });
});
