import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raw } from './raw.ts';
import { type Lab, startLab } from './server.ts';
import { change, wire } from './wire.ts';

let lab: Lab;
const { get, write, happen } = wire(() => lab);
beforeAll(async () => {
  lab = await startLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.close());

describe('others at work', () => {
  it('locked, lease and archived pass once the obstacle is gone', async () => {
    for (const [id, status, way] of [
      ['locked', 423, 'unlock'],
      ['lease', 412, 'release'],
      ['archived', 409, 'restore'],
    ] as const) {
      expect((await write(id, { 'if-match': '"v3"' })).status).toBe(status);
      expect((await happen(id, way)).status).toBe(200);
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
    await happen('churn', 'report');
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
    await happen('missing-parent', 'make-folder');
    expect((await write('missing-parent', {}, change, 'api/files/2026/plan.txt')).status).toBe(201);
  });

  it('near-twin: only the URL without the slash is good', async () => {
    expect((await get('near-twin', {}, 'api/notes/1/')).status).toBe(404);
    expect((await get('near-twin')).status).toBe(200);
  });

  it('wordpress: the assets tell the plugin’s version before and after', async () => {
    expect((await get('wordpress', {}, '')).text).toContain('tidy.js?ver=2.1.4');
    await happen('wordpress', 'upgrade');
    expect((await get('wordpress', {}, '')).text).toContain('tidy.js?ver=2.2.0');
    expect((await get('wordpress', {}, 'wp-json/wp/v2/posts/1')).headers.link).toContain('https://api.w.org/');
    expect((await write('wordpress', {}, change, 'wp-json/wp/v2/posts/1', 'POST')).status).toBe(409);
    await happen('wordpress', 'rollback');
    expect((await write('wordpress', {}, change, 'wp-json/wp/v2/posts/1', 'POST')).status).toBe(200);
  });

  it('waf lets harmless text through', async () => {
    expect((await write('waf', {}, { title: 'UNION SELECT' })).headers.server).toBe('Mod_Security');
    expect((await write('waf')).status).toBe(200);
  });
});
