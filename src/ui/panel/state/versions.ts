import type { CaseFile } from '../../../diagnose/contract.ts';
import { bareTag, withoutCodingSuffix } from '../../../http/entity-tag.ts';
import { headerValue } from '../../../http/header-list.ts';
import { isSafe } from '../../../http/method.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../../record/exchange.ts';
import { wasRefused } from '../../../record/refusal.ts';

/** `probe`: sent by Resave. `failed`: no answer, or one that says neither saved nor refused for its state. */
export type Mark = {
  readonly exchange: Exchange;
  readonly kind: 'read' | 'write' | 'refused' | 'probe' | 'failed';
  readonly lane: string;
  /** What the answer said the version is; for a refusal what the save was made for. */
  readonly validator: string | null;
  /** The newest version that the server was seen to hold up to here. */
  readonly held: string | null;
  /** The version is newer than the one before it, and no write that was seen made it. */
  readonly changedUnseen: boolean;
  /** The tab holds a copy that is older than what the server was known to hold at this mark. */
  readonly stale: boolean;
};

export type Lane = { readonly key: string; readonly name: string };

/** A stretch of marks during which the server held one version, as far as was seen. */
export type Stretch = { readonly validator: string | null; readonly marks: number };

export type Picture = {
  readonly lanes: readonly Lane[];
  readonly marks: readonly Mark[];
  readonly stretches: readonly Stretch[];
  /** Older exchanges that the picture leaves out. */
  readonly omitted: number;
};

/** The newest `limit` exchanges of the resource as marks on lanes, one lane a writer. */
export function picture(file: CaseFile, limit = 16): Picture {
  const refusal = file.refusal;
  // Versions are followed through the whole history, so that leaving out old marks changes nothing that is said.
  const all = withVersions(file.history.map((x) => plain(x, refusal)));
  const newest = all.slice(-limit);
  const itself = all.find((mark) => mark.exchange.id === refusal.id);
  // The refusal is what the picture is about: it stays even when many came after it.
  const marks = itself === undefined || newest.includes(itself) ? newest : [itself, ...newest.slice(1)];
  return {
    lanes: lanesOf(marks, refusal),
    marks,
    stretches: stretchesOf(marks),
    omitted: all.length - marks.length,
  };
}

type Plain = Omit<Mark, 'held' | 'changedUnseen' | 'stale'>;

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

function kindOf(x: Exchange, refusal: Exchange): Mark['kind'] {
  if (x.id === refusal.id && x.flag !== 'lost-update') return 'refused';
  const read = isSafe(x.method);
  if (x.parent !== null && read) return 'probe';
  if (x.status === null) return 'failed';
  if (read) return x.status < 400 ? 'read' : 'failed';
  if (wasRefused(x)) return 'refused';
  return x.status < 400 ? 'write' : 'failed';
}

/** The version behind a validator: two spellings of one tag are one version. */
function versionOf(validator: string): string {
  const bare = bareTag(validator);
  return withoutCodingSuffix(bare)?.bare ?? bare;
}

function withVersions(marks: readonly Plain[]): readonly Mark[] {
  const known = new Set<string>();
  let held: string | null = null;
  let writtenSince = false;
  return marks.map((mark) => {
    const { kind, validator } = mark;
    const isNew = validator !== null && !known.has(versionOf(validator));
    const tells = kind === 'read' || kind === 'probe';
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
    const stale =
      (kind === 'read' || kind === 'refused') &&
      validator !== null &&
      held !== null &&
      versionOf(validator) !== versionOf(held);
    return { ...mark, held, changedUnseen, stale };
  });
}

function lanesOf(marks: readonly Mark[], refusal: Exchange): readonly Lane[] {
  const here = refusal.tabId < 0 ? 'Recorded requests' : 'This tab';
  const others = [...new Set(marks.map((m) => m.lane))].filter((lane) => lane !== 'this' && lane !== 'resave');
  const named = others.map((key) => ({ key, name: nameOf(key, others.length) }));
  const unseen = marks.some((m) => m.changedUnseen) ? [{ key: 'unseen', name: 'Not seen here' }] : [];
  const resave = marks.some((m) => m.lane === 'resave') ? [{ key: 'resave', name: 'Resave' }] : [];
  return [{ key: 'this', name: here }, ...named, ...unseen, ...resave];
}

function nameOf(lane: string, others: number): string {
  if (lane === 'tab -1') return 'No known tab';
  return others === 1 ? 'Another tab' : `Another tab (${lane.slice(4)})`;
}

function stretchesOf(marks: readonly Mark[]): readonly Stretch[] {
  const stretches: { validator: string | null; marks: number }[] = [];
  for (const { held } of marks) {
    const last = stretches.at(-1);
    if (last !== undefined && last.validator === held) last.marks++;
    else stretches.push({ validator: held, marks: 1 });
  }
  return stretches;
}
