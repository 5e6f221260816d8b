import { say } from '../../texts/say.ts';
import { diff3, intern, type Range } from './sequence.ts';

/** Merged text; `mine` and `theirs` say who has the lines that both changed. */
export type MergedLines = {
  readonly mine: string;
  readonly theirs: string;
  /** The lines in dispute, as mine counts them: `line 3`, `lines 3 to 5`. */
  readonly clashes: readonly string[];
};

/** Merges texts line by line. Where mine wrote all line ends as CRLF and the base had none (a form does that), mine's stay. */
export function mergeLines(
  base: string,
  mine: string,
  theirs: string,
  split: (text: string) => string[] = splitLines,
): MergedLines {
  const crlf = mine.includes('\r\n') && !base.includes('\r\n') && !/[^\r]\n/.test(mine);
  const sides = [base, crlf ? mine.replaceAll('\r\n', '\n') : mine, theirs].map(split);
  const [baseLines = [], mineLines = [], theirLines = []] = sides;
  const [b = [], m = [], t = []] = intern(sides);
  const forMine: string[] = [];
  const forTheirs: string[] = [];
  const clashes: string[] = [];
  for (const region of diff3(b, m, t)) {
    const fromMine = mineLines.slice(...region.mine);
    const fromTheirs = theirLines.slice(...region.theirs);
    if (region.takes === 'conflict') clashes.push(named(region.mine));
    forMine.push(
      ...(region.takes === 'theirs'
        ? fromTheirs
        : region.takes === 'same'
          ? baseLines.slice(...region.base)
          : fromMine),
    );
    forTheirs.push(...(region.takes === 'mine' || region.takes === 'both' ? fromMine : fromTheirs));
  }
  const joined = (lines: readonly string[]): string =>
    crlf ? lines.join('').replaceAll('\n', '\r\n') : lines.join('');
  return { mine: joined(forMine), theirs: joined(forTheirs), clashes };
}

/** Lines with their ends, so that joining them gives the text back. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end + 1;
    lines.push(text.slice(from, to));
    from = to;
  }
  return lines;
}

function named([from, to]: Range): string {
  return to - from < 2 ? say`line ${from + 1}` : say`lines ${from + 1} to ${to}`;
}
