import { isWrite } from '../../http/method.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { Flag } from '../../record/flag.ts';
import { isRefusal } from '../../record/refusal.ts';

/** Statuses that can hold a conflict, and the length above which bodies are not looked at. */
const successes = new Set([200, 201, 207]);
const refusals = new Set([400, 422]);
const longest = 262_144;

/** The body of a write's answer under whose status a conflict may hide, as far as it is to be looked at. */
export type Suspect = { readonly kind: 'success' | 'refusal'; readonly status: number; readonly text: string };

/** Whether a write's answer is to be looked at: 200, 201, 207, 400 or 422 with a kept text of at most 256 KB. Pure and cheap. */
export function suspectOf(x: Exchange): Suspect | null {
  if (x.status === null || isRefusal(x.status) || !isWrite(x.method)) return null;
  const { responseBody: body, status } = x;
  if (body.state !== 'kept' || body.encoding !== 'text' || body.data.length > longest) return null;
  if (successes.has(status)) return { kind: 'success', status, text: body.data };
  return refusals.has(status) ? { kind: 'refusal', status, text: body.data } : null;
}

/** How a write's answer reads at once: undefined where that cannot be told now (no write, its body is not at hand, or it is to be looked at). */
export function flagAtOnce(x: Exchange): Flag | null | undefined {
  if (!isWrite(x.method)) return undefined;
  const { responseBody: body } = x;
  if (body.state === 'not-kept' && (body.why === 'not-loaded' || body.why === 'evicted')) return undefined;
  return suspectOf(x) === null ? null : undefined;
}

/** Whether the body of a success is to be looked at for a refusal that hides in it (disguise-in-success.ts). */
export function mayHideInSuccess(x: Exchange): boolean {
  return suspectOf(x)?.kind === 'success';
}

/** Whether it takes the reader of refusals to tell what the answer says: a write that was answered 400 or 422. */
export function takesReader(x: Exchange): boolean {
  return suspectOf(x)?.kind === 'refusal';
}
