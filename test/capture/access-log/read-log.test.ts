import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonLine } from '../../../src/capture/access-log/common-log.ts';
import { jsonLine } from '../../../src/capture/access-log/json-log.ts';
import { isRefused, type LogLine } from '../../../src/capture/access-log/log-line.ts';
import { readLog, readLogChunks } from '../../../src/capture/access-log/read-log.ts';

const never = new AbortController().signal;
const utf8 = new TextEncoder();

async function read(bytes: Uint8Array, cuts: readonly number[]) {
  async function* chunks() {
    let from = 0;
    for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
      const chunk = bytes.slice(from, to);
      yield chunk;
      chunk.fill(0x34);
      from = to;
    }
  }
  const lines: LogLine[] = [];
  const found = await readLogChunks(chunks(), (line) => lines.push(line), never);
  return { ...found, lines };
}

const time = '[22/Nov/2026:10:00:00 +0000]';
/** What may be mistaken for a status, and what may hide one. */
const piece = fc.constantFrom(
  '409',
  ' 409 ',
  '" 409 ',
  '\\" 412 ',
  '423',
  '\\x22 428 ',
  '"',
  '\\',
  ' ',
  '4',
  '40',
  '\t',
  'é',
  '日',
  '',
  '" 42',
);
const words = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
const status = fc.constantFrom(200, 201, 304, 400, 404, 409, 410, 411, 412, 413, 419, 422, 423, 424, 428, 429, 500);
const number = fc.oneof(fc.nat(5_000), fc.constantFrom(409, 412, 1409, 4_090));
const common = fc
  .tuple(words, status, number, words, words, fc.boolean())
  .map(([path, code, size, referer, agent, short]) => {
    const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    const line = `203.0.113.9 - - ${time} "PUT /${quoted(path)} HTTP/1.1" ${code} ${size}`;
    return short ? line : `${line} "${quoted(referer)}" "${quoted(agent)}"`;
  });
const json = fc
  .tuple(words, status, number, fc.boolean(), fc.boolean())
  .map(([path, code, size, spaced, text]) =>
    JSON.stringify({ path, size, status: text ? String(code) : code, at: size }, null, spaced ? 1 : 0).replaceAll(
      '\n',
      '',
    ),
  );
const cuts = fc.array(fc.nat(), { maxLength: 20 });

describe('refused lines of a log', () => {
  test.each([
    ['common', common, commonLine],
    ['JSON', json, jsonLine],
  ] as const)('are those that reading every line finds, wherever the chunks end: %s', async (_name, line, reader) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(line, fc.constantFrom('', 'noise 409', '" 409')), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        cuts,
        async (lines, end, last, where) => {
          // The first line tells what kind of log it is.
          const all = [
            reader === commonLine ? `203.0.113.9 - - ${time} "GET / HTTP/1.1" 200 1` : '{"status":200}',
            ...lines,
          ];
          const expected = all.flatMap((each) => reader(each) ?? []).filter((each) => isRefused(each.status));
          const found = await read(utf8.encode(all.join(end) + (last ? end : '')), where);
          expect(found.lines).toEqual(expected);
          expect(found.refused).toBe(expected.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('are there in a compressed log, too', async () => {
    const text = `203.0.113.9 - - ${time} "PUT /x HTTP/1.1" 409 1\n`.repeat(3_000);
    const lines: LogLine[] = [];
    const found = await readLog(new Blob([gzipSync(text)]), (line) => lines.push(line), never);
    expect(found).toMatchObject({ refused: 3_000, format: 'common', faults: [], bytes: text.length });
    expect(lines).toHaveLength(3_000);
  });
});

describe('a log that cannot be read', () => {
  test('of no known kind says so', async () => {
    expect(await read(utf8.encode('some words\n409\n'), [])).toMatchObject({
      format: null,
      faults: [{ what: 'no-log', byte: 0 }],
    });
    expect(await read(new Uint8Array(), [])).toMatchObject({ format: null, faults: [{ what: 'no-log', byte: 0 }] });
  });

  test('in one line says where, and goes on', async () => {
    const good = `203.0.113.9 - - ${time} "PUT /x HTTP/1.1" 409 1\n`;
    const bad = 'half a line "PUT /x HTTP/1.1" 409 1\n';
    const found = await read(utf8.encode(good + bad + good), [70]);
    expect(found.faults).toEqual([{ what: 'line', byte: good.length }]);
    expect(found.refused).toBe(2);
  });

  test('a line without end takes no memory, and the next one is read', async () => {
    const good = `203.0.113.9 - - ${time} "PUT /x HTTP/1.1" 409 1\n`;
    const long = `${'x'.repeat(3_000_000)}\n`;
    const found = await read(utf8.encode(good + long + good), [500_000, 1_500_000, 2_000_000]);
    expect(found.faults).toEqual([{ what: 'long-line', byte: good.length }]);
    expect(found.refused).toBe(2);
  });

  test('breaks off in its compression: what came before counts', async () => {
    // Addresses that do not repeat, so that half of the compressed file is half of the log.
    const text = Array.from(
      { length: 5_000 },
      (_, n) => `203.0.${n % 251}.${(n * 7_919) % 241} - - ${time} "PUT /${n * 7_919} HTTP/1.1" 409 1`,
    ).join('\n');
    const zipped = gzipSync(text);
    const found = await readLog(new Blob([zipped.subarray(0, zipped.length / 2)]), () => undefined, never);
    expect(found.faults).toEqual([{ what: 'unreadable', byte: expect.any(Number) }]);
    expect(found.refused).toBeGreaterThan(1_000);
  });

  test('can be given up', async () => {
    const stop = new AbortController();
    const text = new Blob([`203.0.113.9 - - ${time} "PUT /x HTTP/1.1" 409 1\n`.repeat(100_000)]);
    await expect(
      readLog(
        text,
        () => undefined,
        stop.signal,
        () => stop.abort(),
      ),
    ).rejects.toThrow(/abort/i);
  });
});
