import type { CaseFile } from '../../../diagnose/contract.ts';
import { parseEntityTag, parseTagList } from '../../../http/entity-tag.ts';
import { headerValue } from '../../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../../record/exchange.ts';
import { wasRefused } from '../../../record/refusal.ts';
import { say } from '../../../texts/say.ts';
import { sizeOf } from '../../shared/words.ts';

/** Longest body whose JSON is checked, in UTF-16 units. */
const longest = 300_000;

/** The same for a refusal with what was read before it, each sentence once. */
export function oddOfCase({ refusal, history }: CaseFile): readonly string[] {
  const read = history.filter((x) => x.parent === null);
  const sent = headerValue(requestHeaders(refusal), 'if-match');
  // A tag that went back as it came is the server's matter alone.
  const isServers = read.some((x) => headerValue(responseHeaders(x), 'etag') === sent);
  const own = isServers ? [oddTag(refusal), oddBody(refusal)] : oddities(refusal);
  return [...new Set([...own, ...read.map(oddTag)])].filter((sentence) => sentence !== null);
}

/** What came in another shape than it should, each as what happened and what to do. Pure; nothing here is the cause of a refusal. */
export function oddities(x: Exchange): readonly string[] {
  return [oddTag(x), oddPrecondition(x), oddBody(x)].filter((sentence) => sentence !== null);
}

function oddTag(x: Exchange): string | null {
  const tag = headerValue(responseHeaders(x), 'etag');
  if (tag === null || parseEntityTag(tag) !== null) return null;
  return say`The server’s ETag is not written as the standard asks, in one pair of double quotes (RFC 9110 §8.8.3). Resave compares it and sends it back exactly as it came. Ask the server’s people to mend it, because caches and proxies may drop it.`;
}

function oddPrecondition(x: Exchange): string | null {
  const sent = headerValue(requestHeaders(x), 'if-match');
  if (sent === null) return null;
  const tags = parseTagList(sent);
  if (tags === '*' || (tags.length > 0 && !tags.includes(null))) return null;
  return say`The If-Match that was sent holds something that is no entity tag (RFC 9110 §13.1.1), and a strict server refuses that. If the page only sends back what the server gave, the server is to be mended, else the page.`;
}

function oddBody(x: Exchange): string | null {
  const body = x.responseBody;
  if (body.state === 'none')
    return wasRefused(x) && x.status !== null
      ? say`The refusal came without a body, so the server did not say why. The cause is judged from the requests around it. Ask the server’s people to say in the body what stands in the way (RFC 9110 §15.5.10).`
      : null;
  if (body.state === 'not-kept') {
    if (body.why !== 'too-large' && !(body.why === 'not-given' && (body.length ?? 0) > longest)) return null;
    const size = body.length === null ? say`too long` : sizeOf(body.length);
    return say`The answer’s body is ${size}, more than the browser hands over, so Resave judges without it. To read it, select the request in the Network tab.`;
  }
  if (body.truncated)
    return say`The answer’s body is ${sizeOf(body.length)}. Resave keeps the first ${sizeOf(body.data.length)} and judges by that. To read the whole, select the request in the Network tab.`;
  if (body.encoding !== 'text' || body.data.length > longest) return null;
  const type = headerValue(responseHeaders(x), 'content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type.trim()) || body.data === '' || isJson(body.data)) return null;
  return say`The answer says that it is JSON, but it does not parse: it is cut off or malformed. It is shown as it came, and the cause is judged without its fields. Saving again is safe: a replay reads anew. Ask the server’s people to mend it.`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
