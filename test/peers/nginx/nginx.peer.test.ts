import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskUrl } from '../support/desk.ts';
import { get, put, settled } from '../support/document.ts';
import { prepared } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type Nginx, startNginx } from './server.ts';

const first = { title: 'First title', body: 'First text', kept: 12345678901 };

describe('nginx in front of Apache', () => {
  const scene = useScene();
  let nginx: Nginx;
  beforeAll(async () => {
    nginx = await startNginx();
  });
  afterAll(async () => {
    await nginx?.stop();
  });

  /** A new document, made behind nginx, that has stood long enough for a strong tag. */
  async function made(name: string): Promise<string> {
    const url = `${nginx.behind}/notes/${name}`;
    await put(url, first);
    await settled(url);
    return url;
  }

  it('gzip makes the tag weak, and a weak tag matches nothing: repaired and saved', async () => {
    const url = await made('weak.json');
    await scene.withDesk(deskUrl(nginx.desk, '/notes/weak.json'), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT \/notes\/weak\.json/);
      await panel.firstCause('weak-etag-in-if-match');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toEqual({ ...first, title: 'My title' });
  });

  it('somebody saved in between besides: reads show that the origin takes the strong tag alone, and both edits are saved at once', async () => {
    const url = await made('both.json');
    await scene.withDesk(deskUrl(nginx.desk, '/notes/both.json'), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await put(url, { ...first, body: 'Their text' });
      await settled(url);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT \/notes\/both\.json/);
      await panel.act('Check the server', 'checked');
      const causes = (await panel.causes()).filter(({ finding }) => finding === 'cause').map(({ cause }) => cause);
      expect(causes).toEqual(expect.arrayContaining(['weak-etag-in-if-match', 'changed-by-someone-else']));
      expect(['weak-etag-in-if-match', 'changed-by-someone-else']).toContain(causes[0]);
      // The fresh tag is weak too; conditional reads tell how the origin has it.
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toEqual({ ...first, title: 'My title', body: 'Their text' });
  });

  it('a shared cache hands out an old version: named as the cause, read past, and both edits are saved', async () => {
    const url = await made('cached.json');
    expect(await get(`${nginx.origin}/cached/cached.json`)).toEqual(first);
    await put(url, { ...first, body: 'Their text' });
    await settled(url);
    await scene.withDesk(deskUrl(nginx.desk, '/cached/cached.json'), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT \/cached\/cached\.json/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('stale-shared-cache');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toEqual({ ...first, title: 'My title', body: 'Their text' });
  });
});
