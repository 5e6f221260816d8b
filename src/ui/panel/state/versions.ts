import type { CaseFile } from '../../../diagnose/contract.ts';
import type { VersionTrail } from '../../../diagnose/version-trail.ts';
import { bareTag, withoutCodingSuffix } from '../../../http/entity-tag.ts';
import { headerValue } from '../../../http/header-list.ts';
import { isSafe } from '../../../http/method.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../../record/exchange.ts';
import { wasRefused } from '../../../record/refusal.ts';

/** `probe`: a read by Resave. `failed`: no answer, or one that says neither saved nor refused for its state. */
export type Kind = 'read' | 'write' | 'refused' | 'probe' | 'failed';

/** One exchange of the resource's history, on the lane of who sent it. */
export type Mark = {
  readonly exchange: Exchange;
  readonly kind: Kind;
  /** `this`, `resave` or `tab 7`. */
  readonly lane: string;
  /** What the answer said the version is; for a refusal what the save was made for. */
  readonly version: string | null;
  /** The newest version that the server was seen to hold up to here; null where it was not seen. */
  readonly held: string | null;
  /** The version is newer than the one before it, and no write that was seen made it. */
  readonly changedUnseen: boolean;
  /** The tab worked with a version that is older than what the server was known to hold at this mark. */
  readonly stale: boolean;
  /** The server itself, not a cache, brought a version that was seen before and had been replaced: an old copy, or a return to it. */
  readonly returned: boolean;
};

/** The newest `limit` marks of a history. */
export type History = {
  readonly marks: readonly Mark[];
  /** Older ones that are left out. */
  readonly omitted: number;
  /** Where the versions were read. */
  readonly trail: VersionTrail;
};

/** More than a case file holds (store/queries.ts), so that only what was made by hand is ever cut. */
const mostMarks = 400;

/** The exchanges of the resource as marks. Versions are followed through the whole history, so that what is left out changes nothing. */
export function historyOf(file: CaseFile, trail = headerTrail(file), limit = mostMarks): History {
  const { refusal } = file;
  const all = withVersions(file.history.map((x) => plain(x, refusal, trail)));
  const newest = all.slice(-limit);
  const itself = all.find((mark) => mark.exchange.id === refusal.id);
  // The refusal is what the picture is about: it stays even when many came after it.
  const marks = itself === undefined || newest.includes(itself) ? newest : [itself, ...newest.slice(1)];
  return { marks, omitted: all.length - marks.length, trail };
}

type Plain = Omit<Mark, 'held' | 'changedUnseen' | 'stale' | 'returned'>;

/** By validators alone: entity tags, or dates where no answer has a tag. The two cannot be compared, so it is one of them for all. */
function headerTrail({ history }: CaseFile): VersionTrail {
  const told = (name: string): boolean => history.some((x) => headerValue(responseHeaders(x), name) !== null);
  const isDated = !told('ETag') && told('Last-Modified');
  const [name, condition] = isDated ? ['Last-Modified', 'If-Unmodified-Since'] : ['ETag', 'If-Match'];
  return {
    where: 'header',
    name,
    told: (x) => headerValue(responseHeaders(x), name),
    claimed: (x) => headerValue(requestHeaders(x), condition),
  };
}

function plain(x: Exchange, refusal: Exchange, { told, claimed }: VersionTrail): Plain {
  const lane = x.parent !== null ? 'resave' : x.tabId === refusal.tabId ? 'this' : `tab ${x.tabId}`;
  const kind = kindOf(x, refusal);
  // The tag of an error's body is not the resource's (RFC 9110 §8.8.3 speaks of the selected representation).
  const version = kind === 'refused' ? claimed(x) : (x.status ?? 500) < 400 ? told(x) : null;
  return { exchange: x, kind, lane, version };
}

function kindOf(x: Exchange, refusal: Exchange): Kind {
  if (x.id === refusal.id && x.flag !== 'lost-update') return 'refused';
  const read = isSafe(x.method);
  if (x.parent !== null && read) return 'probe';
  if (x.status === null) return 'failed';
  if (read) return x.status < 400 ? 'read' : 'failed';
  if (wasRefused(x)) return 'refused';
  return x.status < 400 ? 'write' : 'failed';
}

/** What a version is known by: two spellings of one tag are one version. */
export function versionOf(version: string): string {
  const bare = bareTag(version);
  return withoutCodingSuffix(bare)?.bare ?? bare;
}

/** Whether a cache answered, so that the answer says nothing of what the server holds. */
export function fromCache(x: Exchange): boolean {
  return x.servedBy === 'http-cache' || x.servedBy === 'service-worker';
}

function withVersions(marks: readonly Plain[]): readonly Mark[] {
  const known = new Set<string>();
  let held: string | null = null;
  let writtenSince = false;
  return marks.map((mark) => {
    const { kind, version } = mark;
    const cached = fromCache(mark.exchange);
    const isNew = version !== null && !known.has(versionOf(version));
    const tells = (kind === 'read' || kind === 'probe') && !cached;
    const changedUnseen = tells && isNew && held !== null && !writtenSince;
    if (kind === 'write') {
      // A write without a version in its answer explains whatever version is read next.
      writtenSince = version === null;
      held = version;
    } else if (tells && isNew) {
      writtenSince = false;
      held = version;
    }
    // A tag that only a refused save carried was in no answer: it is not known as a version.
    if (version !== null && kind !== 'refused') known.add(versionOf(version));
    const older = kind !== 'write' && version !== null && held !== null && versionOf(version) !== versionOf(held);
    return {
      ...mark,
      held,
      changedUnseen,
      stale: older && (kind === 'refused' || (kind === 'read' && cached)),
      returned: older && tells,
    };
  });
}
