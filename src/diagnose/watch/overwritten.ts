import type { Body, Exchange } from '../../record/exchange.ts';
import { bodyValues } from '../facts/json-values.ts';
import { isGoodRead } from '../facts/traffic.ts';

/** A value that stood in the overwritten version and does not stand in the write. Values as text. */
export type OverwrittenField = {
  /** `$.title`, `$.tags[2]`. */
  readonly path: string;
  /** What the page had known there; null: nothing. */
  readonly before: string | null;
  readonly theirs: string;
  /** null: nothing is left there. */
  readonly now: string | null;
};

/** What a lost update wiped out. */
export type Overwritten = {
  /** The exchange that shows the overwritten version; null where only version numbers tell of it. */
  readonly overwritten: Exchange | null;
  /** null where the contents cannot be compared. */
  readonly fields: readonly OverwrittenField[] | null;
};

/** What an exchange shows of the resource's content: what was read, or what a PUT put there (RFC 9110 §9.3.4). */
export function contentOf(x: Exchange): Body {
  if (isGoodRead(x)) return x.responseBody;
  return x.method.toUpperCase() === 'PUT' ? x.requestBody : x.responseBody;
}

/**
 * What others had changed since the page knew the resource (`known`) and the write set otherwise or left out.
 * Only within members that the write names itself: others, such as times of change, are the server's own. Pure.
 * null where one of the three contents was not kept whole or is no JSON.
 */
export function overwrittenFields(known: Exchange, theirs: Exchange, write: Exchange): OverwrittenField[] | null {
  const [before, there, now] = [contentOf(known), contentOf(theirs), write.requestBody].map(bodyValues);
  if (!before?.length || !there?.length || !now?.length) return null;
  const [old, mine] = [before, now].map((values) => new Map(values.map((v) => [v.path, v.value])));
  const written = new Set(now.map(({ path }) => memberOf(path)));
  return there
    .filter(({ path, value }) => written.has(memberOf(path)) && mine?.get(path) !== value && old?.get(path) !== value)
    .map(({ path, value }) => ({ path, before: old?.get(path) ?? null, theirs: value, now: mine?.get(path) ?? null }));
}

/** `$.tags` of `$.tags[2]`. */
function memberOf(path: string): string {
  return /^\$(\.[^.[]+)?/.exec(path)?.[0] ?? path;
}
