import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a test puts in place of the server's own answer; null leaves it to the server. */
export type Instead = (asked: {
  readonly method: string;
  readonly path: string;
  readonly tag: string | null;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}) => {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
} | null;

/** One note at `/note` whose server compares If-Match, until a test makes it do something else. */
export type NoteServer = {
  readonly url: string;
  readonly origin: string;
  note: { [name: string]: unknown };
  version: number;
  instead: Instead | null;
  /** Methods and paths asked so far. */
  readonly asked: string[];
  readonly edit: (change: { readonly [name: string]: unknown }) => void;
  readonly close: () => Promise<void>;
};

export async function startNoteServer(): Promise<NoteServer> {
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method = 'GET', url: path = '/' } = request;
    const tag = request.headers['if-match'] ?? null;
    note.asked.push(`${method} ${path}`);
    const other = note.instead?.({ method, path, tag, headers: request.headers, body }) ?? null;
    const json = () => ({ 'Content-Type': 'application/json', ETag: `"v${note.version}"` });
    if (other !== null) response.writeHead(other.status, other.headers).end(other.body);
    else if (method === 'GET') response.writeHead(200, json()).end(JSON.stringify(note.note));
    else if (tag !== `"v${note.version}"`)
      response.writeHead(412, { 'Content-Type': 'application/json' }).end('{"error":"stale"}');
    else {
      note.note = JSON.parse(body);
      note.version++;
      response.writeHead(200, json()).end(JSON.stringify(note.note));
    }
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const note: NoteServer = {
    url: `${origin}/note`,
    origin,
    note: { title: 'First', body: 'First' },
    version: 3,
    instead: null,
    asked: [],
    edit(change) {
      note.note = { ...note.note, ...change };
      note.version++;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return note;
}
