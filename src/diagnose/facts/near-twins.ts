import { distance } from 'fastest-levenshtein';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { CaseFile } from '../contract.ts';

/** A URL spelt almost as the refused one, and how they differ. */
export type NearTwin = {
  readonly url: string;
  readonly difference: 'slash' | 'case' | 'doubled-slash' | 'one-edit';
  /** The exchange in which it answered well. */
  readonly exchange: Exchange;
};

/** Longer paths are not compared letter by letter. */
const longest = 2048;

function plain(path: string): string {
  return path.replace(/\/{2,}/g, '/');
}

/** A number in a path names another thing, not a slip of the pen: `/notes/1` and `/notes/2` are no twins. */
function digits(path: string): string {
  return path.replace(/\D+/g, ' ').trim();
}

/** Segments that look made by a machine (uuid, hash) differ by one letter only by chance. */
function looksGenerated(path: string): boolean {
  return path.split('/').some((segment) => segment.length >= 16 && /\d/.test(segment) && /[a-z]/i.test(segment));
}

export function howNear(refused: string, other: string): NearTwin['difference'] | null {
  if (refused === other || refused.length > longest || other.length > longest) return null;
  if (plain(refused) === plain(other)) return 'doubled-slash';
  if (refused.replace(/\/$/, '') === other.replace(/\/$/, '')) return 'slash';
  if (refused.toLowerCase() === other.toLowerCase()) return 'case';
  if (digits(refused) !== digits(other) || looksGenerated(refused)) return null;
  return refused.length >= 8 && distance(refused, other) === 1 ? 'one-edit' : null;
}

/** URLs of the same origin that answered 2xx and whose path differs from the refused one only as a slip of the pen would. */
export function nearTwins(refused: Exchange, others: readonly Exchange[]): readonly NearTwin[] {
  if (!URL.canParse(refused.url)) return [];
  const { origin, pathname } = new URL(refused.url);
  const found = new Map<string, NearTwin>();
  for (const x of others) {
    if (x.parent !== null || !isSuccess(x.status) || x.origin !== origin || !URL.canParse(x.url)) continue;
    const path = new URL(x.url).pathname;
    const difference = howNear(pathname, path);
    if (difference !== null && !found.has(path)) found.set(path, { url: x.url, difference, exchange: x });
  }
  return [...found.values()];
}

/** Near twins of the refused address in all that was recorded, those that a check has found among them. */
export function twinsOf({ refusal, history, neighbours }: CaseFile): readonly NearTwin[] {
  const seen = [...history, ...neighbours];
  const found = nearTwins(refusal, seen);
  const probed = seen.flatMap((x): NearTwin[] => {
    if (x.parent?.id !== refusal.id || x.parent.note !== 'near-twins' || !isSuccess(x.status)) return [];
    const difference =
      URL.canParse(x.url) && URL.canParse(refusal.url)
        ? howNear(new URL(refusal.url).pathname, new URL(x.url).pathname)
        : null;
    return difference === null || found.some(({ url }) => url === x.url)
      ? []
      : [{ url: x.url, difference, exchange: x }];
  });
  return [...found, ...probed];
}

/** Spellings worth trying although nobody has asked for them yet: the slash at the end, doubled slashes, capital letters. */
export function otherSpellings(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { pathname } = new URL(url);
  const slash = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
  const paths = [plain(pathname), slash, pathname.toLowerCase()].filter((path) => path !== pathname && path !== '');
  return [...new Set(paths)].map((path) => {
    const other = new URL(url);
    other.pathname = path;
    return other.href;
  });
}
