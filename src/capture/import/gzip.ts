import type { BlobLike } from './file-chunks.ts';

/** Whether a file is compressed by gzip (RFC 1952 §2.3.1: it begins with 1f 8b). */
export async function isGzip(file: BlobLike): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Compressed bytes that are given to the browser at a time: what it makes of them is in memory at once. */
const portion = 64 * 1024;

/** A member's header begins with two magic numbers, the method and flags without reserved bits (RFC 1952 §2.3.1). */
const headerLength = 4;
function isHeader(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && (bytes[at + 3] as number) < 0x20;
}

/**
 * The contents of a gzip file of one or more members (RFC 1952 §2.2; logs are concatenated so). Browsers' DecompressionStream takes one member and
 * calls whatever follows an error, and does not tell where the member ended. So each place that looks like a header is checked: the member ended
 * before it where the four bytes there tell the length of what was decompressed (ISIZE). Throws the browser's error where the file is broken, after
 * all that came before.
 */
export async function* inflated(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let member = createMember();
  /** The end of the last chunk, where a header may begin. */
  let held = new Uint8Array();
  async function* give(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += portion) {
      try {
        await member.write(bytes.subarray(from, from + portion));
      } finally {
        yield* member.taken();
      }
    }
  }
  async function* end(): AsyncGenerator<Uint8Array> {
    try {
      await member.end();
    } finally {
      yield* member.taken();
    }
  }
  try {
    for await (const chunk of chunks) {
      const bytes = new Uint8Array(held.length + chunk.length);
      bytes.set(held);
      bytes.set(chunk, held.length);
      const last = Math.max(0, bytes.length - headerLength + 1);
      let done = 0;
      for (let at = bytes.indexOf(0x1f); at !== -1 && at < last; at = bytes.indexOf(0x1f, at + 1)) {
        if (!isHeader(bytes, at)) continue;
        yield* give(bytes.subarray(done, at));
        done = at;
        if (!(await member.mayEndHere())) continue;
        yield* end();
        member = createMember();
      }
      yield* give(bytes.subarray(done, last));
      held = bytes.slice(last);
    }
    yield* give(held);
    yield* end();
  } finally {
    member.cancel();
  }
}

/** One member on its way through the browser's decompressor. */
function createMember() {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const reader = readable.getReader();
  let made: Uint8Array[] = [];
  let length = 0;
  let isEmpty = true;
  /** The last four bytes that were given, as a number whose lowest byte came first. */
  let tail = 0;
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      made.push(value);
      length += value.length;
    }
  })();
  const nobodyWaits = (): undefined => undefined;
  reading.catch(nobodyWaits);
  writer.closed.catch(nobodyWaits);

  return {
    async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      isEmpty = false;
      for (const byte of bytes.subarray(-4)) tail = (tail >>> 8) | (byte << 24);
      await writer.write(bytes);
    },
    /** What was decompressed since this was asked last. */
    taken(): Uint8Array[] {
      const all = made;
      made = [];
      return all;
    },
    /** Whether what was given so far ends with the length of what came of it, modulo 2^32. */
    async mayEndHere(): Promise<boolean> {
      if (isEmpty) return false;
      // What was written is decompressed by now; it is read when nothing more arrives in a turn.
      for (let before = -1; before !== length; ) {
        before = length;
        await new Promise((turn) => setTimeout(turn));
      }
      return length >>> 0 === tail >>> 0;
    },
    async end(): Promise<void> {
      await writer.close();
      await reading;
    },
    cancel(): void {
      writer.abort().catch(nobodyWaits);
      reader.cancel().catch(nobodyWaits);
    },
  };
}
