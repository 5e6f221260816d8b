import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A generator of numbers that is the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

async function write(path: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

const header = (name: string, value: string) => ({ name, value });
const begin = Date.UTC(2026, 10, 22, 8);

/** What a page of an application asks for, in the mix of a long working day: its own interface, pages, scripts, images. */
function entry(n: number, random: () => number): object {
  const kind =
    ['fetch', 'fetch', 'fetch', 'xhr', 'document', 'script', 'image', 'image', 'stylesheet', 'fetch'][n % 10] ??
    'fetch';
  const isOwn = kind === 'fetch' || kind === 'xhr';
  const isSave = isOwn && n % 10 === 3;
  const status = isSave && n % 200 === 3 ? 409 : 200;
  const article = Math.floor(random() * 400);
  const body = isSave
    ? JSON.stringify({ id: article, title: `Title ${n}`, body: 'Some words that were "written". '.repeat(40) })
    : null;
  const text = isOwn
    ? JSON.stringify(
        Array.from({ length: isSave ? 1 : 40 }, (_, k) => ({
          id: k,
          title: `A title ${n}`,
          body: 'Lorem ipsum "dolor" sit amet\nand so on. '.repeat(4),
          tags: ['a', 'b'],
        })),
      )
    : kind === 'document'
      ? `<!doctype html>${'<div class="row"><a href="/x">some text</a></div>\n'.repeat(600)}`
      : kind === 'image'
        ? Buffer.from(Float64Array.from({ length: 3_000 }, random).buffer).toString('base64')
        : 'function f(a) {\n  return a ? "yes" : "no";\n}\n'.repeat(800);
  const type = isOwn
    ? 'application/json'
    : kind === 'document'
      ? 'text/html'
      : kind === 'image'
        ? 'image/png'
        : 'text/javascript';
  return {
    _initiator: {
      type: 'script',
      stack: {
        callFrames: Array.from({ length: 6 }, (_, k) => ({
          functionName: `call${k}`,
          scriptId: '12',
          url: 'https://app.test/assets/app.js',
          lineNumber: k,
          columnNumber: 4_000 + k,
        })),
      },
    },
    _priority: 'High',
    _resourceType: kind,
    cache: {},
    connection: '443',
    request: {
      method: isSave ? 'PUT' : 'GET',
      url: isOwn ? `https://app.test/api/articles/${article}` : `https://app.test/assets/${kind}/${n % 500}`,
      httpVersion: 'http/2.0',
      headers: [
        header(':authority', 'app.test'),
        header('accept', '*/*'),
        header('accept-encoding', 'gzip, deflate, br'),
        header('content-type', 'application/json'),
        header('if-match', `"${n}"`),
        header('referer', 'https://app.test/edit'),
        header('user-agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'),
      ],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: body === null ? 0 : body.length,
      ...(body === null ? {} : { postData: { mimeType: 'application/json', text: body } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'http/2.0',
      headers: [
        header('cache-control', 'no-cache'),
        header('content-type', type),
        header('date', 'Sun, 22 Nov 2026 08:00:00 GMT'),
        header('etag', `"${n + 1}"`),
        header('server', 'nginx'),
        header('vary', 'Accept'),
        header('x-request-id', `${n}`),
      ],
      cookies: [],
      content: { size: text.length, mimeType: type, text, ...(kind === 'image' ? { encoding: 'base64' } : {}) },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: text.length,
      _error: null,
    },
    serverIPAddress: '203.0.113.1',
    startedDateTime: new Date(begin + n * 700).toISOString(),
    time: 23.4,
    timings: { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 20.1, receive: 2, _blocked_queueing: 0.4 },
  };
}

/** A HAR file of about so many bytes, indented as Chromium writes it. @returns entries in it */
export async function writeHar(path: string, bytes: number): Promise<number> {
  const random = numbers(1);
  let count = 0;
  function* pieces(): Generator<string> {
    yield '{\n  "log": {\n    "version": "1.2",\n    "creator": {\n      "name": "WebInspector",\n      "version": "537.36"\n    },\n    "pages": [],\n    "entries": [\n';
    for (let length = 0; length < bytes; count++) {
      const text = JSON.stringify(entry(count, random), null, 2).replaceAll('\n', '\n      ');
      length += text.length + 8;
      yield `${count === 0 ? '' : ',\n'}      ${text}`;
    }
    yield '\n    ]\n  }\n}\n';
  }
  await write(path, pieces());
  return count;
}

/** A combined log of so many lines, one of 500 of them refused, and many that look as if they were. */
export async function writeLog(path: string, lines: number): Promise<void> {
  const random = numbers(2);
  const agents = [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.test)',
    'odd \\" 409 \\" agent',
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  function* pieces(): Generator<string> {
    let part = '';
    for (let n = 0; n < lines; n++) {
      const second = Math.floor(n / 60);
      const time = `${two(22 + Math.floor(second / 86_400))}/Nov/2026:${two(Math.floor(second / 3_600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)} +0000`;
      const refused = n % 500 === 7;
      const status = refused ? [409, 412, 423, 428][(n / 500) & 3] : [200, 200, 200, 304, 404][n % 5];
      const size = n % 97 === 0 ? 409 : Math.floor(random() * 5_000);
      part += `203.0.113.${n % 250} - - [${time}] "${refused ? 'PUT' : 'GET'} /api/articles/${Math.floor(random() * 2_000)} HTTP/1.1" ${status} ${size} "https://app.test/edit" "${agents[n % 20 === 0 ? (n / 20) % 3 : 0]}"\n`;
      if (part.length > 256 * 1024) {
        yield part;
        part = '';
      }
    }
    yield part;
  }
  await write(path, pieces());
}
