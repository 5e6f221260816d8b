import type { CaseFile } from '../../../diagnose/contract.ts';
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
  readonly validator: string | null;
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
};

/** More than a case file holds (store/queries.ts), so that only what was made by hand is ever cut. */
const mostMarks = 400;

/** The exchanges of the resource as marks. Versions are followed through the whole history, so that what is left out changes nothing. */
export function historyOf(file: CaseFile, limit = mostMarks): History {
  const { refusal } = file;
  const all = withVersions(file.history.map((x) => plain(x, refusal)));
  const newest = all.slice(-limit);
  const itself = all.find((mark) => mark.exchange.id === refusal.id);
  // The refusal is what the picture is about: it stays even when many came after it.
  const marks = itself === undefined || newest.includes(itself) ? newest : [itself, ...newest.slice(1)];
  return { marks, omitted: all.length - marks.length };
}

type Plain = Omit<Mark, 'held' | 'changedUnseen' | 'stale' | 'returned'>;

function plain(x: Exchange, refusal: Exchange): Plain {
  const lane = x.parent !== null ? 'resave' : x.tabId === refusal.tabId ? 'this' : `tab ${x.tabId}`;
  const answered = headerValue(responseHeaders(x), 'etag') ?? headerValue(responseHeaders(x), 'last-modified');
  const sent =
    headerValue(requestHeaders(x), 'if-match') ?? headerValue(requestHeaders(x), 'if-unmodified-since') ?? null;
  const kind = kindOf(x, refusal);
  // The tag of an error's body is not the resource's (RFC 9110 §8.8.3 speaks of the selected representation).
  const validator = kind === 'refused' ? sent : (x.status ?? 500) < 400 ? answered : null;
  return { exchange: x, kind, lane, validator };
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

/** The version behind a validator: two spellings of one tag are one version. */
export function versionOf(validator: string): string {
  const bare = bareTag(validator);
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
    const { kind, validator } = mark;
    const cached = fromCache(mark.exchange);
    const isNew = validator !== null && !known.has(versionOf(validator));
    const tells = (kind === 'read' || kind === 'probe') && !cached;
    const changedUnseen = tells && isNew && held !== null && !writtenSince;
    if (kind === 'write') {
      // A write without a validator in its answer explains whatever version is read next.
      writtenSince = validator === null;
      held = validator;
    } else if (tells && isNew) {
      writtenSince = false;
      held = validator;
    }
    // A tag that only a refused save carried was in no answer: it is not known as a version.
    if (validator !== null && kind !== 'refused') known.add(versionOf(validator));
    const older = kind !== 'write' && validator !== null && held !== null && versionOf(validator) !== versionOf(held);
    return {
      ...mark,
      held,
      changedUnseen,
      stale: older && (kind === 'refused' || (kind === 'read' && cached)),
      returned: older && tells,
    };
  });
}
