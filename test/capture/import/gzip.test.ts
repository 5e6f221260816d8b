import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileChunks } from '../../../src/capture/import/file-chunks.ts';
import { inflated } from '../../../src/capture/import/gzip.ts';

const never = new AbortController().signal;

/** What came before the end, and the error there. */
async function read(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly text: string; readonly error: unknown }> {
  const parts: Uint8Array[] = [];
  let error: unknown = null;
  try {
    for await (const chunk of chunks) parts.push(chunk.slice());
  } catch (thrown) {
    error = thrown;
  }
  return { text: Buffer.concat(parts).toString(), error };
}

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const to of [...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    yield bytes.slice(from, to);
    from = to;
  }
}

describe('a gzip file', () => {
  test('of several members gives all of them, wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ maxLength: 200 }), fc.constantFrom(0, 1, 9)), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (members, cuts) => {
          const file = Buffer.concat(members.map(([text, level]) => gzipSync(text, { level })));
          const whole = Buffer.concat(members.map(([text]) => Buffer.from(text))).toString();
          expect(await read(inflated(cut(file, cuts)))).toEqual({ text: whole, error: null });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('may hold what looks like a member', async () => {
    // Not compressed, so that the inner file's headers stand in the outer one, each after a length that is true of the inner one.
    const inner = Buffer.concat([gzipSync('a'), gzipSync('bb'), gzipSync('ccc')]);
    const file = gzipSync(inner, { level: 0 });
    const parts: Uint8Array[] = [];
    for await (const part of inflated(cut(file, [20, 40]))) parts.push(part.slice());
    expect(Buffer.concat(parts).equals(inner)).toBe(true);
  });

  test('whose second member is broken gives the first, and the error', async () => {
    const second = gzipSync('second '.repeat(10_000));
    second.fill(0xff, second.length >> 1);
    const { text, error } = await read(fileChunks(new Blob([gzipSync('first\n'), second]), never, () => undefined));
    expect(text.startsWith('first\n')).toBe(true);
    expect(error).toBeInstanceOf(Error);
  });

  test('whose second member ends early gives what there is of it, and the error', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `line ${(n * 7_919) % 20_011}\n`).join('');
    const second = gzipSync(lines);
    const { text, error } = await read(
      fileChunks(new Blob([gzipSync('first\n'), second.subarray(0, second.length - 9)]), never, () => undefined),
    );
    expect(text.startsWith('first\nline 0\n')).toBe(true);
    expect(text.length).toBeGreaterThan(lines.length / 2);
    expect(error).toBeInstanceOf(Error);
  });

  test('can be given up', async () => {
    const stop = new AbortController();
    const file = new Blob([gzipSync(Buffer.alloc(9_000_000, 'x'), { level: 0 })]);
    const { error } = await read(fileChunks(file, stop.signal, () => stop.abort()));
    expect(error).toBe(stop.signal.reason);
  });
});
