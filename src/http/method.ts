/** Safe methods ask for no change of state (RFC 9110 §9.2.1; QUERY: its own draft). */
const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'REPORT', 'SEARCH', 'QUERY']);

/** Method names are case-sensitive (RFC 9110 §9.1), but pages write `put` too; browsers normalise the common ones. */
export function isSafe(method: string): boolean {
  return safe.has(method.toUpperCase());
}

/** Whether the method asks the server to change something: a save. */
export function isWrite(method: string): boolean {
  return !isSafe(method);
}
