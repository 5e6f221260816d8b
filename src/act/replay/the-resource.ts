import { headerValue } from '../../http/header-list.ts';
import { resourceKey } from '../../http/resource.ts';
import { type Body, type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { isArray, isObject, type Json, type JsonObject, parseJson } from '../merge/json.ts';
import { isPage } from '../merge/media.ts';
import type { PageAnswer, Running } from '../running.ts';

/** What is known of the resource: what an earlier read brought, or, where there was none, what the save would have written. */
export type KnownAs = {
  readonly text: string;
  readonly contentType: string | null;
  /** A read brought it, so that its members are those of reads. */
  readonly wasRead: boolean;
};

/** Where the browser was led instead, as a path (with its origin where that is another one); null where it was not. */
export function ledTo(asked: string, { url }: Pick<PageAnswer, 'url'>): string | null {
  if (resourceKey(asked) === resourceKey(url) || !URL.canParse(url) || !URL.canParse(asked)) return null;
  const [to, from] = [new URL(url), new URL(asked)];
  return (to.origin === from.origin ? to.pathname : to.origin + to.pathname).slice(0, 200);
}

/**
 * Why a good answer brought no version of the resource, or null: after a session has ended, many servers answer reads with 200 and a page
 * to sign in, or an error in JSON, and with an ETag of that. Taken for the resource, it would be merged and called saved.
 */
export function notTheResource(asked: string, answer: PageAnswer, known: KnownAs | null): string | null {
  const led = ledTo(asked, answer);
  if (led !== null) return say`reading leads to ${led}`;
  if (known === null || known.text.trim() === '') return null;
  const type = headerValue(answer.headers, 'content-type');
  if (isPage(type, answer.body)) return isPage(known.contentType, known.text) ? null : say`reading brings a web page`;
  const said = known.wasRead ? errorInPlace(answer.body, known.text) : null;
  return said === null ? null : say`reading brings an error (${said})`;
}

/** Members in which errors are reported, and those that stand beside them and in many other answers. */
const errors = ['error', 'errors', 'message', 'detail', 'error_description', 'fault'];
const beside = new Set([
  ...errors,
  'status',
  'statusCode',
  'code',
  'success',
  'ok',
  'type',
  'title',
  'timestamp',
  'path',
]);

/** What the error says, where a JSON object reports one and has none of the members that the resource had. */
function errorInPlace(now: string, before: string): string | null {
  const [answer, known] = [objectOf(now), objectOf(before)];
  if (answer === null || known === null) return null;
  const own = [...known.keys()].filter((name) => !beside.has(name));
  if (own.length === 0 || own.some((name) => answer.has(name))) return null;
  for (const name of errors) {
    const value = answer.get(name);
    if (known.has(name) || value === undefined || isNothing(value)) continue;
    return (typeof value === 'string' ? value : name).slice(0, 80);
  }
  return null;
}

function isNothing(value: Json): boolean {
  return value === null || value === false || value === '' || (isArray(value) && value.length === 0);
}

function objectOf(text: string): JsonObject | null {
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : null;
}

/** What the page's own read of the resource brought; where it is not kept, what the save would have written. */
export async function knownAs({ deps }: Running, like: Exchange | null, refused: Exchange): Promise<KnownAs | null> {
  const read = like === null ? null : ((await deps.store.exchange(like.id).catch(() => null)) ?? like);
  const text = (body: Body): string | null => (body.state === 'kept' && !body.truncated ? body.data : null);
  const before = read === null ? null : text(read.responseBody);
  if (read !== null && before !== null)
    return { text: before, contentType: headerValue(responseHeaders(read), 'content-type'), wasRead: true };
  const mine = text(refused.requestBody);
  const contentType = headerValue(requestHeaders(refused), 'content-type');
  return mine === null ? null : { text: mine, contentType, wasRead: false };
}
