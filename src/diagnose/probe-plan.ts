import { type HeaderList, headerValue } from '../http/header-list.ts';
import { type Exchange, requestHeaders } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import { type CaseFile, type Finding, type Probe, probes } from './contract.ts';
import { nearTwins, otherSpellings } from './facts/near-twins.ts';
import { parentOf } from './facts/parent-read.ts';
import { isGoodRead } from './facts/traffic.ts';

/** One read of “Check the server”. Nothing in it changes anything on the server. */
export type PlannedRead = {
  /** Becomes the note of the exchange, so that diagnosis knows what it was for. */
  readonly probe: Probe;
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
  /** As the page's own read had them where one was seen; what a page cannot set is for the act to leave out. */
  readonly headers: HeaderList;
  readonly cache: 'default' | 'no-store';
  /** What for, a sentence; shown before it is sent. */
  readonly why: string;
};

/** Most requests that one check sends. */
export const mostReads = 8;

/** Which field of a write decides which representation a read with it gets (RFC 9110 §12.5). */
const representation = /^accept(-language)?$/i;
const conditional = /^(if-|range$|content-|cache-control$|pragma$)/i;

/**
 * The reads of one check: always one as the page does it and two that pass the browser's cache; then those for want of which a finding
 * is unknown, the findings' order deciding what finds room.
 */
export function probePlan(file: CaseFile, findings: readonly Finding[]): readonly PlannedRead[] {
  const like = lastRead(file);
  const url = like?.url ?? file.refusal.url;
  const headers = (requestHeaders(like ?? file.refusal) ?? []).filter(([name]) => !conditional.test(name));
  const read = (
    probe: Probe,
    cache: PlannedRead['cache'],
    why: string,
    more: Partial<PlannedRead> = {},
  ): PlannedRead => ({
    probe,
    method: 'GET',
    url,
    headers,
    cache,
    why,
    ...more,
  });
  const plan = [
    read('cached-against-fresh', 'default', say`Reading as the page does, through the browser’s cache.`),
    read('cached-against-fresh', 'no-store', say`Reading past the browser’s cache.`),
    read('cached-against-fresh', 'no-store', say`Reading once more, to see whether the answer stands still.`),
  ];
  for (const probe of wanted(findings)) {
    switch (probe) {
      case 'cached-against-fresh':
        break;
      case 'repeated-reads':
        for (let i = 0; i < 3; i++)
          plan.push(read(probe, 'no-store', say`Reading again, to see whether versions take turns.`));
        break;
      case 'head':
        plan.push(read(probe, 'no-store', say`Asking for the header fields alone.`, { method: 'HEAD' }));
        break;
      case 'read-as-the-write': {
        const ofWrite = (requestHeaders(file.refusal) ?? []).filter(([name]) => representation.test(name));
        const others = headers.filter(([name]) => headerValue(ofWrite, name) === null && !representation.test(name));
        plan.push(
          read(probe, 'no-store', say`Reading with the form and language that the save asked for.`, {
            headers: [...others, ...ofWrite],
          }),
        );
        break;
      }
      case 'unknown-query': {
        const passing = withUnknownQuery(url, file.refusal.id);
        if (passing !== null)
          plan.push(read(probe, 'no-store', say`Reading past caches between browser and server.`, { url: passing }));
        break;
      }
      case 'parent': {
        const parent = parentOf(file.refusal.url);
        if (parent !== null)
          plan.push(
            read(probe, 'no-store', say`Asking whether the folder above exists.`, { method: 'HEAD', url: parent }),
          );
        break;
      }
      case 'near-twins':
        for (const twin of twinsOf(file))
          plan.push(
            read(probe, 'no-store', say`Asking an address that is spelt almost the same.`, {
              method: 'HEAD',
              url: twin,
            }),
          );
        break;
      default:
        probe satisfies never;
    }
  }
  return plan.slice(0, mostReads);
}

/** At most two, those that were seen to answer first. */
function twinsOf({ refusal, history, neighbours }: CaseFile): readonly string[] {
  const seen = nearTwins(refusal, [...history, ...neighbours]).map((twin) => twin.url);
  return [...new Set([...seen, ...otherSpellings(refusal.url)])].slice(0, 2);
}

function lastRead(file: CaseFile): Exchange | undefined {
  const reads = file.history.filter((x) => x.parent === null && isGoodRead(x));
  return reads.findLast((x) => x.startedAt <= file.refusal.startedAt) ?? reads.at(-1);
}

/** Probes that an unknown finding names, each once, in the order of the findings. */
function wanted(findings: readonly Finding[]): readonly Probe[] {
  const named = findings.flatMap((f) => (f.finding === 'unknown' && f.probe !== null ? [f.probe] : []));
  return [...new Set(named)].filter((probe) => probes.includes(probe));
}

/** Shared caches store by the whole URL (RFC 9111 §2), so a query that nobody sent before goes to the origin. */
function withUnknownQuery(url: string, id: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  parsed.searchParams.set('_', id.replace(/\W/g, '').slice(-24) || '1');
  return parsed.href;
}
