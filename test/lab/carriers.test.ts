import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawAnswer } from './raw.ts';
import { type Lab, startLab } from './server.ts';
import { change, wire } from './wire.ts';

let lab: Lab;
const { get, write } = wire(() => lab);
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

describe('other carriers', () => {
  it('take the current token and refuse the one before', async () => {
    const rev = (answer: RawAnswer): string => String((answer.json() as { [name: string]: string })._rev);
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
