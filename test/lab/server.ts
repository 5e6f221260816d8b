import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { corsHeaders, isPreflight, preflight } from './core/cors.ts';
import { current } from './core/documents.ts';
import { documentPath, editElsewhere, subject } from './core/edit.ts';
import type { JsonObject } from './core/json.ts';
import { html, type Reply, reply, withHeaders } from './core/reply.ts';
import { type LoggedRequest, RequestLog } from './core/request-log.ts';
import { route } from './core/route.ts';
import type { Scenario } from './core/scenario.ts';
import { newWorld, type World } from './core/world.ts';
import { asset } from './page/assets.ts';
import { scenarios as allScenarios } from './scenarios/index.ts';

/** Bytes of one request body; more is answered with 413. */
const bodyLimit = 64 * 1024 * 1024;

/** What tests may see and change on the server, past its API. */
export type LabStore = {
  /**
   * Somebody else's edit of a document, past all rules. `id` is `1` (for `notes/1`), `notes/1` or `users/123`;
   * without `patch` a line is added to the body, or the user becomes an owner. Throws on an unknown document.
   */
  readonly edit: (scenario: string, id: string, patch?: JsonObject) => JsonObject;
  /** What the server holds now, with its `version`. Throws on an unknown document. */
  readonly read: (scenario: string, id: string) => JsonObject;
  /** What arrived and what was answered, in the order of the answers; the newest 5,000. */
  readonly requests: (scenario?: string) => readonly LoggedRequest[];
};

/** A running lab. */
export type Lab = {
  /** Where the pages live, `http://localhost:PORT`. */
  readonly origin: string;
  readonly port: number;
  /** The second origin: the same scenarios on another port, for stories across origins. */
  readonly apiOrigin: string;
  readonly scenarios: readonly Scenario[];
  /** `url('strict-409', 'api/notes/1')`; without a path the scenario's page. */
  readonly url: (scenario: string, path?: string) => string;
  /** The document that the scenario's page works on, `notes/1` for most. */
  readonly subject: (scenario: string) => string;
  readonly store: LabStore;
  /** All documents, memories and the log as at the start; or one scenario's documents and memory. */
  readonly reset: (scenario?: string) => void;
  readonly close: () => Promise<void>;
};

export type LabOptions = {
  /** 0, the default, takes any free port. Rejects with EADDRINUSE where it is taken. */
  readonly port?: number;
  readonly scenarios?: readonly Scenario[];
};

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length <= bodyLimit) chunks.push(chunk);
  }
  return length > bodyLimit ? undefined : Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, method: string, answer: Reply): void {
  if (answer.broken === 'before') {
    response.destroy();
    return;
  }
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const bare = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, bare ? answer.headers : { ...answer.headers, 'content-length': bytes.length });
  if (bare || method === 'HEAD') response.end();
  else if (answer.broken === 'middle') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts the lab on this machine only (127.0.0.1, reached as localhost). */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const scenarios = options.scenarios ?? allScenarios;
  const worlds = new Map<string, World>(scenarios.map((one) => [one.id, newWorld(one)]));
  const log = new RequestLog();
  const origins = { page: '', api: '' };

  function world(id: string): World {
    const found = worlds.get(id);
    if (found === undefined) throw new Error(`The lab has no scenario ${id}.`);
    return found;
  }

  async function answer(request: IncomingMessage, url: URL, body: string | undefined): Promise<Reply> {
    const [, id = '', ...rest] = url.pathname.split('/');
    if (id === 'lab' && rest.length === 1) return asset(rest[0] ?? '');
    if (id === '') return reply(302, '', { location: `/${scenarios[0]?.id ?? ''}/` });
    const found = worlds.get(id);
    if (found === undefined) return html(404, '<!doctype html><title>Lab</title><p>There is no such scenario.</p>');
    if (rest.length === 0) return reply(301, '', { location: `/${id}/`, 'cache-control': 'no-store' });
    if (body === undefined) return reply(413);
    const cors = corsHeaders(found.scenario, request.headers);
    const method = request.method ?? 'GET';
    if (isPreflight(method, request.headers)) return withHeaders(preflight(request.headers), cors);
    if (method === 'POST' && rest.join('/') === 'lab/reset') {
      worlds.set(id, newWorld(found.scenario));
      return html(200, '<!doctype html><title>Lab</title><p>As it was at the start.</p>');
    }
    const { documents, memory } = found;
    const path = rest.join('/');
    const call = { method, path, query: url.searchParams, headers: request.headers, body, documents, memory, origins };
    const routed = await route(call, found, scenarios);
    const vary = [routed.headers.vary, cors.vary].filter((part) => part !== undefined).join(', ');
    return withHeaders(routed, vary === '' ? cors : { ...cors, vary });
  }

  function serve(side: 'page' | 'api'): Server {
    return createServer(async (request, response) => {
      const at = Date.now();
      try {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const body = await bodyOf(request);
        const done = await answer(request, url, body);
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
        );
        log.add({
          at,
          origin: side,
          scenario: url.pathname.split('/')[1] ?? '',
          method: request.method ?? '',
          url: request.url ?? '',
          headers,
          body: body ?? '',
          status: done.broken === 'before' ? 0 : done.status,
          responseHeaders: done.headers,
        });
        send(response, request.method ?? 'GET', done);
      } catch {
        // The client went away while it was sending, or sent no URL that can be read.
        response.destroy();
      }
    });
  }

  const pages = serve('page');
  const apis = serve('api');
  const port = await listen(pages, options.port ?? 0);
  origins.page = `http://localhost:${port}`;
  origins.api = `http://localhost:${await listen(apis, 0)}`;

  return {
    origin: origins.page,
    port,
    apiOrigin: origins.api,
    scenarios,
    url: (scenario, path = '') => `${origins.page}/${world(scenario).scenario.id}/${path.replace(/^\//, '')}`,
    subject: (scenario) => subject(world(scenario).documents, world(scenario).scenario.page?.readFrom),
    store: {
      edit(scenario, id, patch) {
        const edited = editElsewhere(world(scenario).documents, id, patch);
        if (edited === undefined) throw new Error(`${scenario} holds no ${id}.`);
        return edited;
      },
      read(scenario, id) {
        const document = world(scenario).documents.get(documentPath(id));
        if (document === undefined) throw new Error(`${scenario} holds no ${id}.`);
        return { ...current(document).value, version: current(document).version };
      },
      requests: (scenario) => log.list(scenario),
    },
    reset(scenario) {
      if (scenario === undefined) log.clear();
      for (const one of scenario === undefined ? scenarios : [world(scenario).scenario])
        worlds.set(one.id, newWorld(one));
    },
    async close() {
      await Promise.all([shut(pages), shut(apis)]);
    },
  };
}
