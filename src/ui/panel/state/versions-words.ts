import type { VersionTrail } from '../../../diagnose/version-trail.ts';
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
export function labelOf(mark: Mark, trail: VersionTrail): string {
  const { exchange: x, kind, version } = mark;
  const reads = kind === 'read' || kind === 'probe';
  const status = x.status === null ? say`no answer` : `${x.status}`;
  return [
    `${x.method} ${shorten(pathOf(x.url), 80)}, ${status}, ${timeOfDay(x.startedAt)}`,
    kindWord(kind),
    ...(reads ? [say`answered by ${servedWord[x.servedBy]}`] : []),
    ...(version === null ? [] : [versionIn(shorten(version, 60), trail)]),
    ...notesOf(mark),
  ].join(', ');
}

/** A version with where it travels, where that is no entity tag. */
function versionIn(version: string, { where, name }: VersionTrail): string {
  if (where === 'body') return say`version ${version} (${shorten(name, 60)} in the body)`;
  return name === 'ETag' ? say`version ${version}` : say`version ${version} (${name})`;
}

/** Where the versions of a history travel, in few words. */
export function placeWords({ where, name }: VersionTrail): string {
  return where === 'body' ? say`${shorten(name, 60)} in the body` : name;
}

/** A folded run as it is read aloud. */
export function runLabelOf({ first, marks }: Column): string {
  const end = marks[marks.length - 1] ?? first;
  return say`${marks.length} exchanges without a refusal, ${timeOfDay(first.exchange.startedAt)} to ${timeOfDay(end.exchange.startedAt)}. Unfold`;
}
