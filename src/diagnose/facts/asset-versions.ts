import type { Exchange } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';
import { endOf } from './traffic.ts';

/** One plugin's or theme's asset whose version changed while the record ran. */
export type AssetChange = {
  readonly kind: 'plugin' | 'theme';
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Where the newer version was first seen, and where the older one was seen last. */
  readonly seenAfter: Exchange;
  readonly seenBefore: Exchange;
};

export type AssetVersions = {
  /** Anything that was seen shows a WordPress site. */
  readonly wordpress: boolean;
  /** How many times assets of one name were seen with a version, at most. */
  readonly looks: number;
  readonly changes: readonly AssetChange[];
};

const longest = 1_000_000;
const mostMatches = 2_000;
const asset =
  /\/wp-content\/(plugin|theme)s\/([\w.-]{1,80})\/([\w./-]{1,200})\?(?:[\w=.-]{1,60}&(?:amp;|#0?38;)?){0,3}ver=([\w.+-]{1,40})/g;
const signs = /\/wp-(json|admin|content|includes|login)\b/;

/** Versions of plugins and themes by their assets' `?ver=`, in URLs and in the pages that name them, up to the refusal. */
export const assetVersions = defineFact<AssetVersions>('asset versions', ({ refusal, history, neighbours }) => {
  const seen = [...history, ...neighbours, refusal]
    .filter((x) => x.startedAt <= endOf(refusal))
    .sort((a, b) => a.startedAt - b.startedAt);
  const wordpress = seen.some((x) => signs.test(x.url));
  const last = new Map<string, { readonly version: string; readonly exchange: Exchange; readonly looks: number }>();
  const changes = new Map<string, AssetChange>();
  let looks = 0;
  for (const exchange of wordpress ? seen : []) {
    const body = exchange.responseBody;
    const text = body.state === 'kept' && body.encoding === 'text' ? body.data.slice(0, longest) : '';
    const inPage = /html|^\s*</i.test(text.slice(0, 200)) ? text : '';
    const found = new Map<string, readonly [kind: 'plugin' | 'theme', name: string, version: string]>();
    for (const [, kind, name, path, version] of `${exchange.url}\n${inPage}`.matchAll(asset)) {
      if (found.size >= mostMatches || name === undefined || path === undefined || version === undefined) break;
      found.set(`${kind}/${name}/${path}`, [kind === 'theme' ? 'theme' : 'plugin', name, version]);
    }
    for (const [key, [kind, name, version]] of found) {
      const before = last.get(key);
      last.set(key, { version, exchange, looks: (before?.looks ?? 0) + 1 });
      looks = Math.max(looks, (before?.looks ?? 0) + 1);
      if (before === undefined || before.version === version) continue;
      changes.set(`${kind}/${name}`, {
        kind,
        name,
        before: before.version,
        after: version,
        seenBefore: before.exchange,
        seenAfter: exchange,
      });
    }
  }
  return { wordpress, looks, changes: [...changes.values()] };
});
