/** A text with places for secrets, which the person fills in when the script runs. */
export type Piece =
  | { readonly literal: string }
  /** `as`: how the value is written there: as it is, inside a JSON string, or in per cent as in URLs and forms. */
  | { readonly secret: string; readonly as: 'raw' | 'json' | 'url' };
export type Text = readonly Piece[];

/** Marks that stand for secrets (record/tag.ts), as they are and in per cent. */
const mark = /‹redacted #[0-9a-f]{4}›|%E2%80%B9redacted(?:%20|\+)%23[0-9a-f]{4}%E2%80%BA/gi;

/** Names for the secrets of one script: the same mark has the same name. */
export type Names = (mark: string, of: string | null) => string;

export function namesOfSecrets(): Names {
  const byMark = new Map<string, string>();
  let count = 0;
  return (found, of) => {
    // A header's own name says more than a number.
    if (of !== null) return `RESAVE_${of.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    const tag = /[0-9a-f]{4}(?=›|%E2%80%BA)/i.exec(found)?.[0] ?? found;
    const name = byMark.get(tag) ?? `RESAVE_SECRET_${++count}`;
    byMark.set(tag, name);
    return name;
  };
}

/** Takes a text apart at the marks. `of`: the header field that it is the value of; `inJson`: it is JSON. */
export function textOf(text: string, names: Names, of: string | null = null, inJson = false): Text {
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of text.matchAll(mark)) {
    if (found.index > done) pieces.push({ literal: text.slice(done, found.index) });
    const as = found[0].startsWith('%') ? 'url' : inJson ? 'json' : 'raw';
    pieces.push({ secret: names(found[0], of), as });
    done = found.index + found[0].length;
  }
  if (done < text.length) pieces.push({ literal: text.slice(done) });
  return pieces;
}

export function secretsOf(texts: readonly Text[]): string[] {
  return [...new Set(texts.flat().flatMap((piece) => ('secret' in piece ? [piece.secret] : [])))];
}
