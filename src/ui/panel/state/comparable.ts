import type { CaseFile } from '../../../diagnose/contract.ts';
import type { VersionTrail } from '../../../diagnose/version-trail.ts';
import { isSafe } from '../../../http/method.ts';
import { type Body, type Exchange, requestHeaders, responseHeaders } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';
import { laidOut } from '../../shared/json-layout.ts';
import { shorten, timeOfDay } from '../../shared/words.ts';
import { formatOf, formMembers } from '../body/format.ts';
import { laidOutXml } from '../body/xml-layout.ts';
import { historyOf, type Mark } from './versions.ts';

/** A version that can be compared: what a read brought, or what a save wanted to write. */
export type Version = { readonly id: string; readonly label: string; readonly read: boolean };

/** Every read and save of the history whose content is or may be kept, in the order of time; `trail`: as for `picture`. */
export function versionsOf(file: CaseFile, trail?: VersionTrail): readonly Version[] {
  return historyOf(file, trail).marks.flatMap((mark) => {
    const { exchange: x, kind, lane } = mark;
    const read = isSafe(x.method);
    const body = read ? x.responseBody : x.requestBody;
    if (kind === 'failed' || x.method === 'HEAD' || body.state === 'none') return [];
    if (body.state === 'not-kept' && body.why !== 'not-loaded') return [];
    return [{ id: x.id, read, label: labelOf(mark, lane, x.id === file.refusal.id) }];
  });
}

function labelOf({ exchange: x, kind, version }: Mark, lane: string, itself: boolean): string {
  const who = lane === 'resave' ? say`Resave` : lane === 'this' ? '' : say`another tab`;
  const what = itself
    ? say`this save`
    : kind === 'refused'
      ? say`refused save`
      : kind === 'write'
        ? say`save`
        : say`read`;
  const of = kind === 'refused' || version === null ? '' : shorten(version, 14);
  return [timeOfDay(x.startedAt), what, of, who].filter((part) => part !== '').join(' · ');
}

/** The two that one most likely wants to see: what this save was to change, and the newest that the server gave beside it. */
export function firstPair(versions: readonly Version[], refusal: string): readonly [string, string] | null {
  const reads = versions.filter(({ read }) => read);
  const mine = versions.find(({ id }) => id === refusal);
  const newest = reads.at(-1) ?? versions.at(-1);
  const other = mine ?? reads.at(-2) ?? versions.at(-2);
  if (newest === undefined || other === undefined || newest.id === other.id) return null;
  return [other.id, newest.id];
}

/** A version's content as lines that compare well; null where it is not kept, or is not text. */
export function contentOf(x: Exchange): string | null {
  const read = isSafe(x.method);
  const body: Body = read ? x.responseBody : x.requestBody;
  if (body.state !== 'kept' || body.encoding !== 'text') return null;
  switch (formatOf(body.data, read ? responseHeaders(x) : requestHeaders(x))) {
    case 'json':
      return laidOut(body.data);
    case 'xml':
      return laidOutXml(body.data);
    case 'form':
      return formMembers(body.data)
        .map(([name, value]) => `${name} = ${value}`)
        .join('\n');
    case 'binary':
      return null;
    default:
      return body.data.replaceAll('\r\n', '\n');
  }
}
