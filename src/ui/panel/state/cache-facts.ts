import { freshFor } from '../../../http/freshness.ts';
import { headerValue } from '../../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';
import { sizeOf } from '../../shared/words.ts';

export type Fact = { readonly name: string; readonly text: string };

/** What an answer says of caches, in words: how long it may be used unasked, what it depends on, who keeps it. */
export function cacheFacts(x: Exchange): readonly Fact[] {
  const headers = responseHeaders(x);
  const facts: Fact[] = [];
  const { cache, protocol, transferred } = x.network ?? {};
  if (cache !== undefined)
    facts.push({
      name: say`Which cache`,
      text: cache === 'memory' ? say`the one in memory` : cache === 'disk' ? say`the one on the disk` : cache,
    });
  if (x.method.toUpperCase() === 'GET' && x.status !== null && x.status < 400 && headers !== null)
    facts.push({ name: say`May be used unasked`, text: freshness(x) });
  const vary = headerValue(headers, 'vary');
  if (vary !== null) facts.push({ name: say`Depends on`, text: vary.slice(0, 200) });
  const asked = headerValue(requestHeaders(x), 'if-none-match') ?? headerValue(requestHeaders(x), 'if-modified-since');
  if (asked !== null) facts.push({ name: say`Asked whether still`, text: asked.slice(0, 200) });
  if (protocol !== undefined) facts.push({ name: say`Protocol`, text: protocol });
  if (transferred !== undefined) facts.push({ name: say`Over the wire`, text: sizeOf(transferred) });
  return facts;
}

/** RFC 9111 §4.2 for a private cache. */
function freshness(x: Exchange): string {
  const control = (headerValue(responseHeaders(x), 'cache-control') ?? '').toLowerCase();
  if (/\bno-store\b/.test(control)) return say`no: no cache may keep it (no-store)`;
  if (/\bno-cache\b/.test(control)) return say`no: a cache has to ask each time (no-cache)`;
  const seconds = freshFor(x.url, responseHeaders(x), x.status ?? 200);
  if (seconds === null) return say`not known`;
  const explicit = /\b(s-maxage|max-age)\b/.test(control) || headerValue(responseHeaders(x), 'expires') !== null;
  if (seconds <= 0) return explicit ? say`no: it is old at once` : say`not said, so a cache has to ask`;
  const length = spoken(seconds);
  return explicit ? say`for ${length}` : say`not said; caches guess about ${length} from Last-Modified`;
}

function spoken(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return whole === 1 ? say`1 second` : say`${whole} seconds`;
  if (whole < 7200) return say`${Math.round(whole / 60)} minutes`;
  if (whole < 172_800) return say`${Math.round(whole / 3600)} hours`;
  return say`${Math.round(whole / 86_400)} days`;
}
