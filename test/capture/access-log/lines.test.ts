import { expect, test } from 'vitest';
import { commonLine } from '../../../src/capture/access-log/common-log.ts';
import { jsonLine } from '../../../src/capture/access-log/json-log.ts';
import { logTime } from '../../../src/capture/access-log/log-time.ts';

const at = Date.UTC(2026, 10, 22, 10, 0, 0);
const time = '[22/Nov/2026:11:00:00 +0100]';
const put = { method: 'PUT', path: '/api/articles/7', status: 409, at };

test.each([
  [
    'common',
    `203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81`,
    { ...put, client: '203.0.113.9', agent: null },
  ],
  [
    'combined',
    `203.0.113.9 - ann ${time} "PUT /api/articles/7?key=s3cret HTTP/1.1" 409 81 "https://app.test/edit" "Mozilla/5.0 (X11)"`,
    { ...put, client: '203.0.113.9', agent: 'Mozilla/5.0 (X11)', host: null },
  ],
  [
    'Apache vhost_combined',
    `app.test:443 203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/2.0" 409 81 "-" "curl/8"`,
    { ...put, client: '203.0.113.9', host: 'app.test:443', agent: 'curl/8' },
  ],
  [
    'Apache with the time taken and combinedio',
    `2001:db8::7 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 - "-" "curl/8" 512 1024 31245`,
    { ...put, client: '2001:db8::7', agent: 'curl/8' },
  ],
  [
    'nginx main, forwarded',
    `10.0.0.1 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81 "-" "curl/8" "203.0.113.9, 10.0.0.2"`,
    { ...put, client: '203.0.113.9', agent: 'curl/8' },
  ],
  [
    'nginx with request times and host at the end',
    `203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81 "-" "curl/8" rt=0.012 uct="0.001" urt="0.010" app.test`,
    { ...put, client: '203.0.113.9', agent: 'curl/8' },
  ],
  [
    'nginx time_iso8601',
    `203.0.113.9 - - [2026-11-22T10:00:00+00:00] "PUT /api/articles/7 HTTP/1.1" 409 81`,
    { ...put, client: '203.0.113.9' },
  ],
  [
    'a user of two words, an escaped quote in the browser',
    String.raw`203.0.113.9 - ann lee ${time} "PUT /api/articles/7 HTTP/1.1" 409 81 "-" "odd \" 200 \" agent"`,
    { ...put, client: '203.0.113.9' },
  ],
  [
    'Traefik',
    `203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81 "-" "-" 12 "router@file" "http://10.0.0.3:80" 3ms`,
    put,
  ],
  ['tabs', `203.0.113.9\t-\t-\t${time}\t"PUT /api/articles/7 HTTP/1.1"\t409\t81`, put],
  ['an absolute target', `203.0.113.9 - - ${time} "PUT http://app.test/api/articles/7 HTTP/1.1" 409 81`, put],
  ['a request that was never read', `203.0.113.9 - - ${time} "-" 409 0`, { status: 409, method: '-', path: '-' }],
  [
    'syslog before it',
    `Nov 22 10:00:00 web nginx: 203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81`,
    { ...put, client: '203.0.113.9' },
  ],
])('%s', (_name, line, expected) => {
  expect(commonLine(line)).toMatchObject(expected);
});

test.each([
  ['a size', `203.0.113.9 - - ${time} "PUT /x HTTP/1.1" 200 409 "-" "-"`, 200],
  ['a path', `203.0.113.9 - - ${time} "GET /409 HTTP/1.1" 200 1 "-" "-"`, 200],
  ['a browser', `203.0.113.9 - - ${time} "GET /x HTTP/1.1" 200 1 "-" "agent 409 "`, 200],
  [
    'a browser with an escaped quote',
    String.raw`203.0.113.9 - - ${time} "GET /x HTTP/1.1" 200 1 "-" "agent \" 409 1 \" end"`,
    200,
  ],
  ['a referer', String.raw`203.0.113.9 - - ${time} "GET /x HTTP/1.1" 304 1 "https://app.test/\" 409 " "-"`, 304],
  ['a request line with an escaped quote', String.raw`203.0.113.9 - - ${time} "GET /x\" 409 HTTP/1.1" 400 1`, 400],
  ['a user', `203.0.113.9 - "ann 409 ${time} "GET /x HTTP/1.1" 200 1`, 200],
])('409 as %s is no status', (_name, line, status) => {
  const read = commonLine(line);
  if (read !== null) expect(read.status).toBe(status);
});

