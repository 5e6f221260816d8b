import { gunzipSync } from 'node:zlib';
import { asObject } from './core/json.ts';
import type { Scenario, Step } from './core/scenario.ts';
import { type AppRequest, type AppResponse, notebook, type Typed } from './page/notebook.js';
import { type RawAnswer, raw } from './raw.ts';
import type { Lab } from './server.ts';

/** What the app's client saw of one request; `status` null where there was no answer. Times are epoch milliseconds with fractions. */
export type PlayedExchange = {
  readonly method: string;
  readonly url: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** As they went out. */
  readonly requestHeaders: { readonly [name: string]: string };
  readonly requestBody: string | null;
  readonly status: number | null;
  readonly responseHeaders: { readonly [name: string]: string };
  /** Decoded. */
  readonly responseBody: string;
  readonly error: string | null;
};

export type Played = {
  /** All that a browser would have seen, in the order of their starts. Somebody else's edits are not among them. */
  readonly exchanges: readonly PlayedExchange[];
  /** Status of the last save, 0 where it had no answer; null where the story saves nothing. */
  readonly lastSave: number | null;
  /** Sends one more request as the same client, a probe for instance; it comes last in `exchanges`. */
  readonly send: (request: AppRequest) => Promise<AppResponse>;
};

function decoded(answer: RawAnswer): string {
  return answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.bytes).toString('utf8') : answer.text;
}

function definite(headers: RawAnswer['headers']): { [name: string]: string } {
  const given: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given[name] = value;
  return given;
}

/** Finer than `Date.now()`: what follows upon an answer must not seem to have begun with it. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** A client as plain as can be: no cache, one cookie jar, and a record of all that passes. */
class Client {
  readonly exchanges: PlayedExchange[] = [];
  private cookies = '';

  /** A happening on the server: not recorded as the page's, but its cookies count. */
  async unseen(url: string): Promise<number> {
    const answer = await raw(url, { method: 'POST' });
    this.remember(answer);
    return answer.status;
  }

  private remember(answer: RawAnswer): void {
    const set = answer.headers['set-cookie'];
    if (set !== undefined) this.cookies = set.split(';')[0] ?? '';
  }

  async send({ method, url, headers, body, signal }: AppRequest): Promise<AppResponse> {
    const sent: { [name: string]: string } = { Accept: '*/*', 'Accept-Encoding': 'gzip', ...headers };
    if (this.cookies !== '') sent.Cookie = this.cookies;
    const begun = { method, url, startedAt: now(), requestHeaders: sent, requestBody: body ?? null };
    const at = this.exchanges.length;
    const nothing = { ...begun, endedAt: begun.startedAt, status: null, responseHeaders: {}, responseBody: '' };
    this.exchanges.push({ ...nothing, error: 'no answer yet' });
    try {
      const answer = await raw(url, {
        method,
        headers: sent,
        ...(typeof body === 'string' ? { body } : {}),
        ...(signal ? { signal } : {}),
      });
      this.remember(answer);
      const text = decoded(answer);
      const responseHeaders = definite(answer.headers);
      this.exchanges[at] = {
        ...begun,
        endedAt: now(),
        status: answer.status,
        responseHeaders,
        responseBody: text,
        error: answer.complete ? null : 'the answer broke off',
      };
      return {
        ok: answer.status >= 200 && answer.status < 300,
        status: answer.status,
        statusText: '',
        headers: { get: (name) => answer.headers[name.toLowerCase()] ?? null },
        text: () => (answer.complete ? Promise.resolve(text) : Promise.reject(new Error('the answer broke off'))),
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : 'unknown';
      this.exchanges[at] = { ...nothing, endedAt: now(), error: message };
      throw error;
    }
  }
}

/** Opens the page as a browser does: the document, then the assets that it names with a version. */
async function open(client: Client, lab: Lab, scenario: Scenario): Promise<void> {
  const page = lab.url(scenario.id);
  const document = await client.send({ method: 'GET', url: page, headers: {} });
  const text = await document.text();
  for (const [, asset] of text.matchAll(/(?:src|href)="([^"]{1,300}\?ver=[^"]{1,50})"/g))
    if (asset !== undefined) await client.send({ method: 'GET', url: new URL(asset, page).href, headers: {} });
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Plays a scenario's story over HTTP with the page's own app, without a browser. Throws on `browserOnly` scenarios:
 * they need a browser's cache, worker or CORS to come true.
 */
export async function play(lab: Lab, scenario: Scenario, steps: readonly Step[] = scenario.steps): Promise<Played> {
  if (scenario.browserOnly === true) throw new Error(`${scenario.id} can only be played in a browser.`);
  const client = new Client();
  const page = scenario.page ?? {};
  const app = notebook({ base: new URL(lab.url(scenario.id)), page, send: (request) => client.send(request) });
  let typed: Typed = page.draft ?? { title: '', body: '', tags: [] };
  let lastSave: number | null = null;
  let changes = 0;

  async function save(): Promise<number> {
    try {
      return (await app.save(typed)).response.status;
    } catch {
      return 0;
    }
  }

  const acts: { readonly [step: Step]: () => Promise<unknown> } = {
    async load() {
      const { response, value } = await app.load();
      const { title, body, tags } = asObject(value);
      if (response.ok && !Array.isArray(value))
        typed = { title: String(title ?? ''), body: String(body ?? ''), tags: strings(tags) };
    },
    async type() {
      changes += 1;
      typed = { ...typed, title: `My title ${changes}` };
    },
    async save() {
      lastSave = await save();
    },
    async twice() {
      lastSave = Math.max(...(await Promise.all([save(), save()])));
    },
    async else() {
      lab.store.edit(scenario.id, lab.subject(scenario.id));
    },
    reopen: () => open(client, lab, scenario),
  };

  if (scenario.head !== undefined) await open(client, lab, scenario);
  for (const step of steps) {
    const act = Object.hasOwn(acts, step) ? acts[step] : undefined;
    if (act !== undefined) await act();
    else if ((await client.unseen(lab.url(scenario.id, `lab/${step}`))) !== 200)
      throw new Error(`${scenario.id} has no step ${step}.`);
  }
  return { exchanges: client.exchanges, lastSave, send: (request) => client.send(request) };
}
