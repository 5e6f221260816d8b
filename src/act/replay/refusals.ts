import type { Finding, Kind } from '../../diagnose/contract.ts';
import { disguisedRefusal } from '../../diagnose/watch/disguise.ts';
import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { isSafe } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { wasRefused } from '../../record/refusal.ts';
import { hasRedaction } from '../../record/tag.ts';
import { say } from '../../texts/say.ts';

/** Causes that a fresh token answers. `unspecified`: only where a token was learnt. */
const answered: readonly Kind[] = [
  'stale-version',
  'concurrent-write',
  'precondition-missing',
  'malformed-precondition',
  'unspecified',
];

/** What to do instead, by the kind of refusal. */
const instead: { readonly [K in Kind]?: string } = {
  duplicate: say`Something with this name or key exists already. Open that one, or save under another name.`,
  referential: say`Something else still depends on it. Remove what depends on it first.`,
  state: say`The resource is in a state that does not allow this. Do the step that leads out of that state first.`,
  lock: say`It is locked or leased. Wait until the lock is gone, or ask its owner to release it.`,
  'idempotency-key': say`The refusal is about the idempotency key of the save. Save again in the page, which makes a new one.`,
  'reserved-name': say`The name is reserved. Save under another name.`,
  'missing-parent': say`The place to save into does not exist. Create it first.`,
  incompatible: say`The server does not accept this shape of data. Change what is saved.`,
  'quota-or-policy': say`A quota or a rule forbids it. Make room, or ask whoever sets the rule.`,
  'merge-conflict': say`The server could not merge the contents. Merge them by hand there.`,
  ownership: say`Another manager owns a field of it. Leave that field out, or take it over knowingly.`,
  'ambiguous-target': say`The request does not say clearly what it means. Name one target.`,
  'not-a-conflict': say`Something between the page and the server refused it, not the resource.`,
};

/** Why the best cause forbids a replay, or null. A merely possible one does not. */
export function refusedByCause(findings: readonly Finding[]): string | null {
  const best = findings.find((finding) => finding.finding === 'cause');
  if (best === undefined || best.finding !== 'cause' || best.strength === 'possible') return null;
  if (answered.includes(best.kind)) return null;
  return `${say`This save was not refused for being out of date, so a fresh version does not help.`} ${instead[best.kind] ?? ''}`.trim();
}

/**
 * Why the fresh read itself says that no save can pass, or null: a lease that the save does not name (Azure: x-ms-lease-status of every
 * blob read; the tag is compared first, so the refusal of a save under an old tag does not tell of it).
 */
export function refusedByRead(fresh: HeaderList | null, refused: Exchange): string | null {
  const status = headerValue(fresh, 'x-ms-lease-status');
  if (status?.trim().toLowerCase() !== 'locked' || headerValue(requestHeaders(refused), 'x-ms-lease-id') !== null)
    return null;
  return say`Somebody holds a lease on it: the fresh read says x-ms-lease-status: locked. Under a lease no other save passes, whatever its version. Wait until the lease is gone, or ask its owner to release it.`;
}

/** Whether the server spoke of a race or of work under way, so that the same save may pass a moment later. */
export function isRace(findings: readonly Finding[]): boolean {
  return findings.find((finding) => finding.finding === 'cause')?.kind === 'concurrent-write';
}

/** Why the recorded save cannot be sent again at all, or null. */
export function refusedByRequest(x: Exchange): string | null {
  if (isSafe(x.method)) return say`This was a read. Only a save can be replayed.`;
  if (isSuccess(x.status) && !wasRefused(x) && disguisedRefusal(x) === null)
    return say`The server took this save. Sending it again could only overwrite what was saved since. Put back by hand what it overwrote.`;
  if (hasRedaction(x.url) || x.url.includes(encodeURIComponent('‹redacted')))
    return say`The address of the save holds a secret that Resave does not keep. Save again in the page.`;
  if (isBatch(x))
    return say`This request is a batch of several saves. Replaying it could repeat those that went through. Save the refused one alone in the page.`;
  const body = x.requestBody;
  if (body.state === 'not-kept') return notKept[body.why];
  if (body.state === 'none') return null;
  if (body.truncated)
    return say`Only the beginning of the save’s body was kept, because it is very long. Save again in the page.`;
  if (body.redacted || hasRedaction(body.data))
    return say`The body of the save holds a secret. Resave keeps such a body in memory only, until the browser closes or newer ones take its place, and it is gone now. Save again in the page.`;
  if (body.encoding === 'base64')
    return say`The body of the save is not text, so it cannot be merged. Save again in the page.`;
  return null;
}

const notKept = {
  'not-given': say`The browser did not show Resave the body of the save. Open DevTools before saving, then save again in the page.`,
  'too-large': say`The body of the save is too long to be kept. Save again in the page.`,
  evicted: say`The body of the save is no longer kept. Save again in the page.`,
  'not-loaded': say`The body of the save could not be read from the store. Load the panel anew and try again.`,
} as const;

/** Several saves in one request: OData and Google batches, Elasticsearch and CouchDB bulk, JSON batches. */
export function isBatch(x: Exchange): boolean {
  const type = headerValue(requestHeaders(x), 'content-type') ?? '';
  if (/^multipart\/mixed\b/i.test(type) || /^application\/(x-ndjson|vnd\.elasticsearch\+x-ndjson)/i.test(type))
    return true;
  const path = URL.canParse(x.url) ? new URL(x.url).pathname : x.url;
  return /\/(\$batch|_bulk|_bulk_docs|_msearch|batch)\/?$/i.test(path);
}
