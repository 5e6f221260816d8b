import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskUrl } from '../support/desk.ts';
import { get, put, settled } from '../support/document.ts';
import { prepared, refusedReplay } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type Apache, startApache } from './server.ts';

/** `kept`: what the page does not know of is to survive. */
const first = { title: 'First title', body: 'First text', kept: 12345678901 };

describe('Apache httpd with mod_dav', () => {
  const scene = useScene();
  let apache: Apache;
  beforeAll(async () => {
    apache = await startApache();
  });
  afterAll(async () => {
    await apache?.stop();
  });

  /** A new document that has stood long enough for a strong tag. */
  async function made(path: string, body = first.body): Promise<string> {
    const url = apache.origin + path;
    await put(url, { ...first, body });
    await settled(url);
    return url;
  }

  it('412 for an old If-Match: both edits are on the server in the end', async () => {
    const url = await made('/notes/changed.json');
    await scene.withDesk(deskUrl(apache.desk, '/notes/changed.json'), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await put(url, { ...first, body: 'Their text' });
      await settled(url);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.row(/^412 PUT \/notes\/changed\.json/);
      await panel.select(/^412 PUT \/notes\/changed\.json/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toEqual({ ...first, title: 'My title', body: 'Their text' });
  });

  describe('mod_deflate, which marks the tag of a compressed answer with -gzip', () => {
    // Apache leaves short answers as they are.
    const long = 'A long text, which compresses well. '.repeat(40);

    it('the marked tag matches nothing: repaired and saved', async () => {
      const url = await made('/packed/alone.json', long);
      await scene.withDesk(deskUrl(apache.desk, '/packed/alone.json'), async ({ desk, panel }) => {
        expect(await desk.load()).toMatchObject({ state: 'loaded' });
        await desk.write({ title: 'My title' });
        expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
        await panel.select(/^412 PUT \/packed\/alone\.json/);
        await panel.firstCause('encoding-suffixed-etag');
        expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
        await panel.act('Send', 'saved');
      });
      expect(await get(url)).toEqual({ ...first, title: 'My title', body: long });
    });

    it('somebody saved in between besides: both edits are on the server', async () => {
      const url = await made('/packed/changed.json', long);
      await scene.withDesk(deskUrl(apache.desk, '/packed/changed.json'), async ({ desk, panel }) => {
        expect(await desk.load()).toMatchObject({ state: 'loaded' });
        await desk.write({ title: 'My title' });
        await put(url, { ...first, body: `${long} And more.` });
        await settled(url);
        expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
        await panel.select(/^412 PUT \/packed\/changed\.json/);
        await panel.act('Check the server', 'checked');
        // Both are true; that somebody saved is the news.
        await panel.firstCause('changed-by-someone-else');
        expect((await panel.causes()).find(({ cause }) => cause === 'encoding-suffixed-etag')?.finding).toBe('cause');
        expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
        expect(await panel.conflicts()).toEqual([]);
        await panel.act('Send', 'saved');
      });
      expect(await get(url)).toEqual({ ...first, title: 'My title', body: `${long} And more.` });
    });
  });

  it('423 for a lock of somebody else: refused, with the lock as the reason', async () => {
    const url = await made('/notes/locked.json');
    const lock = await fetch(url, {
      method: 'LOCK',
      headers: { Timeout: 'Second-600', 'Content-Type': 'application/xml' },
      body: `<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner>Somebody else</D:owner></D:lockinfo>`,
    });
    expect(lock.status).toBe(200);
    await scene.withDesk(deskUrl(apache.desk, '/notes/locked.json'), async ({ desk, panel }) => {
      await desk.load();
      await desk.write({ title: 'My title' });
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 423 });
      await panel.select(/^423 PUT \/notes\/locked\.json/);
      await panel.firstCause('locked');
      expect(await refusedReplay(panel)).toMatch(/locked or leased/);
    });
    expect(await get(url)).toMatchObject({ title: 'First title' });
  });

  it('409 for a folder that does not exist: refused, with the missing parent as the reason', async () => {
    await scene.withDesk(deskUrl(apache.desk, '/notes/nowhere/new.json'), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'failed', status: 404 });
      await desk.write({ title: 'My title' });
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 409 });
      await panel.select(/^409 PUT \/notes\/nowhere\/new\.json/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('parent-missing');
      expect(await refusedReplay(panel)).toMatch(/does not exist/);
    });
  });
});
