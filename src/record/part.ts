import type { NetworkFacts } from '../capture/network-facts.ts';
import type { HeaderStage, Sighting } from '../capture/sighting.ts';
import { type HeaderList, headerValue } from '../http/header-list.ts';
import { isWrite } from '../http/method.ts';
import { isSuccess } from '../http/status.ts';
import { betterBody, caps, keepBody } from './body.ts';
import type { Body } from './exchange.ts';
import { pageSigns } from './page-signs.ts';
import { redactBody, redactHeaders } from './redact.ts';
import { redactUrl } from './redact-text.ts';
import type { Redaction } from './redaction.ts';

/**
 * All that one source saw of one request: its sightings put together, bodies capped, secrets out.
 * An exchange is a set of parts, at most one of each source.
 */
export type Part = Omit<Sighting, 'requestBody' | 'responseBody' | 'headers'> & {
  readonly headers: { readonly [S in HeaderStage]?: HeaderList };
  /** null: the source has not said. */
  readonly requestBody: Body | null;
  readonly responseBody: Body | null;
};

/** Header fields beyond these are dropped: a hostile page must not fill the store with them. */
const mostHeaders = 200;
const longestHeader = 16 * 1024;
const longestUrl = 64 * 1024;

function boundHeaders(list: HeaderList): HeaderList {
  return list
    .slice(0, mostHeaders)
    .map(([name, value]) => [name.slice(0, 256), value.slice(0, longestHeader)] as const);
}

/** A sighting as it may be kept. `mostOfAnswer`: UTF-16 units kept of the body of an answer. */
export function partOf(sighting: Sighting, by: Redaction, mostOfAnswer: number = caps.read): Part {
  const { requestBody, responseBody, headers = {}, ...rest } = sighting;
  const clean: { [S in HeaderStage]?: HeaderList } = {};
  for (const [stage, list] of stagesOf(headers)) clean[stage] = redactHeaders(by, boundHeaders(list));
  const write = isWrite(sighting.method);
  const keep = (body: Sighting['requestBody'], cap: number, list: HeaderList | undefined): Body | null =>
    body === undefined ? null : redactBody(by, keepBody(body, cap), list ?? null);
  return {
    ...rest,
    method: rest.method.slice(0, 64),
    url: redactUrl(by, rest.url.slice(0, longestUrl)),
    ...(rest.initiator === undefined ? {} : { initiator: redactUrl(by, rest.initiator.slice(0, longestUrl)) }),
    ...(rest.network === undefined ? {} : { network: cleanFacts(by, rest.network) }),
    headers: clean,
    requestBody: keep(requestBody, write ? caps.write : caps.read, headers.sent ?? headers.set),
    responseBody: isPage(sighting)
      ? signsOfPage(sighting.responseBody)
      : keep(responseBody, mostOfAnswer, headers.received ?? headers.seen),
  };
}

/** A script's address may carry a secret too. */
function cleanFacts(by: Redaction, facts: NetworkFacts): NetworkFacts {
  if (facts.stack === undefined) return facts;
  return { ...facts, stack: facts.stack.map((frame) => ({ ...frame, url: redactUrl(by, frame.url) })) };
}

/** Of a page that was shown only the signs of versions are kept. */
function signsOfPage(body: Sighting['responseBody']): Body {
  const signs = body?.state === 'text' ? pageSigns(body.text) : null;
  if (body?.state !== 'text' || signs === null) return { state: 'not-kept', why: 'not-given', length: null };
  const length = Math.max(body.length ?? 0, body.text.length);
  return { state: 'kept', encoding: 'text', data: signs, length, truncated: true, redacted: true };
}

/**
 * A page that was shown: its scripts hold tokens that no rule finds, so its body is not kept.
 * A refusal's page is: it says why.
 */
function isPage({ headers = {}, status, responseBody }: Sighting): boolean {
  if (responseBody === undefined || responseBody.state === 'none' || !isSuccess(status ?? null)) return false;
  const type = headerValue(headers.received ?? headers.seen ?? null, 'content-type') ?? '';
  return type.toLowerCase().includes('html');
}

/** The stages that are there, with their lists. */
export function stagesOf(headers: NonNullable<Sighting['headers']>): [HeaderStage, HeaderList][] {
  const all: [HeaderStage, HeaderList | undefined][] = [
    ['set', headers.set],
    ['sent', headers.sent],
    ['received', headers.received],
    ['seen', headers.seen],
  ];
  return all.flatMap(([stage, list]) => (list === undefined ? [] : [[stage, list]]));
}

const progress = { open: 0, failed: 1, done: 2 } as const;

/** Two parts of one request from one source as one, whichever came first. */
export function mergeParts(a: Part, b: Part): Part {
  // The one that is further on says how it ended; of two alike the one that saw the beginning.
  const [less, more] =
    progress[a.state] > progress[b.state] || (progress[a.state] === progress[b.state] && b.late === true)
      ? [b, a]
      : [a, b];
  const first =
    less.late === true && more.late !== true ? more : less.late !== true && more.late === true ? less : more;
  const { late: _late, ...whole } = { ...less, ...more };
  return {
    ...whole,
    ...(less.late === true && more.late === true ? { late: true } : {}),
    method: first.method,
    url: first.url,
    startedAt: Math.min(a.startedAt, b.startedAt),
    headers: { ...less.headers, ...more.headers },
    requestBody: betterBody(more.requestBody, less.requestBody),
    responseBody: betterBody(more.responseBody, less.responseBody),
  };
}
