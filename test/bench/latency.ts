/**
 * How long a refusal takes from the end of the response, as the page sees it, to a row in the open panel and to the badge: in real
 * Chromium and Firefox. `npm run -s bench:latency [-- --rounds 60 --browser chromium]`, after `npm run build`; exit 1 where the aim is missed.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { isOneOf } from '../../src/http/unknown.ts';
import { type Browser, launch } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { quantile } from './quantile.ts';

const names = ['chromium', 'firefox'] as const;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '60' }, browser: { type: 'string', default: 'chromium' } },
});
const rounds = Number(values.rounds);
/** Milliseconds, 95 of 100. */
const aim = 100;
/** The first ones find nothing warm: the compiled code, the database. */
const warm = 5;

async function server() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.method === 'PUT') {
        response.writeHead(409, { 'Content-Type': 'application/json', ETag: '"now"' });
        return void response.end('{"error":"changed meanwhile"}');
      }
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><link rel="icon" href="data:,"><title>Notes</title>');
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

function report(what: string, times: readonly number[]): boolean {
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  const ok = p95 < aim;
  console.log(`${what}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms${ok ? '' : '  MISSED'}`);
  return ok;
}

async function measure(browser: Browser, origin: string): Promise<boolean> {
  await browser.grant(['http://localhost/*']);
  const tab = await browser.newPage(`${origin}/page`);
  const panel = await browser.openPanel(tab);
  // The panel notes when each row appears; the background when it sets the badge. All clocks are this machine's. Noted at `self`: in
  // Firefox what is evaluated has a global object of its own.
  await panel.evaluate(() => {
    const seen: { [url: string]: number } = {};
    Reflect.set(self, '__rows', seen);
    const look = () => {
      for (const row of document.querySelectorAll('[data-url]')) {
        const url = row.getAttribute('data-url') ?? '';
        seen[url] ??= performance.timeOrigin + performance.now();
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  });
  const watchBadge = () =>
    browser.worker(() => {
      if (Reflect.has(self, '__badges')) return;
      const badges: { text: string; at: number }[] = [];
      Reflect.set(self, '__badges', badges);
      type Api = { action: { setBadgeText(details: { text: string }): Promise<void> } };
      // Two objects in Firefox.
      const { chrome, browser } = self as unknown as { chrome: Api; browser?: Api };
      for (const { action } of new Set([browser ?? chrome, chrome])) {
        const set = action.setBadgeText.bind(action);
        action.setBadgeText = async (details) => {
          await set(details);
          badges.push({ text: details.text, at: performance.timeOrigin + performance.now() });
        };
      }
    });
  await watchBadge();
  const [rows, badges]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + warm; round++) {
    const url = `${origin}/notes/${round}`;
    const ended = await tab.evaluate(async (url) => {
      const answer = await fetch(url, { method: 'PUT', headers: { 'If-Match': '"old"' }, body: '{"a":1}' });
      await answer.text();
      return performance.timeOrigin + performance.now();
    }, url);
    const rowAt = await panel.until(`the row of ${url}`, () =>
      panel.evaluate((url) => Reflect.get(Reflect.get(self, '__rows'), url) ?? null, url),
    );
    const text = String(Math.min(round + 1, 99));
    const badgeAt =
      round + 1 > 98
        ? null
        : await panel.until(`the badge ${text}`, () =>
            browser.worker((text) => {
              const badges: { text: string; at: number }[] = Reflect.get(self, '__badges') ?? [];
              return badges.find((one) => one.text === text)?.at ?? null;
            }, text),
          );
    if (round < warm) continue;
    rows.push(Number(rowAt) - ended);
    if (badgeAt !== null) badges.push(badgeAt - ended);
  }
  const title = browser.version;
  // What this machine takes now for a message to the background and back, to judge the rest by.
  const bare = await panel.evaluate(async (rounds) => {
    const { runtime } = (
      globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
    ).chrome;
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await runtime.sendMessage({ resave: 'ask', kind: 'watched', payload: {} });
      times.push(performance.now() - begun);
    }
    return times;
  }, rounds);
  console.log(
    `${title}: a bare message to the background and back: p50 ${quantile(bare, 0.5).toFixed(0)} ms, p95 ${quantile(bare, 0.95).toFixed(0)} ms`,
  );
  const [a, b] = [
    report(`${title}: end of the response to a row in the open panel`, rows),
    report(`${title}: end of the response to the badge`, badges),
  ];
  await panel.close();
  await tab.close();
  return a && b;
}

const { origin, server: http } = await server();
const wanted = values.browser === 'both' ? names : isOneOf(names, values.browser) ? [values.browser] : [];
for (const name of wanted) {
  const browser = await launch(name, { extensions: [builds[name]] });
  try {
    if (!(await measure(browser, origin))) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
http.closeAllConnections();
http.close();
