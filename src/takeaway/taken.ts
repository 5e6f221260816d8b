import { say } from '../texts/say.ts';

/** What is about to leave: a file, and what the person should know of it before it does. */
export type Taken = {
  /** File name. */
  readonly name: string;
  readonly type: string;
  /** The text in pieces: one string of everything might be too long for the browser. */
  readonly parts: readonly string[];
  /** Bytes in UTF-8. */
  readonly size: number;
  readonly exchanges: number;
  /** Places where a secret was. */
  readonly redacted: number;
  /** Sentences on what it does not hold, or what to do with it. */
  readonly notes: readonly string[];
};

/** Marks of record/tag.ts, as they are, in JSON and in per cent; and the names that scripts have in place of secrets. */
const marks = /‹redacted #[0-9a-f]{4}›|%E2%80%B9redacted|\$\{?RESAVE_[A-Z0-9_]+/gi;

export function takenOf(
  name: string,
  type: string,
  parts: readonly string[],
  exchanges: number,
  notes: readonly string[] = [],
): Taken {
  let size = 0;
  let redacted = 0;
  for (const part of parts) {
    size += bytesOf(part);
    // Most pieces have none, and need no search.
    if (/redacted|RESAVE_/.test(part)) redacted += part.match(marks)?.length ?? 0;
  }
  return { name, type, parts, size, exchanges, redacted, notes };
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code <= 0xdbff) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}

/** How much of it is shown before it leaves, in characters. */
const mostShown = 20_000;

/** Its beginning, and whether that is all. */
export function previewOf({ parts }: Taken): { readonly text: string; readonly whole: boolean } {
  let text = '';
  for (const part of parts) {
    text += part.slice(0, mostShown - text.length + 1);
    if (text.length > mostShown) return { text: text.slice(0, mostShown), whole: false };
  }
  return { text, whole: true };
}

/** What was taken out of it, as a sentence. */
export function redactedWords(count: number): string {
  if (count === 0) return say`No place in it held a secret that Resave knows.`;
  return count === 1 ? say`1 secret is replaced by a mark.` : say`${count} secrets are replaced by marks.`;
}
