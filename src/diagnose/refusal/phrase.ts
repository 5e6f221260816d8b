import { stop } from './words.ts';

/**
 * A phrase over words, matched without backtracking regexes: each part is a set of words (`taken|used`), a word's beginning (`exist*`),
 * or a gap (`~3`: up to three words, never over the end of a sentence). Cost: words × the product of the gaps, both small and fixed.
 */
export type Phrase = readonly Part[];
type Part = { readonly gap: number } | { readonly whole: ReadonlySet<string>; readonly starts: readonly string[] };

/** Named sets of words that phrases share: `<version>`. */
export type Families = { readonly [family: string]: string };

/** Reads the notation above. Throws on an unknown family, at load time. */
export function phrase(notation: string, families: Families = {}): Phrase {
  return notation
    .trim()
    .split(/\s+/)
    .map((part) => {
      if (part.startsWith('~')) return { gap: Number(part.slice(1)) };
      const words = part.split('|').flatMap((word) => {
        if (!word.startsWith('<')) return [word];
        const family = families[word.slice(1, -1)];
        if (family === undefined) throw new Error(`no family of words is called ${word}`);
        return family.split('|');
      });
      const starts = words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
      return { whole: new Set(words.filter((word) => !word.endsWith('*'))), starts };
    });
}

/** Where the phrase stands in the words: first and one past the last; null where it does not. */
export function find(phrase: Phrase, words: readonly string[]): readonly [from: number, to: number] | null {
  for (let from = 0; from < words.length; from++) {
    const to = matchAt(phrase, 0, words, from);
    if (to !== null) return [from, to];
  }
  return null;
}

function matchAt(phrase: Phrase, part: number, words: readonly string[], at: number): number | null {
  const wanted = phrase[part];
  if (wanted === undefined) return at;
  if ('gap' in wanted) {
    for (let skipped = 0; skipped <= wanted.gap; skipped++) {
      const end = matchAt(phrase, part + 1, words, at + skipped);
      if (end !== null) return end;
      if (words[at + skipped] === stop) return null;
    }
    return null;
  }
  const word = words[at];
  if (word === undefined || !fits(word, wanted)) return null;
  return matchAt(phrase, part + 1, words, at + 1);
}

function fits(
  word: string,
  part: { readonly whole: ReadonlySet<string>; readonly starts: readonly string[] },
): boolean {
  return part.whole.has(word) || part.starts.some((start) => word.startsWith(start));
}
