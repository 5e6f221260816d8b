import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskOptions, deskUrl } from '../support/desk.ts';
import { prepared } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type Orthanc, startOrthanc } from './server.ts';

describe('Orthanc with CheckRevisions', () => {
  const scene = useScene();
  let orthanc: Orthanc;
  beforeAll(async () => {
    orthanc = await startOrthanc();
  });
  afterAll(async () => {
    await orthanc?.stop();
  });

  async function read(name: string): Promise<{ text: string; etag: string }> {
    const response = await fetch(orthanc.origin + orthanc.note(name));
    return { text: response.ok ? await response.text() : '', etag: response.headers.get('etag') ?? '' };
  }

  /** Somebody else, who reads before writing, as Orthanc wants it. */
  async function write(name: string, text: string): Promise<void> {
    const { etag } = await read(name);
    const headers: { [name: string]: string } = etag === '' ? {} : { 'If-Match': etag };
    const response = await fetch(orthanc.origin + orthanc.note(name), { method: 'PUT', headers, body: text });
    expect(response.status).toBe(200);
  }

  async function conflict(
    name: string,
    options: DeskOptions,
    before: string,
    mine: { title?: string; body?: string },
    theirs: string,
  ) {
    await write(name, before);
    await scene.withDesk(deskUrl(orthanc.desk, orthanc.note(name), options), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write(mine);
      await write(name, theirs);
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 409 });
      await panel.select(new RegExp(`^409 PUT /patients/.*/metadata/${name}`));
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
  }

  it('409 for an old If-Match on JSON: both edits are there in the end', async () => {
    const value = { title: 'First title', body: 'First text', kept: 12345678901 };
    const theirs = JSON.stringify({ ...value, body: 'Their text' });
    await conflict('changed', {}, JSON.stringify(value), { title: 'My title' }, theirs);
    expect(JSON.parse((await read('changed')).text)).toEqual({ ...value, title: 'My title', body: 'Their text' });
  });

  it('409 on a plain text: merged by lines', async () => {
    const lines = ['one', 'two', 'three', 'four', 'five'];
    const text = (at: number, line: string) => lines.with(at, line).join('\n');
    await conflict('worded', { as: 'text' }, lines.join('\n'), { body: text(0, 'my one') }, text(4, 'their five'));
    expect((await read('worded')).text).toBe(['my one', 'two', 'three', 'four', 'their five'].join('\n'));
  });

  it('the tag that a save returns is not the one that the server takes: named as the cause, saved', async () => {
    await write('twice', JSON.stringify({ title: 'First title', body: 'First text' }));
    await scene.withDesk(deskUrl(orthanc.desk, orthanc.note('twice')), async ({ desk, panel }) => {
      expect(await desk.load()).toMatchObject({ state: 'loaded' });
      await desk.write({ title: 'My title' });
      expect(await desk.save()).toMatchObject({ state: 'saved' });
      await desk.write({ body: 'My text' });
      expect(await desk.save()).toMatchObject({ state: 'refused', status: 409 });
      await panel.select(/^409 PUT .*\/metadata\/twice/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('save-returned-old-etag');
      expect(await prepared(panel)).toMatchObject({ carrier: 'header:If-Match' });
      // The answer to the earlier save had no content to compare with: what differs is asked.
      for (const path of await panel.conflicts()) await panel.choose(path, 'Mine');
      await panel.act('Send', 'saved');
    });
    expect(JSON.parse((await read('twice')).text)).toEqual({ title: 'My title', body: 'My text' });
  });
});
