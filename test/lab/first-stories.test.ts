import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raw } from './raw.ts';
import { type Lab, startLab } from './server.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

const change = JSON.stringify({ title: 'New title', body: 'New body', tags: ['new'] });
function put(scenario: string, headers: { [name: string]: string } = {}, body = change, path = 'api/notes/1') {
  return raw(lab.url(scenario, path), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

describe('the conflict of the guide', () => {
  it('refuses a PUT with the tag of before with 409 and problem details', async () => {
    const url = lab.url('strict-409', 'api/users/123');
    const read = await raw(url);
    expect(read.status).toBe(200);
    expect(read.headers.etag).toBe('"v3"');
    lab.store.edit('strict-409', 'users/123', { role: 'owner' });
    const sent = JSON.stringify({ name: 'User 123', email: 'new@example.org', role: 'editor' });
    const refused = await put('strict-409', { 'if-match': '"v3"' }, sent, 'api/users/123');
    expect(refused.status).toBe(409);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.json()).toMatchObject({ title: 'Conflict', status: 409, current: '"v4"' });
    expect(lab.store.read('strict-409', 'users/123')).toMatchObject({ role: 'owner', email: 'user123@example.org' });
    const fresh = await raw(url);
    const merged = JSON.stringify({ name: 'User 123', email: 'new@example.org', role: 'owner' });
    const saved = await put('strict-409', { 'if-match': fresh.headers.etag ?? '' }, merged, 'api/users/123');
    expect(saved.status).toBe(200);
    expect(saved.headers.etag).toBe('"v5"');
    expect(lab.store.read('strict-409', 'users/123')).toMatchObject({ role: 'owner', email: 'new@example.org' });
  });

  it('logs what arrived and what was answered', async () => {
    await put('strict-409', { 'if-match': '"v1"' });
    const [logged] = lab.store.requests('strict-409');
    expect(logged).toMatchObject({ method: 'PUT', url: '/strict-409/api/notes/1', status: 409, origin: 'page' });
    expect(logged?.headers['if-match']).toBe('"v1"');
    expect(logged?.body).toBe(change);
  });
});

describe('the API', () => {
  it('replaces with PUT, merges with PATCH', async () => {
    const patched = await raw(lab.url('strict-409', 'api/notes/1'), {
      method: 'PATCH',
      headers: { 'if-match': '"v3"' },
      body: '{"title":"Only the title"}',
    });
    expect(patched.json()).toMatchObject({ title: 'Only the title', tags: ['home', 'market'] });
    const replaced = await put('strict-409', { 'if-match': '"v4"' }, '{"title":"All"}');
    expect(replaced.json()).toMatchObject({ title: 'All', body: '', tags: [] });
  });

  it('revalidates with 304 and answers HEAD without a body', async () => {
    const url = lab.url('strict-409', 'api/notes/1');
    expect((await raw(url, { headers: { 'if-none-match': 'W/"v3"' } })).status).toBe(304);
    const head = await raw(url, { method: 'HEAD' });
    expect([head.status, head.headers.etag, head.text]).toEqual([200, '"v3"', '']);
  });

  it('answers a broken body with 400 and an unknown path with 404', async () => {
    expect((await put('strict-409', { 'if-match': '"v3"' }, '{"title":')).status).toBe(400);
    expect((await put('strict-409', {}, change, 'api/notes/none')).status).toBe(404);
    expect((await raw(`${lab.origin}/nothing/`)).status).toBe(404);
  });

  it('takes no member that the document does not have', async () => {
    await put('strict-409', { 'if-match': '"v3"' }, '{"title":"a","id":"9","__proto__":{"x":1},"constructor":"c"}');
    expect(Object.keys(lab.store.read('strict-409', '1')).sort()).toEqual(
      ['body', 'id', 'tags', 'title', 'updatedAt', 'updatedBy', 'version'].sort(),
    );
    expect(lab.store.read('strict-409', '1').id).toBe('1');
  });
});

describe('the first stories', () => {
  it('strict-412 answers 412 with the current tag', async () => {
    lab.store.edit('strict-412', '1');
    const refused = await put('strict-412', { 'if-match': '"v3"' });
    expect([refused.status, refused.headers.etag]).toEqual([412, '"v4"']);
  });

  it('cached lets reads be kept for 60 s and refuses the tag that a cached read gives', async () => {
    const read = await raw(lab.url('cached', 'api/notes/1'));
    expect(read.headers['cache-control']).toBe('max-age=60');
    expect((await put('cached', { 'if-match': '"v3"' })).status).toBe(200);
    expect((await put('cached', { 'if-match': '"v3"' })).status).toBe(409);
  });

  it('gzip really compresses, adds the suffix and compares without it', async () => {
    const read = await raw(lab.url('gzip', 'api/notes/1'), { headers: { 'accept-encoding': 'gzip, br' } });
    expect(read.headers.etag).toBe('"v3-gzip"');
    expect(read.headers['content-encoding']).toBe('gzip');
    expect([...read.bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    expect(JSON.parse(gunzipSync(read.bytes).toString())).toMatchObject({ id: '1' });
    expect((await put('gzip', { 'if-match': '"v3-gzip"' })).status).toBe(412);
    const plain = await raw(lab.url('gzip', 'api/notes/1'));
    expect([plain.headers.etag, plain.headers['content-encoding']]).toEqual(['"v3"', undefined]);
    expect((await put('gzip', { 'if-match': '"v3"' })).status).toBe(200);
  });

  it('weak makes the tag weak on its way out and never matches it again', async () => {
    const read = await raw(lab.url('weak', 'api/notes/1'), { headers: { 'accept-encoding': 'gzip' } });
    expect([read.headers.etag, read.headers['content-encoding']]).toEqual(['W/"v3"', 'gzip']);
    expect(JSON.parse(gunzipSync(read.bytes).toString())).toMatchObject({ id: '1' });
    expect((await put('weak', { 'if-match': 'W/"v3"' })).status).toBe(412);
    expect((await put('weak', { 'if-match': '"v3"' })).status).toBe(200);
  });

  it('required answers 428 without If-Match, 409 with an old one', async () => {
    expect((await put('required')).status).toBe(428);
    expect((await put('required', { 'if-match': '"v2"' })).status).toBe(409);
    expect((await put('required', { 'if-match': '"v3"' })).status).toBe(200);
  });

  it('unique refuses a taken title with the SQL state of a unique violation', async () => {
    const post = (title: string) =>
      raw(lab.url('unique', 'api/notes'), { method: 'POST', body: JSON.stringify({ title, body: '', tags: [] }) });
    const refused = await post('Shopping for Saturday');
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({ code: '23505', hint: null });
    const created = await post('Another');
    expect([created.status, created.headers.location]).toEqual([201, '../notes/2']);
  });

  it('slow keeps the first of two overlapping saves', async () => {
    const both = await Promise.all(
      ['First', 'Second'].map((title) =>
        put('slow', { 'if-match': '"v3"' }, JSON.stringify({ title }), 'api/notes/1?ms=50'),
      ),
    );
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(lab.store.read('slow', '1').version).toBe(4);
  });
});

describe('the page', () => {
  it('is served with the scenario and its buttons', async () => {
    const page = await raw(lab.url('strict-409'));
    expect(page.status).toBe(200);
    for (const id of ['title', 'body', 'tags', 'load', 'save', 'twice', 'else', 'status'])
      expect(page.text).toContain(`id="${id}"`);
  });

  it('lets somebody else edit through a form target', async () => {
    expect((await raw(lab.url('strict-409', 'lab/edit'), { method: 'POST' })).status).toBe(200);
    expect(lab.store.read('strict-409', '1')).toMatchObject({ updatedBy: 'somebody else', version: 4 });
    await raw(lab.url('strict-409', 'lab/edit?id=users/123'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"guest"}',
    });
    expect(lab.store.read('strict-409', 'users/123').role).toBe('guest');
    await raw(lab.url('strict-409', 'lab/reset'), { method: 'POST' });
    expect(lab.store.read('strict-409', '1').version).toBe(3);
  });

  it('serves its own files and no others', async () => {
    expect((await raw(`${lab.origin}/lab/page.css`)).headers['content-type']).toContain('text/css');
    expect((await raw(`${lab.origin}/lab/..%2fserver.ts`)).status).toBe(404);
    expect((await raw(`${lab.origin}/lab/toString`)).status).toBe(404);
  });
});
