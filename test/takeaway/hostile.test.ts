import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import { exchange } from '../store/make.ts';
import { filled, run, runnable, script, sendMine } from './run.ts';

/** A server that takes a save only under its ETag, and tells what came. */
type Came = {
  readonly method: string;
  readonly url: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};
let server: Server;
let origin = '';
let came: Came[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    came.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
    const refused = method !== 'GET' && headers['if-match'] !== '"v2"';
    response.writeHead(refused ? 412 : 200, { etag: '"v2"' }).end('{"held":true}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

const evil = fc.oneof(
  fc.constantFrom(
    '$(touch pwned)',
    '`touch pwned`',
    "'; touch pwned; '",
    '"; import os; os.abort(); "',
    '\\',
    '\\n',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
    '${IFS}',
    '%s%n%d',
    '!!',
    '\n',
    '\r\n',
    '\0',
    '\u2028',
    '\u2029',
    '\u0085',
    '</script>',
    '"""',
    "'''",
    '@/etc/passwd',
    'EOF\n',
    '{}[]',
    '#{x}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
    '${process.exit(7)}',
    '\ud800',
    '😀',
    '\t',
    '&',
    '\u007f',
    '\\0101',
    '-X DELETE',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const evilText = fc.array(evil, { maxLength: 8 }).map((parts) => parts.join(''));
/** What a header's value can hold: no control characters, and no blanks at its ends. */
const evilValue = evilText.map((text) => text.replace(/[^\x20-\x7e]/g, '').trim());

const kept = (data: string) =>
  ({ state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false }) as const;

function saved(text: string, value: string, path: string): Exchange {
  return exchange({
    method: 'PUT',
    url: new URL(
      `${origin}/x/${encodeURI(path.replace(/[\ud800-\udfff]/g, ''))}?q=${encodeURIComponent(path.replace(/[\ud800-\udfff]/g, ''))}`,
    ).href,
    headers: {
      set: null,
      sent: [
        ['If-Match', '"v1"'],
        ['Content-Type', 'text/plain'],
        ['X-Note', value],
      ],
      received: null,
      seen: null,
    },
    requestBody: text === '' ? { state: 'none' } : kept(text),
  });
}

describe.each(runnable)('a script of %s', (kind) => {
  it('sends exactly what was saved, whatever stands in it, and runs nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(evilText, evilValue, evilText, async (text, value, path) => {
        came = [];
        const save = saved(text, value, path);
        const ran = await run(kind, filled(kind, script(kind, save), sendMine));
        expect(ran, `${ran.out}${ran.err}`).toMatchObject({ code: 0 });
        expect(came.map(({ method }) => method)).toEqual(['GET', 'PUT']);
        const { pathname, search } = new URL(save.url);
        const [, put] = came;
        expect(put?.url).toBe(pathname + search);
        expect(put?.headers['x-note'] ?? '').toBe(value);
        expect(put?.headers['if-match']).toBe('"v2"');
        expect(put?.body).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  it('does nothing before its merge is filled in, and says so', async () => {
    came = [];
    const ran = await run(kind, script(kind, saved('{"a":1}', 'x', 'a')));
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain('Fill in merge');
    expect(came.map(({ method }) => method)).toEqual(['GET']);
  });

  it('asks for secrets by name, holds none, and writes them where they belong', async () => {
    const secret = 'pä"ss\\wo$rd\n`x`';
    const value = "to'k$(en)";
    const save = exchange({
      method: 'PUT',
      url: `${origin}/x?api_key=%E2%80%B9redacted%20%2312ab%E2%80%BA`,
      headers: {
        set: null,
        sent: [
          ['Authorization', 'Bearer ‹redacted #0f0f›'],
          ['Content-Type', 'application/json'],
          ['X-Api-Key', 'left in by mistake'],
        ],
        received: null,
        seen: null,
      },
      requestBody: { ...kept('{"title":"mine","password":"‹redacted #beef›"}'), redacted: true },
    });
    const text = filled(kind, script(kind, save), sendMine);
    expect(text).not.toMatch(/redacted|left in/);
    came = [];
    const without = await run(kind, text);
    expect(without.code).not.toBe(0);
    expect(without.err).toContain('RESAVE_');
    expect(came).toEqual([]);
    const names = [...new Set(text.match(/RESAVE_SECRET_\d/g))];
    expect(names).toHaveLength(2);
    const ran = await run(kind, text, {
      RESAVE_AUTHORIZATION: value,
      RESAVE_X_API_KEY: 'k',
      RESAVE_COOKIE: 'sid=1',
      ...Object.fromEntries(names.map((name) => [name, secret])),
    });
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const put = came.at(-1);
    expect(put?.headers).toMatchObject({ authorization: `Bearer ${value}`, 'x-api-key': 'k', cookie: 'sid=1' });
    expect(new URL(put?.url ?? '', origin).searchParams.get('api_key')).toBe(secret);
    expect(JSON.parse(put?.body ?? '')).toEqual({ title: 'mine', password: secret });
  });

  it('refuses what cannot be taken along with a comment and no code', () => {
    const none = [
      exchange({ requestBody: { state: 'not-kept', why: 'too-large', length: 1 } }),
      exchange({ requestBody: { ...kept('x'), truncated: true } }),
      exchange({ url: 'file:///etc/passwd' }),
      exchange({ method: 'PUT x\nrm' }),
    ];
    for (const save of none) expect(script(kind, save)).toMatch(/^(#|\/\/) [^\n]+\.\n$/);
  });
});
