/** A refused request as one line of a server's log tells it. What the line does not tell is null. */
export type LogLine = {
  readonly status: number;
  readonly method: string;
  /** Path without query: a query may hold secrets. */
  readonly path: string;
  /** Epoch milliseconds; most logs count whole seconds. */
  readonly at: number | null;
  /** Address of who asked, the first of those that were forwarded where the log tells them. */
  readonly client: string | null;
  readonly agent: string | null;
  readonly host: string | null;
};

/** The statuses that are looked for: RFC 9110 §15.5.10 and §15.5.13, RFC 4918 §11.3, RFC 6585 §3. */
export const refusals = [409, 412, 423, 428] as const;

export function isRefused(status: number): boolean {
  return refusals.some((refusal) => refusal === status);
}

/** Longest texts that are kept of a line. */
const longest = { method: 20, path: 1_024, client: 80, agent: 300, host: 200 };

export function bounded(line: LogLine): LogLine {
  const cut = (text: string | null, most: number) =>
    text === null || text.length <= most ? text : text.slice(0, most);
  return {
    ...line,
    method: line.method.slice(0, longest.method),
    path: line.path.slice(0, longest.path),
    client: cut(line.client, longest.client),
    agent: cut(line.agent, longest.agent),
    host: cut(line.host, longest.host),
  };
}

/** The path of a request's target: origin, absolute or authority form (RFC 9112 §3.2). */
export function pathOfTarget(target: string): string {
  const [path = ''] = target.split(/[?#]/, 1);
  const absolute = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/]*/i.exec(path.slice(0, 512));
  const rest = absolute === null ? path : path.slice(absolute[0].length);
  return rest === '' ? '/' : rest;
}

/** `PUT /x HTTP/1.1`, `PUT /x` (HTTP/0.9 never wrote). null where it is no request line. */
export function requestLine(text: string): { readonly method: string; readonly path: string } | null {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}) +(\S+)(?: +HTTP\/\d(?:\.\d)?)?$/.exec(text.slice(0, 65_536));
  if (match === null) return null;
  return { method: match[1] ?? '', path: pathOfTarget(match[2] ?? '') };
}

const dashed = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text === '' || text === '-' ? null : text;

export { dashed as orNull };

/** An address as logs write it: IPv4 (with a port), IPv6 (in brackets, with a port), as in `X-Forwarded-For` (RFC 7239 §6). */
export function isAddress(text: string): boolean {
  if (text.length < 2 || text.length > 70) return false;
  if (/^\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(text)) return true;
  const colon = text.indexOf(':');
  return colon !== -1 && text.includes(':', colon + 1) && /^\[?[0-9a-f:.%]+\]?(:\d+)?$/i.test(text);
}

/** The first of a list of forwarded addresses, which is who asked as far as the proxies say; null where it is none. */
export function firstForwarded(text: string): string | null {
  const [first = ''] = text.split(',', 1);
  return isAddress(first.trim()) ? first.trim() : null;
}
