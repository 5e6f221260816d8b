import { type BlobLike, fileChunks, type ReadSoFar } from '../import/file-chunks.ts';
import { commonLine } from './common-log.ts';
import { jsonLine } from './json-log.ts';
import { isRefused, type LogLine } from './log-line.ts';
import { type LogKind, scanLines } from './status-scan.ts';

/** Where a log could not be read. `byte` of the file after decompressing, from 0. */
export type LogFault = { readonly what: 'no-log' | 'line' | 'long-line' | 'unreadable'; readonly byte: number };

export type LogRead = {
  /** Bytes after decompressing. */
  readonly bytes: number;
  /** null: not a line was understood. */
  readonly format: LogKind | null;
  readonly refused: number;
  /** The first of them; a `line` looked like a refusal and could not be read. */
  readonly faults: readonly LogFault[];
  readonly moreFaults: number;
};

const newline = 0x0a;
/** Longest line that is read, bytes. */
const longestLine = 1024 * 1024;
/** So much of the beginning tells what kind of log it is. */
const sample = 256 * 1024;
const mostFaults = 20;

const readers: { readonly [K in LogKind]: (line: string) => LogLine | null } = { common: commonLine, json: jsonLine };

/** By the most of the first lines that one of the readers understands. */
function kindOf(bytes: Uint8Array): LogKind | null {
  const lines = new TextDecoder().decode(bytes.subarray(0, sample)).split('\n').slice(0, 500);
  const understood = (kind: LogKind) => lines.filter((line) => readers[kind](withoutReturn(line)) !== null).length;
  const [common, json] = [understood('common'), understood('json')];
  if (common === 0 && json === 0) return null;
  return json > common ? 'json' : 'common';
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Reads a server's access log, a file of any size, as `readLogChunks` does; decompressed where it is gzip. */
export function readLog(
  file: BlobLike,
  take: (line: LogLine) => void,
  signal: AbortSignal,
  progress: ReadSoFar = () => undefined,
): Promise<LogRead> {
  return readLogChunks(fileChunks(file, signal, progress), take, signal);
}

/**
 * Reads the bytes of an access log, cut anywhere, and hands on the lines of requests that were refused with 409, 412, 423 or 428; no other line is
 * decoded. Rejects only with the signal's reason; whatever is wrong with the file is among the faults.
 */
export async function readLogChunks(
  chunks: AsyncIterable<Uint8Array>,
  take: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<LogRead> {
  const decoder = new TextDecoder();
  const faults: LogFault[] = [];
  let moreFaults = 0;
  let refused = 0;
  let kind: LogKind | null = null;
  let base = 0;
  /** The line that the last chunk cut. */
  let rest: Uint8Array[] = [];
  let restLength = 0;
  const fail = (fault: LogFault): void => {
    if (faults.length < mostFaults) faults.push(fault);
    else moreFaults++;
  };
  const scan = (bytes: Uint8Array, from: number, to: number, offset: number): void => {
    if (to <= from) return;
    kind ??= kindOf(bytes.subarray(from, to));
    if (kind === null) return;
    const read = readers[kind];
    scanLines(bytes, from, to, kind, (start, end) => {
      if (end - start > longestLine) {
        fail({ what: 'long-line', byte: offset + start });
        return;
      }
      const line = read(withoutReturn(decoder.decode(bytes.subarray(start, end))));
      if (line === null) fail({ what: 'line', byte: offset + start });
      else if (isRefused(line.status)) {
        refused++;
        take(line);
      }
    });
  };
  const scanRest = (): void => {
    if (restLength > longestLine) fail({ what: 'long-line', byte: base - restLength });
    else if (restLength > 0) {
      const bytes = new Uint8Array(restLength);
      let at = 0;
      for (const part of rest) {
        bytes.set(part, at);
        at += part.length;
      }
      scan(bytes, 0, restLength, base - restLength);
    }
    rest = [];
    restLength = 0;
  };
  const keep = (part: Uint8Array): void => {
    // Of a line without end only its length is kept.
    if (restLength <= longestLine) rest.push(part.slice());
    restLength += part.length;
  };
  try {
    for await (const chunk of chunks) {
      kind ??= kindOf(chunk);
      const first = chunk.indexOf(newline);
      if (first === -1) keep(chunk);
      else {
        keep(chunk.subarray(0, first + 1));
        base += first + 1;
        scanRest();
        const last = chunk.lastIndexOf(newline) + 1;
        scan(chunk, first + 1, last, base - first - 1);
        base -= first + 1;
        keep(chunk.subarray(last));
      }
      base += chunk.length;
    }
    scanRest();
  } catch (error) {
    if (signal.aborted) throw error;
    fail({ what: 'unreadable', byte: base });
  }
  if (kind === null && faults.length === 0) fail({ what: 'no-log', byte: 0 });
  return { bytes: base, format: kind, refused, faults, moreFaults };
}
