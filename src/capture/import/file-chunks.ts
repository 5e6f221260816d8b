import { inflated, isGzip } from './gzip.ts';

/**
 * Bytes that are asked for at a time: so many that waiting for a piece does not count. Two pieces are in memory: the one being looked through and
 * the one being fetched.
 */
const piece = 4 * 1024 * 1024;

/** What of a Blob or File is needed. */
export type BlobLike = Pick<Blob, 'size' | 'slice'>;

/** How far a file is read: bytes of the file as it lies there (compressed ones, where it is compressed). */
export type ReadSoFar = (bytes: number) => void;

/**
 * A file's bytes, piece by piece, each valid until the next is asked for; decompressed where it is gzip. Ends with the signal's reason when cancelled, and with the browser's
 * error where the file cannot be read or its compression is broken.
 */
export async function* fileChunks(file: BlobLike, signal: AbortSignal, read: ReadSoFar): AsyncGenerator<Uint8Array> {
  if (await isGzip(file)) yield* inflated(plain(file, signal, read));
  else yield* plain(file, signal, read);
}

async function* plain(file: BlobLike, signal: AbortSignal, read: ReadSoFar): AsyncGenerator<Uint8Array> {
  const fetch = (from: number) => file.slice(from, Math.min(file.size, from + piece)).arrayBuffer();
  let next = file.size > 0 ? fetch(0) : null;
  for (let from = 0; next !== null; ) {
    signal.throwIfAborted();
    const buffer: ArrayBuffer = await next;
    from += buffer.byteLength;
    // The next piece comes while this one is looked through.
    next = from < file.size && buffer.byteLength > 0 ? fetch(from) : null;
    // Nobody waits for it where the reader gives up before.
    next?.catch(() => undefined);
    yield new Uint8Array(buffer);
    letGo(buffer);
    read(from);
  }
}

/** Gives the memory back at once (ECMAScript 2024): a collector that sees few objects lets pieces pile up. */
function letGo(buffer: ArrayBuffer): void {
  if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}
