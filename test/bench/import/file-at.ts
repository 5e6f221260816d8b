import { type FileHandle, open } from 'node:fs/promises';
import type { BlobLike } from '../../../src/capture/import/file-chunks.ts';

/** A file on the disk as a browser's File is: Node's own Blob of a file copies each piece several times, which browsers do not. */
export async function fileAt(path: string): Promise<BlobLike> {
  const handle = await open(path);
  const { size } = await handle.stat();
  return part(handle, 0, size);
}

function part(handle: FileHandle, from: number, to: number): Blob {
  const bytes = async (): Promise<ArrayBuffer> => {
    // Not filled with zeros first: that is no part of reading, and a browser's File leaves it out.
    const { buffer } = Buffer.allocUnsafeSlow(to - from);
    let done = 0;
    while (done < buffer.byteLength) {
      const { bytesRead } = await handle.read(new Uint8Array(buffer), done, buffer.byteLength - done, from + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer;
  };
  const not = (): never => {
    throw new Error('not needed here');
  };
  return {
    size: to - from,
    type: '',
    arrayBuffer: bytes,
    bytes: async () => new Uint8Array(await bytes()),
    text: not,
    stream: not,
    slice: (start = 0, end = to - from) => part(handle, from + start, Math.min(to, from + end)),
  };
}
