import { isFields } from '../../http/unknown.ts';
import { type BlobLike, fileChunks } from './file-chunks.ts';

/** How much of a file is looked at, bytes after decompressing. */
const head = 64 * 1024;

/**
 * Whether a file is a HAR or a log, by its beginning: a HAR is one JSON object, a log in JSON has one in every line.
 * A file that cannot be read counts as a log; its reader says why.
 */
export async function kindOfFile(file: BlobLike): Promise<'har' | 'log'> {
  const parts: string[] = [];
  const decoder = new TextDecoder();
  let length = 0;
  try {
    for await (const chunk of fileChunks(file, new AbortController().signal, () => undefined)) {
      parts.push(decoder.decode(chunk.subarray(0, head), { stream: true }));
      length += chunk.length;
      if (length >= head) break;
    }
  } catch {
    // What came before tells.
  }
  const text = parts
    .join('')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return 'log';
  const [line = ''] = text.split('\n', 1);
  try {
    const first: unknown = JSON.parse(line);
    return isFields(first) && !isFields(first.log) && !Array.isArray(first.entries) ? 'log' : 'har';
  } catch {
    return 'har';
  }
}
