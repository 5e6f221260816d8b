import { type Fields, isFields, isNumber, isString, numberOr, stringOr } from '../http/unknown.ts';

/** Where the time went, milliseconds, in the order in which it goes (HAR 1.2 §4.2.16). `ssl` is a part of `connect` there. */
export const phases = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const;
export type Phase = (typeof phases)[number];

/** A call on the page's stack. `line` and `column` count from 0, as Chromium's protocol does. */
export type Frame = {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
};

/** What only DevTools and HAR files tell of a request. Absent fields were not told. */
export type NetworkFacts = {
  readonly phases?: { readonly [P in Phase]?: number };
  /** Calls that led to the request, innermost first; kept of saves and refusals only. */
  readonly stack?: readonly Frame[];
  /** `h2`, `http/1.1` */
  readonly protocol?: string;
  /** Which cache answered: `disk`, `memory` (Chromium). */
  readonly cache?: string;
  /** Bytes of the response on the wire, its header section too. */
  readonly transferred?: number;
};

const mostFrames = 12;
const longestName = 200;
const longestUrl = 2000;

function framesOf(value: unknown): Frame[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostFrames).flatMap((frame: unknown) => {
    if (!isFields(frame) || !isString(frame.url) || frame.url === '') return [];
    const name = stringOr(frame.functionName, stringOr(frame.name, ''));
    const line = numberOr(frame.lineNumber, numberOr(frame.line, 0));
    const column = numberOr(frame.columnNumber, numberOr(frame.column, 0));
    return [{ name: name.slice(0, longestName), url: frame.url.slice(0, longestUrl), line, column }];
  });
}

/** Chromium hangs the stack of what was awaited below the stack that awaited it (`parent`). */
function stackOf(initiator: unknown): Frame[] {
  const frames: Frame[] = [];
  let stack: unknown = isFields(initiator) ? initiator.stack : undefined;
  while (isFields(stack) && frames.length < mostFrames) {
    frames.push(...framesOf(stack.callFrames));
    stack = stack.parent;
  }
  return frames.slice(0, mostFrames);
}

function phasesOf(value: unknown): NetworkFacts['phases'] | null {
  const fields: Fields = isFields(value) ? value : {};
  const read: { [P in Phase]?: number } = {};
  for (const phase of phases) {
    const ms = fields[phase];
    // -1: it did not take place.
    if (isNumber(ms) && ms >= 0) read[phase] = Math.round(ms * 10) / 10;
  }
  return Object.keys(read).length === 0 ? null : read;
}

/**
 * The network facts of a HAR entry (Chromium 156, Firefox 153, HAR files), null where it tells none.
 * `isSave`: a save or a refusal, whose stack is worth its room.
 */
export function networkFacts(entry: Fields, isSave: boolean): NetworkFacts | null {
  const response: Fields = isFields(entry.response) ? entry.response : {};
  const size = response._transferSize;
  return compact({
    phases: phasesOf(entry.timings),
    stack: isSave ? stackOf(entry._initiator) : [],
    protocol: stringOr(response.httpVersion, ''),
    cache: stringOr(entry._fromCache, ''),
    transferred: isNumber(size) && size > 0 ? size : null,
  });
}

/** Network facts as a message or a stored row gives them, or null. */
export function parseNetworkFacts(value: unknown): NetworkFacts | null {
  if (!isFields(value)) return null;
  return compact({
    phases: phasesOf(value.phases),
    stack: framesOf(value.stack),
    protocol: stringOr(value.protocol, ''),
    cache: stringOr(value.cache, ''),
    transferred: numberOr(value.transferred, null),
  });
}

type Loose = {
  readonly phases: NetworkFacts['phases'] | null;
  readonly stack: readonly Frame[];
  readonly protocol: string;
  readonly cache: string;
  readonly transferred: number | null;
};

function compact(facts: Loose): NetworkFacts | null {
  const { phases: times, stack, transferred } = facts;
  // Chromium says `http/0.0` where nothing went over the wire.
  const protocol = /^(http\/0\.0|unknown|)$/i.test(facts.protocol) ? '' : facts.protocol.slice(0, 20);
  const found: NetworkFacts = {
    ...(times === null || times === undefined ? {} : { phases: times }),
    ...(stack.length === 0 ? {} : { stack }),
    ...(protocol === '' ? {} : { protocol }),
    ...(facts.cache === '' ? {} : { cache: facts.cache.slice(0, 20) }),
    ...(transferred === null ? {} : { transferred }),
  };
  return Object.keys(found).length === 0 ? null : found;
}
