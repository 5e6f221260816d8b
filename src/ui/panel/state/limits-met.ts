import type { Finding } from '../../../diagnose/contract.ts';
import type { Exchange } from '../../../record/exchange.ts';
import type { LimitId } from '../../../texts/limits.ts';

const ofCause: { readonly [cause: string]: LimitId } = {
  'header-changed-by-extension': 'other-extensions',
  'stale-browser-cache': 'cached-read',
  'stale-service-worker': 'worker-read',
};

/** Whether this browser recorded it; what a file tells is not under this browser's limits. */
function isOwn({ sources }: Exchange): boolean {
  return sources.includes('devtools-network') || sources.includes('web-request');
}

/** What this browser may keep from a rule that says that it does not know; null where that is not the browser's doing. */
export function limitOfFinding({ finding, cause }: Finding, refusal: Exchange): LimitId | null {
  return finding === 'unknown' && isOwn(refusal) ? (ofCause[cause] ?? null) : null;
}

/** What this browser may keep from an exchange: who answered it. */
export function limitsOfExchange(x: Exchange): readonly LimitId[] {
  return isOwn(x) && x.servedBy === 'unknown' && x.status !== null ? ['cached-read', 'worker-read'] : [];
}
