import { bareTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { isConflict, wasRefused } from '../../record/refusal.ts';

/** Two saves of one resource that were under way at the same time. */
export type Overlap = {
  readonly first: Exchange;
  readonly second: Exchange;
};

/** What the exchanges of one resource come to, taken oldest first. */
export type ResourceRun = {
  readonly resource: string;
  /** One of its addresses, as it was asked for. */
  readonly url: string;
  readonly conflicts: number;
  /** The first and the last conflict, epoch ms; null where there is none. */
  readonly firstConflict: number | null;
  readonly lastConflict: number | null;
  /** A save went through after the last conflict. */
  readonly settled: boolean;
  readonly writes: number;
  readonly overlaps: number;
  /** The newest of them. */
  readonly overlap: Overlap | null;
  /** How often a tag came back after another one, while no save was seen. */
  readonly returns: number;
};

/** Saves under way that are remembered, and tags. */
const mostOpen = 16;
const mostTags = 8;
const mostForms = 8;
const longestForm = 200;

/** Follows one resource in bounded memory. What Resave itself sent counts only as a look at the tag. */
export function createResourceRun(first: Exchange) {
  let [conflicts, writes, overlaps, returns] = [0, 0, 0, 0];
  let firstConflict: number | null = null;
  let lastConflict: number | null = null;
  let settled = false;
  let overlap: Overlap | null = null;
  let open: Exchange[] = [];
  /** Tags since the last save, by the form of the answer, in the order in which they were first seen. */
  const forms = new Map<string, { tags: string[]; last: string }>();

  function look(x: Exchange): void {
    if (x.method !== 'GET' || x.status !== 200 || x.servedBy === 'http-cache') return;
    const headers = responseHeaders(x);
    const tag = headerValue(headers, 'etag');
    if (tag === null) return;
    // Another form of the resource (its type, its language) has a tag of its own by right, and so has another coding.
    const form = ['content-type', 'content-language']
      .map((name) => headerValue(headers, name) ?? '')
      .join(' ')
      .slice(0, longestForm);
    const bare = bareTag(tag);
    const inner = withoutCodingSuffix(bare)?.bare ?? bare;
    const known = forms.get(form);
    if (known === undefined) {
      if (forms.size < mostForms) forms.set(form, { tags: [inner], last: inner });
      return;
    }
    if (inner !== known.last && known.tags.includes(inner)) returns++;
    if (!known.tags.includes(inner)) known.tags = [...known.tags, inner].slice(-mostTags);
    known.last = inner;
  }

  function write(x: Exchange): void {
    writes++;
    open = open.filter((other) => other.endedAt === null || other.endedAt > x.startedAt).slice(-mostOpen);
    // A save whose end was not seen may have ended long ago.
    const running = open.filter((other) => other.endedAt !== null).at(-1);
    if (running !== undefined) {
      overlaps++;
      overlap = { first: running, second: x };
    }
    open.push(x);
    if (isSuccess(x.status) && !wasRefused(x)) {
      settled = conflicts > 0;
      forms.clear();
    }
  }

  return {
    add(x: Exchange): void {
      look(x);
      if (x.parent !== null) {
        // A replay that went through settles too.
        if (isWrite(x.method) && isSuccess(x.status) && !wasRefused(x)) settled = conflicts > 0;
        return;
      }
      if (isWrite(x.method)) write(x);
      if (!isConflict(x)) return;
      conflicts++;
      settled = false;
      firstConflict ??= x.startedAt;
      lastConflict = x.startedAt;
    },
    result: (): ResourceRun => ({
      resource: first.resource,
      url: first.url,
      conflicts,
      firstConflict,
      lastConflict,
      settled,
      writes,
      overlaps,
      overlap,
      returns,
    }),
  };
}
