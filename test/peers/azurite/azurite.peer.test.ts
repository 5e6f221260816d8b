import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskUrl } from '../support/desk.ts';
import { get, put } from '../support/document.ts';
import { prepared, refusedReplay } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type Azurite, startAzurite } from './server.ts';

const first = { title: 'First title', body: 'First text', kept: 12345678901 };
/** What a blob's PUT wants besides. */
const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2021-12-02' };

describe('Azurite, the emulator of Azure Blob Storage', () => {
  const scene = useScene();
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(async () => {
    await azurite?.stop();
  });

  async function made(name: string): Promise<string> {
    const url = azurite.url(name);
    await put(url, first, headers);
    return url;
  }

  it('412 ConditionNotMet: both edits are in the blob in the end', async () => {
    const url = await made('changed.json');
    await scene.withDesk(deskUrl(azurite.desk, url, { headers }), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await put(url, { ...first, body: 'Their text' }, headers);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT .*\/changed\.json/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toEqual({ ...first, title: 'My title', body: 'Their text' });
  });

  async function lease(url: string): Promise<void> {
    const leased = await fetch(`${url}?comp=lease`, {
      method: 'PUT',
      headers: { ...headers, 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '-1' },
    });
    expect(leased.status).toBe(201);
  }

  it('412 LeaseIdMissing though the tag is the newest: refused, with the lease as the reason', async () => {
    const url = await made('leased.json');
    await scene.withDesk(deskUrl(azurite.desk, url, { headers }), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await lease(url);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT .*\/leased\.json/);
      await panel.firstCause('locked');
      expect(await refusedReplay(panel)).toMatch(/locked or leased/);
    });
    expect(await get(url)).toEqual(first);
  });

  it('a lease behind an old tag: the fresh read tells of it, and nothing is sent', async () => {
    const url = await made('both.json');
    await scene.withDesk(deskUrl(azurite.desk, url, { headers }), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await put(url, { ...first, body: 'Their text' }, headers);
      await lease(url);
      // The server looks at the tag first: ConditionNotMet.
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT .*\/both\.json/);
      await panel.firstCause('changed-by-someone-else');
      expect(await refusedReplay(panel)).toMatch(/x-ms-lease-status: locked/);
    });
    expect(await get(url)).toEqual({ ...first, body: 'Their text' });
  });

  it('an address that holds a shared access signature: nothing of it is kept, and that is why there is no replay', async () => {
    await made('shared.json');
    const url = azurite.shared('shared.json');
    await scene.withDesk(deskUrl(azurite.bareDesk, url, { headers }), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      await put(azurite.url('shared.json'), { ...first, body: 'Their text' }, headers);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 412 });
      await panel.select(/^412 PUT .*\/shared\.json/);
      expect(await refusedReplay(panel)).toMatch(/holds a secret/);
      const shown = await panel.panel.evaluate(() => document.body.innerText);
      expect(shown).not.toContain(new URL(url).searchParams.get('sig'));
    });
    expect(await get(azurite.url('shared.json'))).toEqual({ ...first, body: 'Their text' });
  });
});
