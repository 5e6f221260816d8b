import { isWrite } from '../../http/method.ts';
import { isFields, isString } from '../../http/unknown.ts';
import { isOfInterest } from '../devtools-network.ts';
import { type BlobLike, fileChunks, type ReadSoFar } from '../import/file-chunks.ts';
import { type Creator, creatorOf, glanceAt } from './har-sighting.ts';
import { newLongMark, skeletonOf, withBody, withLongs } from './item-value.ts';
import { jsonFault } from './json-fault.ts';
import type { JsonFault, JsonItem } from './json-item.ts';
import { JsonItems } from './json-items.ts';

/** An entry of a HAR file, and where in the file (after decompressing) it stands. */
export type HarEntry = {
  readonly entry: unknown;
  /** From 0, counting every entry of the file. */
  readonly index: number;
  readonly offset: number;
  readonly length: number;
};

/** Where a file is broken. `byte` and `line` of the file after decompressing, the byte from 0, the line from 1. */
export type HarFault = {
  readonly what: JsonFault['what'] | 'no-json-entry' | 'no-entry' | 'unreadable';
  readonly byte: number;
  readonly line: number;
  /** Number of the entry, from 1; null where the fault is outside of the entries. */
  readonly entry: number | null;
};

/** Bodies of reads that went well are decoded when somebody looks at them: most of a file is made of them. */
function needsBody(entry: unknown): boolean {
  const glance = glanceAt(entry);
  return glance === null || isWrite(glance.method) || glance.status >= 400;
}

/** Most faults that are told one by one. */
const mostFaults = 50;

export type HarRead = {
  readonly entries: number;
  /** Entries that are none of a page's requests: images, scripts, styles. */
  readonly ignored: number;
  /** The first of them, in order. */
  readonly faults: readonly HarFault[];
  readonly moreFaults: number;
  readonly creator: Creator | null;
};

/**
 * Reads a HAR file of any size entry by entry, with one piece of the file and one entry in memory. The bodies of entries that are of no
 * interest are never decoded, those of reads that went well not yet (`readEntry` gives them). Rejects only with the signal's reason; whatever is wrong with the file is among the faults.
 * @param take is given every entry that may be a page's request; the creator is known to it where the file tells it before its entries, as all do
 */
export async function readHar(
  file: BlobLike,
  take: (entry: HarEntry, creator: Creator | null) => void,
  signal: AbortSignal,
  progress: ReadSoFar = () => undefined,
): Promise<HarRead> {
  const mark = newLongMark();
  const faults: HarFault[] = [];
  let moreFaults = 0;
  let entries = 0;
  let ignored = 0;
  let creator: Creator | null = null;
  let line = 1;
  let byte = 0;
  const fail = (fault: HarFault): void => {
    if (faults.length < mostFaults) faults.push(fault);
    else moreFaults++;
  };
  const items = new JsonItems({
    entry(item) {
      const index = entries++;
      line = item.line;
      const value = parsed(item, mark);
      const wanted = isOfInterest(value);
      const entry = wanted && needsBody(value) ? whole(item, mark, value) : value;
      if (entry === undefined) {
        const at = jsonFault(item.bytes) ?? 0;
        const where = { byte: item.offset + at, line: item.line + linesIn(item.bytes, at) };
        fail({ what: 'no-json-entry', ...where, entry: index + 1 });
      } else if (wanted) take({ entry, index, offset: item.offset, length: item.length }, creator);
      else if (isFields(value) && isFields(value.request) && isFields(value.response) && isString(value.request.url))
        ignored++;
      else fail({ what: 'no-entry', byte: item.offset, line: item.line, entry: index + 1 });
    },
    meta(name, item) {
      if (name === 'creator') creator = creatorOf(parsed(item, mark));
    },
    fault(fault) {
      const inEntry = fault.what === 'control-in-string' || fault.what === 'too-large' || fault.what === 'ends-early';
      fail({ what: fault.what, byte: fault.offset, line: fault.line, entry: inEntry ? entries + 1 : null });
      // The one that is broken counts as an entry, so that the numbers of the next ones are those of the file.
      if (fault.what === 'control-in-string' || fault.what === 'too-large') entries++;
    },
  });
  try {
    for await (const chunk of fileChunks(file, signal, progress)) {
      items.push(chunk);
      byte += chunk.length;
      if (items.isBroken) break;
    }
    items.end();
  } catch (error) {
    if (signal.aborted) throw error;
    fail({ what: 'unreadable', byte, line, entry: entries > 0 ? entries : null });
  }
  return { entries, ignored, faults, moreFaults, creator };
}

/** One entry from its bytes, as they stand in the file. null where they are no entry. */
export function readEntry(bytes: Uint8Array): unknown {
  const mark = newLongMark();
  let found: unknown = null;
  const items = new JsonItems({
    entry(item) {
      const value = parsed(item, mark);
      if (value !== undefined) found = whole(item, mark, value) ?? null;
    },
    meta: () => undefined,
    fault: () => undefined,
  });
  const utf8 = new TextEncoder();
  items.push(utf8.encode('{"entries":['));
  // In pieces, so that a huge string is cut as it was when the file was read.
  const piece = 1024 * 1024;
  for (let from = 0; from < bytes.length; from += piece) items.push(bytes.subarray(from, from + piece));
  items.push(utf8.encode(']}'));
  return found;
}

/** Without the response's body, which is decoded only where the entry is of interest. undefined where it is no JSON. */
function parsed(item: JsonItem, mark: string): unknown {
  try {
    return withLongs(item, mark, skeletonOf(item, mark), false);
  } catch {
    return undefined;
  }
}

function whole(item: JsonItem, mark: string, value: unknown): unknown {
  try {
    return withBody(item, mark, value);
  } catch {
    return undefined;
  }
}

function linesIn(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) if (bytes[at] === 0x0a) count++;
  return count;
}
