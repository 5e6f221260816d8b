import { say } from '../../../texts/say.ts';
import { pathOf, servedWord, shorten, timeOfDay } from '../../shared/words.ts';
import type { Kind, Mark } from './versions.ts';
import type { Column } from './versions-columns.ts';

/** What an exchange did, in a word or two. */
export function kindWord(kind: Kind): string {
  switch (kind) {
    case 'read':
      return say`read`;
    case 'write':
      return say`saved`;
    case 'refused':
      return say`refused`;
    case 'probe':
      return say`read by Resave`;
    case 'failed':
      return say`no usable answer`;
  }
}

/** What is to be noted of a mark beside its version. */
export function notesOf({ stale, returned, changedUnseen }: Mark): string[] {
  return [
    ...(stale ? [say`stale: the server held a newer version`] : []),
    ...(returned ? [say`a version that had been replaced: an old copy, or a return to it`] : []),
    ...(changedUnseen ? [say`a new version that nothing recorded here made`] : []),
  ];
}

/** A mark as it is read aloud. */
export function labelOf(mark: Mark): string {
  const { exchange: x, kind, validator } = mark;
  const reads = kind === 'read' || kind === 'probe';
  const status = x.status === null ? say`no answer` : `${x.status}`;
  return [
    `${x.method} ${shorten(pathOf(x.url), 80)}, ${status}, ${timeOfDay(x.startedAt)}`,
    kindWord(kind),
    ...(reads ? [say`answered by ${servedWord[x.servedBy]}`] : []),
    ...(validator === null ? [] : [say`version ${shorten(validator, 60)}`]),
    ...notesOf(mark),
  ].join(', ');
}

/** A folded run as it is read aloud. */
export function runLabelOf({ first, marks }: Column): string {
  const end = marks[marks.length - 1] ?? first;
  return say`${marks.length} exchanges without a refusal, ${timeOfDay(first.exchange.startedAt)} to ${timeOfDay(end.exchange.startedAt)}. Unfold`;
}

/** `"a1b2…` for tight places. */
export function tagOf(mark: Mark, length = 10): string {
  return mark.validator === null ? '' : shorten(mark.validator, length);
}
