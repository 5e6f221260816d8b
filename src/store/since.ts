import type { Span } from './schema.ts';
import { covers, heardAny, heardOwn } from './spans.ts';

/** Whether a pattern covers every site of a scheme. */
function coversAll(pattern: string): boolean {
  return pattern === '<all_urls>' || /^(\*|https?):\/\/\*\//.test(pattern);
}

/**
 * Since when requests to `origin` are seen without a gap, epoch ms, or null. `ownPagesOnly`: only pages of that origin can ask it.
 * Else both schemes must be watched everywhere, because any page might have asked. And in either case webRequest must have listened
 * to that origin all the time: a permission alone shows nothing of a worker.
 */
export function sinceOf(spans: readonly Span[], origin: string, ownPagesOnly: boolean): number | null {
  const earliest = (found: readonly Span[]) =>
    found.length === 0 ? null : Math.min(...found.map((span) => span.since));
  const everywhere = (scheme: string) =>
    earliest(spans.filter(({ pattern }) => coversAll(pattern) && covers(pattern, `${scheme}://any.invalid`)));
  const own = earliest(spans.filter(({ pattern }) => covers(pattern, origin)));
  const kind = ownPagesOnly ? heardOwn : heardAny;
  const heard = earliest(
    spans.filter(({ pattern }) => pattern.startsWith(kind) && covers(pattern.slice(kind.length), origin)),
  );
  if (heard === null) return null;
  if (ownPagesOnly) return own === null ? null : Math.max(own, heard);
  const [http, https] = [everywhere('http'), everywhere('https')];
  return http === null || https === null ? null : Math.max(http, https, heard);
}
