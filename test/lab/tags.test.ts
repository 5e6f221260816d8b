import { gunzipSync } from 'node:zlib';
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
    const { csrfToken: one, ...before } = first.json() as { [name: string]: string };
    const { csrfToken: two, ...after } = second.json() as { [name: string]: string };
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
