import { bareTag } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { sameVersion } from '../../http/same-version.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { CaseFile, Evidence, Strength } from '../contract.ts';
import { evidence } from '../define.ts';
import { sameContent } from '../facts/json-values.ts';
import { writtenByMachine } from '../facts/machine-written.ts';
import { fromServer } from '../facts/shared-cache.ts';
import { endOf, isGoodRead, landed } from '../facts/traffic.ts';
import { carriedBy } from '../refusal/carried.ts';
import { versionOf } from './first-look.ts';
import { overwrittenFields } from './overwritten.ts';

/** A write that overwrote a version which its page had not read. */
export type LostUpdate = {
  readonly strength: Strength;
  /** What the page knew last. */
  readonly known: Exchange;
  /** The exchange that shows the overwritten version; its body, where kept, is what was lost. null: only version numbers tell. */
  readonly overwritten: Exchange | null;
  readonly evidence: readonly [Evidence, ...Evidence[]];
};

/**
 * Whether a successful write without a precondition went over a version that this page had not read. `file.refusal` is that write.
 * Pure. Looks at PUT only: a POST adds, a PATCH changes what it names. Fires only where another version was really seen
 * (from another tab, or as a gap in version numbers that count by one); `possible` is too weak to interrupt anybody with:
 * where the page may have learnt of that version otherwise, or only its tag says that it was another one.
 */
export function lostUpdate({ refusal: write, history, neighbours }: CaseFile): LostUpdate | null {
  if (!isUnconditional(write)) return null;
  const before = history.filter((x) => x.id !== write.id && endOf(x) <= write.startedAt);
  const named = before.filter((x) => versionOf(x) !== null && (isGoodRead(x) || landedWrite(x)));
  const known = named.findLast((x) => x.tabId === write.tabId && x.parent === null);
  const version = known === undefined ? null : versionOf(known);
  if (known === undefined || version === null) return null;
  // A cached read brings what was known since it was stored, not since it was read.
  const since = named.find((x) => sameVersion(versionOf(x) ?? '', version)) ?? known;
  const older = named.filter((x) => x.startedAt <= since.startedAt).flatMap((x) => versionOf(x) ?? []);
  const other = named.findLast(
    (x) =>
      x.tabId !== write.tabId &&
      x.startedAt >= endOf(since) &&
      (landedWrite(x) || fromServer(x)) &&
      ![...older, version].some((v) => sameVersion(v, versionOf(x) ?? '')),
  );
  const knew = evidence(say`This page knew ${version}.`, known);
  const wrote = evidence(say`It wrote without naming any version, and the server took it.`, write);
  if (other !== undefined && sameContent(other.requestBody, write.requestBody) !== true) {
    // Times and counters that programs write are made anew by every save.
    const fields = overwrittenFields(known, other, write)?.filter(({ path }) => !writtenByMachine(path)) ?? null;
    // Another version that says nothing else where this save wrote: nothing of it is gone.
    if (fields?.length === 0) return null;
    // A tag may change with every read; only contents show that there was something to overwrite.
    const seen =
      fields === null ? (landedWrite(other) ? 'likely' : 'possible') : landedWrite(other) ? 'proven' : 'likely';
    const who = landedWrite(other) ? say`Another tab had saved` : say`The server already held`;
    return {
      strength: mayKnow(write, endOf(other), neighbours) ? 'possible' : seen,
      known,
      overwritten: other,
      evidence: [evidence(say`${who} ${versionOf(other)}.`, other), knew, wrote],
    };
  }
  const lost = fromNumbers(write, known, named, [knew, wrote]);
  return lost && mayKnow(write, endOf(since), neighbours) ? { ...lost, strength: 'possible' } : lost;
}

/**
 * Whether the page may have learnt of a newer version otherwise than by reading the resource: from a list that holds it,
 * from a page of its server, or from an event stream.
 */
function mayKnow(write: Exchange, after: number, neighbours: readonly Exchange[]): boolean {
  return neighbours.some((x) => {
    if (x.tabId !== write.tabId || x.parent !== null || x.status === null || x.startedAt > write.startedAt)
      return false;
    const type = headerValue(responseHeaders(x), 'Content-Type') ?? '';
    if (/^text\/event-stream/i.test(type)) return true;
    if (!isGoodRead(x) || x.startedAt < after) return false;
    return /^text\/html/i.test(type) || isAbove(x.url, write.url);
  });
}

/** `/notes` and `/notes?tag=a` are above `/notes/7`. */
function isAbove(list: string, item: string): boolean {
  if (!URL.canParse(list) || !URL.canParse(item)) return false;
  const [above, below] = [new URL(list).pathname.replace(/\/$/, ''), new URL(item).pathname];
  return above !== '' && below.startsWith(`${above}/`);
}

/** Whether this is a PUT of a page that went through and named no version. Pure and cheap: asked of every write. */
export function isUnconditional(write: Exchange): boolean {
  if (write.method.toUpperCase() !== 'PUT' || landed(write) !== 'yes' || write.parent !== null) return false;
  return requestHeaders(write) !== null && !isConditional(write);
}

function isConditional(x: Exchange): boolean {
  const headers = requestHeaders(x);
  const conditions = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'If'];
  return conditions.some((name) => headerValue(headers, name) !== null) || carriedBy(x).tokens.length > 0;
}

function landedWrite(x: Exchange): boolean {
  return landed(x) === 'yes' && !isGoodRead(x) && x.method.toUpperCase() !== 'HEAD';
}

/** Largest number that is taken for a count of versions; times and global counters are larger. */
const mostVersions = 100_000;

function countOf(x: Exchange): { readonly form: string; readonly count: number } | null {
  const match = /^(\D{0,12})(\d{1,6})(\D{0,4})$/.exec(bareTag(versionOf(x) ?? ''));
  if (match === null || Number(match[2]) > mostVersions) return null;
  return { form: `${match[1]}#${match[3]}`, count: Number(match[2]) };
}

/** The page knew 3 and its write made 5: somebody made 4. Counting by one must have been seen to be more than possible. */
function fromNumbers(
  write: Exchange,
  known: Exchange,
  named: readonly Exchange[],
  rest: readonly Evidence[],
): LostUpdate | null {
  const [before, after] = [countOf(known), countOf(write)];
  if (before === null || after === null || before.form !== after.form) return null;
  const between = named.filter((x) => landedWrite(x) && x.startedAt >= endOf(known)).length;
  const skipped = after.count - before.count - 1 - between;
  if (skipped < 1 || skipped > 20) return null;
  const byOne = named.some((x, i) => {
    const previous = named[i - 1];
    const [a, b] = [previous === undefined ? null : countOf(previous), countOf(x)];
    return landedWrite(x) && a !== null && b !== null && a.form === b.form && b.count === a.count + 1;
  });
  const gap = evidence(
    skipped === 1
      ? say`It made ${versionOf(write)}, so one version came in between.`
      : say`It made ${versionOf(write)}, so ${skipped} versions came in between.`,
    write,
  );
  return { strength: byOne ? 'likely' : 'possible', known, overwritten: null, evidence: [gap, ...rest] };
}
