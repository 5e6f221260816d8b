import type { Parent, SeenBody, ServedBy, Sighting } from '../capture/sighting.ts';
import type { PageRequest, PageResult, PageTiming } from '../messages/protocol.ts';

/** A page's answer to a fetch, where there was one. */
export type PageAnswer = Extract<PageResult, { status: number }>;

/**
 * Who answered, by the Resource Timing entry (transferSize: 0 from the cache, 300 for a confirmed copy, more from the network;
 * Resource Timing Level 2). `unknown` for another origin's entry without Timing-Allow-Origin: all its sizes are 0.
 */
export function servedBy(timing: PageTiming | null | undefined): ServedBy {
  if (timing === null || timing === undefined) return 'unknown';
  if (timing.deliveryType === 'cache') return 'http-cache';
  // A worker may have fetched it itself; the entry does not say.
  if (timing.worker || (timing.encodedBodySize === 0 && timing.transferSize === 0)) return 'unknown';
  if (timing.transferSize === 0) return 'http-cache';
  if (timing.transferSize === 300 && timing.encodedBodySize > 0) return 'revalidated';
  return 'network';
}

/** What Resave's own request in the page was, and what the page saw of its answer. */
export function sightingOf(request: PageRequest, result: PageResult, tabId: number, parent: Parent): Sighting {
  const requestBody: SeenBody = request.body === null ? { state: 'none' } : { state: 'text', text: request.body };
  const common = {
    source: 'page-act',
    key: null,
    method: request.method,
    url: request.url,
    tabId,
    requestBody,
    parent,
  } as const;
  if (!('status' in result)) {
    const at = 'startedAt' in result ? result : { startedAt: Date.now(), endedAt: Date.now() };
    return {
      ...common,
      state: 'failed',
      startedAt: at.startedAt,
      endedAt: at.endedAt,
      headers: { set: request.headers },
      error: 'message' in result ? result.message : 'No answer.',
    };
  }
  return {
    ...common,
    state: 'done',
    startedAt: result.startedAt,
    endedAt: result.endedAt,
    headers: { set: request.headers, seen: result.headers },
    responseBody: seenBody(result),
    status: result.status,
    servedBy: servedBy(result.timing),
  };
}

function seenBody(answer: PageAnswer): SeenBody {
  if (answer.body === '') return { state: 'none' };
  // How long the whole was is not known; one more than what is there says that it was cut.
  const length = answer.truncated ? answer.body.length + 1 : answer.body.length;
  return { state: 'text', text: answer.body, length };
}
