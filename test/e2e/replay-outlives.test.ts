import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

/** One note. A save that passes is taken at once and answered only when that is asked for; so is a read while reads are held. */
async function slowNote() {
  let [version, note] = [1, '{"title":"first","body":"first"}'];
  const waiting: (() => void)[] = [];
  let holdsReads = false;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const tag = () => ({ 'Content-Type': 'application/json', ETag: `"v${version}"`, 'Cache-Control': 'no-store' });
      if (request.url === '/page') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Note</title>');
      } else if (request.method === 'GET') {
        const answer = () => response.writeHead(200, tag()).end(note);
        if (holdsReads) waiting.push(answer);
        else answer();
      } else if (request.headers['if-match'] !== `"v${version}"`) response.writeHead(409).end('{"error":"conflict"}');
      else {
        [version, note] = [version + 1, body];
        waiting.push(() => response.writeHead(200, tag()).end(note));
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  const address = server.address();
  return {
    origin: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    held: () => note,
    isWaiting: () => waiting.length > 0,
    holdReads(hold: boolean) {
      holdsReads = hold;
      for (const answer of waiting.splice(0)) answer();
    },
    theirs() {
      [version, note] = [version + 1, '{"title":"first","body":"theirs"}'];
    },
    async close() {
      for (const answer of waiting) answer();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function saidToBeSaved({ panel }: ConflictPanel): Promise<void> {
  const where = { attributes: { 'data-outcome': 'already-saved' } };
  await panel.until('the outcome to say that it is saved', async () =>
    (await panel.text('status', 'Outcome', where)).includes('they are saved'),
  );
}

describe.each(['chromium', 'firefox'] as const)('a replay in %s', (name) => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof slowNote>>;
  beforeAll(async () => {
    server = await slowNote();
    browser = await launch(name, { extensions: [builds[name]] });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('whose background is killed while the server has it in hand ends with what the server holds, also for a panel opened later', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    const conflict = new ConflictPanel(await browser.openPanel(tab));
    await tab.evaluate(() => fetch('/note').then((answer) => answer.text()));
    server.theirs();
    const status = await tab.evaluate(async () => {
      const headers = { 'If-Match': '"v1"', 'Content-Type': 'application/json' };
      return (await fetch('/note', { method: 'PUT', headers, body: '{"title":"mine","body":"first"}' })).status;
    });
    expect(status).toBe(409);
    await conflict.select(/^409 PUT \/note/);
    await conflict.prepareReplay();
    await conflict.panel.click('button', 'Send');
    await conflict.panel.until('the save to be in the server’s hands', async () => server.isWaiting());
    await browser.stopWorker();
    await saidToBeSaved(conflict);
    expect(JSON.parse(server.held())).toEqual({ title: 'mine', body: 'theirs' });
    await conflict.panel.close();

    const later = new ConflictPanel(await browser.openPanel(tab));
    await later.select(/^409 PUT \/note/);
    await saidToBeSaved(later);
    await later.panel.close();
  });

  it('leaves a diagnosis whole when the background is killed in the middle of its check, and the check can be made again', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    const conflict = new ConflictPanel(await browser.openPanel(tab));
    const status = await tab.evaluate(async () => {
      await (await fetch('/note')).text();
      const headers = { 'If-Match': '"v0"', 'Content-Type': 'application/json' };
      return (await fetch('/note', { method: 'PUT', headers, body: '{"title":"again","body":"mine"}' })).status;
    });
    expect(status).toBe(409);
    await conflict.select(/^409 PUT \/note/);
    // Not before the read of the page is recorded: Firefox's DevTools tell of it a moment later.
    await conflict.firstCause('token-never-issued');
    const before = await conflict.causes();
    server.holdReads(true);
    await conflict.panel.click('button', 'Check the server');
    await conflict.panel.until('the check to be in the server’s hands', async () => server.isWaiting());
    await browser.stopWorker();
    // While no background runs the causes are those of the records.
    expect((await conflict.causes()).map(({ cause }) => cause)).toEqual(before.map(({ cause }) => cause));
    server.holdReads(false);
    await conflict.outcome('failed', 'checked');
    await conflict.act('Check the server', 'checked');
    await conflict.panel.close();
    await tab.close();
  });
});
