import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raw } from './raw.ts';
import { type Lab, startLab } from './server.ts';
import { wire } from './wire.ts';

let lab: Lab;
const { get, write } = wire(() => lab);
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

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
