import { listed } from '../../texts/listed.ts';
import { say } from '../../texts/say.ts';
import { maxLength } from './json.ts';
import { Ledger } from './ledger.ts';
import { mergeLines, splitLines } from './merge-lines.ts';
import { type Choices, cannot, type MergeBodies, type MergeResult } from './result.ts';
import { finish } from './wrap-up.ts';

/** Merges texts by lines; XML also between its tags, because it often comes in one line. */
export function mergeTextBody(input: MergeBodies, isXml: boolean): MergeResult {
  if (Math.max(input.mine.length, input.theirs.length, input.base?.length ?? 0) > maxLength)
    return cannot('too-large', say`The text is longer than 5 MB, so it is not merged.`);
  const run = (choices: Choices): { ledger: Ledger; body: string } =>
    mergeText(input, isXml ? splitMarkup : splitLines, choices);
  return finish(run({}).ledger, input.base !== null, run);
}

/** The whole body is one place, `$`; its lines in dispute go to the side that is chosen. */
function mergeText(
  { base, mine, theirs }: MergeBodies,
  split: (text: string) => string[],
  choices: Choices,
): { ledger: Ledger; body: string } {
  const ledger = new Ledger(choices);
  const shown = { base, mine, theirs };
  if (mine === theirs) {
    if (base !== null && base !== mine) ledger.settled('$', 'both', shown, mine, say`Both changed it to the same.`);
    return { ledger, body: mine };
  }
  if (theirs === base) {
    ledger.settled('$', 'mine', shown, mine, say`Only you changed it.`);
    return { ledger, body: mine };
  }
  if (mine === base) {
    ledger.settled('$', 'theirs', shown, theirs, say`Only somebody else changed it.`);
    return { ledger, body: theirs };
  }
  const lines = base === null ? { mine, theirs, clashes: [] } : mergeLines(base, mine, theirs, split);
  if (base !== null && lines.clashes.length === 0) {
    ledger.settled('$', 'both', shown, lines.mine, say`Each changed other lines.`);
    return { ledger, body: lines.mine };
  }
  const why =
    base === null
      ? say`They differ, and what it was before is not known.`
      : say`Both changed ${listed(lines.clashes.slice(0, 8))}; the rest is merged.`;
  const choice = ledger.conflict('$', shown, why);
  if (choice?.take === 'edit') return { ledger, body: choice.text };
  return { ledger, body: choice?.take === 'theirs' ? lines.theirs : lines.mine };
}

/** Lines, and within them the stretches between two tags. */
export function splitMarkup(text: string): string[] {
  return splitLines(text).flatMap((line) => {
    const pieces: string[] = [];
    let from = 0;
    for (let at = line.indexOf('><'); at >= 0; at = line.indexOf('><', at + 1)) {
      pieces.push(line.slice(from, at + 1));
      from = at + 1;
    }
    return [...pieces, line.slice(from)];
  });
}