test.each([
  '',
  'hello',
  '"PUT /x HTTP/1.1" 409 1',
  `${time} 409`,
  '{"status":409}',
  '[error] 22#22: *1 open() "/x" 409 failed',
])('no line of such a log: %s', (line) => {
  expect(commonLine(line)).toBeNull();
});

test.each([
  [
    'nginx escape=json',
    {
      time_iso8601: '2026-11-22T10:00:00+00:00',
      remote_addr: '203.0.113.9',
      request: 'PUT /api/articles/7?x=1 HTTP/1.1',
      status: '409',
      http_user_agent: 'curl/8',
    },
    { ...put, client: '203.0.113.9', agent: 'curl/8' },
  ],
  [
    'Caddy',
    {
      level: 'info',
      ts: at / 1_000,
      request: {
        remote_ip: '203.0.113.9',
        method: 'PUT',
        host: 'app.test',
        uri: '/api/articles/7',
        headers: { 'User-Agent': ['curl/8'] },
      },
      status: 409,
      size: 0,
    },
    { ...put, client: '203.0.113.9', host: 'app.test', agent: 'curl/8' },
  ],
  [
    'Traefik',
    {
      ClientHost: '203.0.113.9',
      RequestMethod: 'PUT',
      RequestPath: '/api/articles/7',
      DownstreamStatus: 409,
      StartUTC: '2026-11-22T10:00:00.000000001Z',
    },
    { ...put, client: '203.0.113.9' },
  ],
  [
    'pino-http',
    {
      time: at,
      req: { method: 'PUT', url: '/api/articles/7', remoteAddress: '203.0.113.9' },
      res: { statusCode: 409 },
    },
    { ...put, client: '203.0.113.9' },
  ],
  [
    'a load balancer',
    {
      httpRequest: {
        requestMethod: 'PUT',
        requestUrl: 'https://app.test/api/articles/7',
        status: 409,
        remoteIp: '203.0.113.9',
      },
      timestamp: '2026-11-22T10:00:00.5Z',
    },
    { ...put, at: at + 500, client: '203.0.113.9' },
  ],
  [
    'Docker around a common line',
    { log: `203.0.113.9 - - ${time} "PUT /api/articles/7 HTTP/1.1" 409 81\n`, stream: 'stdout' },
    put,
  ],
  [
    'forwarded',
    {
      status: 409,
      method: 'PUT',
      path: '/api/articles/7',
      remote_addr: '10.0.0.1',
      http_x_forwarded_for: '203.0.113.9, 10.0.0.2',
      time_local: '22/Nov/2026:10:00:00 +0000',
    },
    { ...put, client: '203.0.113.9' },
  ],
])('JSON of %s', (_name, value, expected) => {
  expect(jsonLine(JSON.stringify(value))).toMatchObject(expected);
});

test('a size of 409 in JSON is no status; what is no JSON is no line', () => {
  expect(jsonLine('{"status":200,"size":409,"path":"/409"}')?.status).toBe(200);
  for (const line of ['', '{', '[409]', 'null', '{"size":409}', '{"status":"refused"}', '{"__proto__":{"status":409}'])
    expect(jsonLine(line)).toBeNull();
});

test('times', () => {
  expect(logTime('22/Nov/2026:10:00:00.250 +0000')).toBe(at + 250);
  expect(logTime('22/Nov/2026:05:30:00 -0430')).toBe(at);
  expect(logTime(at / 1_000)).toBe(at);
  expect(logTime(String(at / 1_000))).toBe(at);
  expect(logTime(at * 1_000)).toBe(at);
  expect(logTime(at * 1_000_000)).toBeCloseTo(at, -1);
  for (const none of ['', '-', 'yesterday', '32/Foo/2026:10:00:00 +0000', 12, null, {}])
    expect(logTime(none)).toBeNull();
});

test('no line takes long', () => {
  const start = performance.now();
  for (const part of ['"', '[', '\\', ' ', '[1', '"\\', '1.', 'a:', '{"a":', '-'])
    for (const read of [commonLine, jsonLine]) read(part.repeat(300_000 / part.length));
  expect(performance.now() - start).toBeLessThan(2_000);
});
