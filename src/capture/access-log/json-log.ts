import { isFields, isNumber, isString } from '../../http/unknown.ts';
import { commonLine } from './common-log.ts';
import { bounded, firstForwarded, type LogLine, orNull, pathOfTarget, requestLine } from './log-line.ts';
import { logTime } from './log-time.ts';

/** Names of members, in small letters without anything else, as servers and their log formats write them; the first that is there counts. */
const names = {
  status: ['status', 'statuscode', 'httpstatus', 'responsestatus', 'httpstatuscode', 'downstreamstatus', 'scstatus'],
  method: ['method', 'requestmethod', 'httpmethod', 'csmethod', 'verb'],
  request: ['request', 'requestline', 'req'],
  path: ['uri', 'requesturi', 'path', 'requestpath', 'url', 'requesturl', 'originalurl', 'target', 'csuristem'],
  forwarded: ['xforwardedfor', 'httpxforwardedfor', 'forwardedfor'],
  client: [
    'clientip',
    'remoteaddr',
    'remoteip',
    'clientaddr',
    'remoteaddress',
    'clienthost',
    'remotehost',
    'ip',
    'client',
  ],
  agent: ['useragent', 'httpuseragent', 'agent', 'requestuseragent'],
  host: ['host', 'requesthost', 'httphost', 'servername', 'vhost'],
  time: ['timestamp', 'time', 'ts', 'timeiso8601', 'timelocal', 'starttime', 'startutc', 'datetime', 'date', 'msec'],
} as const;

/** How deep members are looked for: Caddy nests `request.headers.User-Agent`. */
const deepest = 4;
const mostMembers = 300;

/** Every value by its last name; the outer one counts where two have the same. */
function flat(value: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  let level: unknown[] = [value];
  for (let depth = 0; depth < deepest; depth++) {
    const next: unknown[] = [];
    for (const fields of level) {
      if (!isFields(fields)) continue;
      for (const [name, member] of Object.entries(fields)) {
        const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
        if (found.size >= mostMembers) return found;
        if (isFields(member)) next.push(member);
        else if (!found.has(plain)) found.set(plain, Array.isArray(member) ? member[0] : member);
      }
    }
    level = next;
  }
  return found;
}

/**
 * A line of a log in JSON (nginx `escape=json`, Caddy, Traefik, pino, cloud load balancers; or Docker's, which wraps a line of another log).
 * null where it is none, or tells no status.
 */
export function jsonLine(line: string): LogLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isFields(value)) return null;
  const members = flat(value);
  const first = (wanted: readonly string[]): unknown => {
    const name = wanted.find((each) => members.has(each));
    return name === undefined ? undefined : members.get(name);
  };
  const text = (wanted: readonly string[]): string | null => {
    const found = first(wanted);
    return isString(found) ? orNull(found) : null;
  };
  const said = first(names.status);
  const status = isNumber(said) ? said : isString(said) && /^[1-5]\d\d$/.test(said) ? Number(said) : null;
  if (status === null) {
    const wrapped = value.log ?? value.message ?? value.msg;
    return isString(wrapped) ? commonLine(wrapped.trimEnd()) : null;
  }
  const request = requestLine(text(names.request) ?? '');
  const url = text(names.path);
  return bounded({
    status,
    method: text(names.method) ?? request?.method ?? '-',
    path: request?.path ?? (url === null ? '-' : pathOfTarget(url)),
    at: names.time.reduce<number | null>((at, name) => at ?? logTime(members.get(name)), null),
    client: firstForwarded(text(names.forwarded) ?? '') ?? text(names.client),
    agent: text(names.agent),
    host: text(names.host),
  });
}
