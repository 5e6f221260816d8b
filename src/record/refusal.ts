/** Refusals for the state of the resource: RFC 9110 §15.5.10 and §15.5.13, RFC 4918 §11.3, RFC 6585 §3. */
const refusals = new Set([409, 412, 423, 428]);

/** Whether a status says that the server refused for the state of the resource. A 412 on a read counts too. */
export function isRefusal(status: number | null): boolean {
  return status !== null && refusals.has(status);
}

/**
 * Whether an exchange is a conflict. Asked everywhere instead of the status alone,
 * so that conflicts in disguise (a 400 or 200 whose body says it) can come in at this one place.
 */
export function isConflict(exchange: { readonly status: number | null }): boolean {
  return isRefusal(exchange.status);
}
