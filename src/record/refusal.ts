import type { Flag } from './flag.ts';

/** Refusals for the state of the resource: RFC 9110 §15.5.10 and §15.5.13, RFC 4918 §11.3, RFC 6585 §3. */
const refusals = new Set([409, 412, 423, 428]);

/** Whether a status says that the server refused for the state of the resource. A 412 on a read counts too. */
export function isRefusal(status: number | null): boolean {
  return status !== null && refusals.has(status);
}

type Answered = { readonly status: number | null; readonly flag?: Flag | null };

/** Whether the server refused for the state of the resource: by its status, or by an answer that hides it under another. */
export function wasRefused({ status, flag }: Answered): boolean {
  return isRefusal(status) || flag === 'disguised-refusal';
}

/** Whether an exchange is a conflict, to be listed and diagnosed: it was refused, or it went through over somebody else's work. */
export function isConflict(exchange: Answered): boolean {
  return wasRefused(exchange) || exchange.flag === 'lost-update';
}
