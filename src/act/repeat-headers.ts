import type { HeaderList } from '../http/header-list.ts';
import { hasRedaction } from '../record/tag.ts';

/** Fields that a page cannot set (Fetch Standard, forbidden request-header names), and User-Agent, which Chromium 156 ignores. */
const forbidden = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-local-network',
  'access-control-request-method',
  'access-control-request-private-network',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);

/** Fields that the browser adds by itself and that say nothing of the save. */
const browsersOwn = new Set([
  'cache-control',
  'pragma',
  'priority',
  'purpose',
  'save-data',
  'upgrade-insecure-requests',
]);

/** A write’s preconditions and a read’s conditions (RFC 9110 §13.1), and ranges: the caller puts its own. */
const conditional = new Set([
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'range',
]);

export function isForbidden(name: string): boolean {
  const lower = name.toLowerCase();
  return forbidden.has(lower) || lower.startsWith('sec-') || lower.startsWith('proxy-');
}

export function isConditional(name: string): boolean {
  return conditional.has(name.toLowerCase());
}

export type Repeatable = {
  readonly headers: HeaderList;
  /** Names that a page cannot set; the browser puts its own values. */
  readonly notReplayed: readonly string[];
  /** Names whose values were redacted and are no longer in memory. */
  readonly lost: readonly string[];
};

/**
 * Which header fields of a recorded request can be set again from a page.
 * @param recorded as the page set them, or as they were sent
 * @param secrets the values that were redacted before they reached the disk, where memory still holds them
 */
export function repeatable(recorded: HeaderList, secrets: HeaderList): Repeatable {
  const headers: (readonly [string, string])[] = [];
  const notReplayed: string[] = [];
  const lost: string[] = [];
  for (const [name, value] of recorded) {
    const lower = name.toLowerCase();
    // HTTP/2 pseudo fields in HAR.
    if (name.startsWith(':') || browsersOwn.has(lower)) continue;
    if (isForbidden(name)) {
      if (!notReplayed.includes(name)) notReplayed.push(name);
      continue;
    }
    if (!hasRedaction(value)) headers.push([name, value]);
    else {
      const kept = secrets.find(([other]) => other.toLowerCase() === lower);
      if (kept === undefined) lost.push(name);
      else headers.push([name, kept[1]]);
    }
  }
  return { headers, notReplayed, lost };
}
