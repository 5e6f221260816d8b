import { phases } from '../capture/network-facts.ts';
import { type HeaderList, headerValue } from '../http/header-list.ts';
import { type Body, type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';
import { redactBody, redactHeaders } from '../record/redact.ts';
import { redactUrl } from '../record/redact-text.ts';
import { type Redaction, redactionOf } from '../record/redaction.ts';

/** Who writes the file: `log.creator` (HAR 1.2). Files of this name are read back as those of one tab each. */
const creator = 'Resave';

/** What stands before the entries and after them, so that a large file can be written piece by piece. */
export function harAround(version: string): { readonly before: string; readonly after: string } {
  const head = JSON.stringify({ version: '1.2', creator: { name: creator, version }, pages: [] });
  return { before: `{"log":${head.slice(0, -1)},"entries":[\n`, after: '\n]}}\n' };
}

/**
 * One exchange as a HAR 1.2 entry, redacted. Its request and response are those of the wire as far as they were seen; what HAR has no place for,
 * above all the headers of every stage, stands in `_resave`. Bodies that were not kept are absent, not empty; `_resave` says why.
 * What is stored has no secrets; what is not from the store might, so all of it is redacted once more.
 */
export function harEntry(x: Exchange, by: Redaction = redactionOf('takeaway')): object {
  const clean = (list: HeaderList | null): HeaderList => redactHeaders(by, list ?? []);
  const sent = clean(requestHeaders(x));
  const received = clean(responseHeaders(x));
  const url = redactUrl(by, x.url);
  const asked = redactBody(by, x.requestBody, sent);
  const answered = redactBody(by, x.responseBody, received);
  const protocol = x.network?.protocol ?? 'unknown';
  const took = Math.max(0, (x.endedAt ?? x.startedAt) - x.startedAt);
  return {
    startedDateTime: new Date(x.startedAt).toISOString(),
    time: took,
    ...(x.resourceType === null ? {} : { _resourceType: x.resourceType }),
    ...(x.initiator === null ? {} : { _initiator: { type: 'other', url: redactUrl(by, x.initiator) } }),
    ...(x.servedBy === 'http-cache' ? { _fromCache: x.network?.cache ?? 'disk' } : {}),
    request: {
      method: x.method,
      url,
      httpVersion: protocol,
      cookies: [],
      headers: pairs(sent),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: sizeOf(asked),
      ...(asked.state === 'kept'
        ? { postData: { mimeType: headerValue(sent, 'content-type') ?? 'text/plain', ...textOf(asked) } }
        : {}),
    },
    response: {
      status: x.status ?? 0,
      statusText: '',
      httpVersion: protocol,
      cookies: [],
      headers: pairs(received),
      content: {
        size: Math.max(0, sizeOf(answered)),
        mimeType: headerValue(received, 'content-type') ?? 'x-unknown',
        ...(answered.state === 'kept' ? textOf(answered) : {}),
      },
      redirectURL: headerValue(received, 'location') ?? '',
      headersSize: -1,
      bodySize: -1,
      ...(x.error === null ? {} : { _error: x.error }),
      ...(x.servedBy === 'service-worker' ? { _fetchedViaServiceWorker: true } : {}),
    },
    cache: {},
    timings: timingsOf(x, took),
    _resave: {
      id: x.id,
      tab: x.tabId,
      ...(x.sharers === undefined ? {} : { sharers: x.sharers }),
      servedBy: x.servedBy,
      sources: x.sources,
      ...(x.flag ? { flag: x.flag } : {}),
      ...(x.missed.length === 0 ? {} : { missed: x.missed }),
      ...(x.parent === null ? {} : { parent: x.parent }),
      custody: custodyOf(x, by),
      bodies: { request: markOf(asked), response: markOf(answered) },
    },
  };
}

const pairs = (list: HeaderList) => list.map(([name, value]) => ({ name, value }));

/** The headers as each hand held them; a stage that was not seen is absent. */
function custodyOf({ headers }: Exchange, by: Redaction): object {
  const stages = Object.entries(headers).flatMap(([stage, list]) =>
    list === null ? [] : [[stage, pairs(redactHeaders(by, list))] as const],
  );
  return Object.fromEntries(stages);
}

function queryOf(url: string) {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

/** HAR 1.2 wants send, wait and receive; -1 says that a phase does not apply or is not known. */
function timingsOf(x: Exchange, took: number): object {
  const known = x.network?.phases ?? {};
  const all = Object.fromEntries(phases.map((phase) => [phase, known[phase] ?? -1]));
  return { ...all, send: known.send ?? 0, wait: known.wait ?? took, receive: known.receive ?? 0 };
}

function textOf(body: Extract<Body, { state: 'kept' }>): object {
  return body.encoding === 'base64' ? { text: body.data, encoding: 'base64' } : { text: body.data };
}

/** -1: not known (HAR 1.2). */
function sizeOf(body: Body): number {
  if (body.state === 'none') return 0;
  return body.length ?? -1;
}

function markOf(body: Body): object {
  if (body.state === 'none') return { state: 'none' };
  if (body.state === 'not-kept') return { state: 'not-kept', why: body.why };
  return { state: 'kept', truncated: body.truncated, redacted: body.redacted };
}
