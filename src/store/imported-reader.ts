import { harFileSighting } from '../capture/har-file/har-sighting.ts';
import { readEntry } from '../capture/har-file/read-har.ts';
import { type BlobLike, fileChunks } from '../capture/import/file-chunks.ts';
import type { Sighting } from '../capture/sighting.ts';
import { bodyMark, bodySize } from '../record/body.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';
import type { EntryIndex } from './imported-index.ts';

/** Exchanges that stay at hand after they were read from the file, and the room that their bodies may take, in UTF-16 units. */
const atHand = { exchanges: 500, room: 8 * 1024 * 1024 };
/** Ranges of the file that lie nearer to each other are read as one, bytes. */
const gap = 64 * 1024;

type Deps = {
  readonly index: EntryIndex;
  /** By their numbers in the index. */
  readonly files: readonly { readonly file: BlobLike; readonly gzip: boolean }[];
  readonly exchangeOf: (sighting: Sighting, at: number) => Exchange;
};

/** Reads exchanges from their places in the files; those that were read last stay at hand. */
export function createImportedReader({ index, files, exchangeOf }: Deps) {
  const recent = new Map<number, Exchange>();
  let room = 0;

  /** Exchanges by their numbers, from memory or from their file; those that can no longer be read are left out. */
  async function read(wanted: readonly number[], headsOnly = false): Promise<Map<number, Exchange>> {
    const found = new Map<number, Exchange>();
    const missing: number[] = [];
    for (const at of wanted) {
      const known = recent.get(at);
      if (known === undefined) missing.push(at);
      else found.set(at, headsOnly ? headOf(known) : known);
    }
    for (const [number, file] of files.entries()) {
      const here = missing.filter((at) => index.file(at) === number).sort((a, b) => index.offset(a) - index.offset(b));
      if (here.length === 0) continue;
      for await (const [at, bytes] of file.gzip ? inStream(file.file, here) : inFile(file.file, here)) {
        const sighting = harFileSighting(readEntry(bytes), `${number}.${index.ordinal(at)}`, index.tabId(at));
        if (sighting === null) continue;
        const exchange = exchangeOf(sighting, at);
        found.set(at, headsOnly ? headOf(exchange) : exchange);
        if (!headsOnly) remember(at, exchange);
      }
    }
    return found;
  }

  async function* inFile(file: BlobLike, sorted: readonly number[]): AsyncGenerator<readonly [number, Uint8Array]> {
    for (let from = 0; from < sorted.length; ) {
      const first = sorted[from] ?? 0;
      const start = index.offset(first);
      let end = start + index.length(first);
      let to = from + 1;
      for (; to < sorted.length; to++) {
        const next = sorted[to] ?? 0;
        if (index.offset(next) - end > gap || index.offset(next) + index.length(next) - start > 4 * 1024 * 1024) break;
        end = index.offset(next) + index.length(next);
      }
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      for (const at of sorted.slice(from, to)) {
        const begin = index.offset(at) - start;
        yield [at, bytes.subarray(begin, begin + index.length(at))];
      }
      from = to;
    }
  }

  /** A compressed file has no places to go to: it is read once more from its beginning. */
  async function* inStream(file: BlobLike, sorted: readonly number[]): AsyncGenerator<readonly [number, Uint8Array]> {
    let base = 0;
    let next = 0;
    let parts: Uint8Array[] = [];
    for await (const chunk of fileChunks(file, new AbortController().signal, () => undefined)) {
      for (let at = sorted[next]; at !== undefined; at = sorted[next]) {
        const start = Math.max(0, index.offset(at) - base);
        const end = index.offset(at) + index.length(at) - base;
        if (start >= chunk.length) break;
        parts.push(chunk.slice(start, Math.min(end, chunk.length)));
        if (end > chunk.length) break;
        yield [at, joined(parts)];
        parts = [];
        next++;
      }
      base += chunk.length;
      if (next >= sorted.length) return;
    }
  }

  function remember(at: number, exchange: Exchange): void {
    // Two reads at once may bring the same.
    forget(at);
    recent.set(at, exchange);
    room += roomOf(exchange);
    for (const oldest of recent.keys()) {
      if (recent.size <= atHand.exchanges && room <= atHand.room) break;
      forget(oldest);
    }
  }

  function forget(at: number): void {
    const known = recent.get(at);
    if (known === undefined) return;
    recent.delete(at);
    room -= roomOf(known);
  }

  return {
    read,
    /** What is known of this one has changed: it is read anew. */
    forget,
  };
}

/** The same without its bodies. */
export const headOf = (x: Exchange): Exchange => ({
  ...x,
  requestBody: bodyMark(x.requestBody),
  responseBody: bodyMark(x.responseBody),
});

/** What an exchange takes, roughly, in UTF-16 units. */
function roomOf(x: Exchange): number {
  const fields = [...(requestHeaders(x) ?? []), ...(responseHeaders(x) ?? [])];
  const headers = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return bodySize(x.requestBody) + bodySize(x.responseBody) + headers + x.url.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
