import { bareTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { sameVersion } from '../../http/same-version.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { currentVersion } from './current-version.ts';
import { sameContent as sameContentOf } from './json-values.ts';
import { machineWritten } from './machine-written.ts';
import { probeReads } from './probe-reads.ts';
import { sentToken } from './sent-token.ts';
import { traffic } from './traffic.ts';
import { versionPlace } from './version-place.ts';

/** How far the base read, the save and the fresh reads can be set against each other. */
export type Comparable = {
  /** A check was made. */
  readonly checked: boolean;
  /** The save sent the version exactly as the read brought it, strong and without a content coding's suffix. */
  readonly spelling: boolean;
  /** The fresh reads brought the very content of the base read (or of the save that the page went on from): only the tag is another. */
  readonly sameContent: boolean;
  /** Between the base read and now only fields changed that programs write. */
  readonly machineOnly: boolean;
  /** The save asked for another representation than the read did, and `Vary` says that this matters (RFC 9110 §12.5.5). */
  readonly otherByAccept: boolean;
  /** Another version now means a change in between: spelling, representation and order of versions leave no other way. */
  readonly sound: boolean;
};

export const comparable = defineFact<Comparable>('comparable', (_, read) => {
  const [token, base, seen, place] = [read(sentToken), read(baseRead), read(traffic), read(versionPlace)];
  const [probe, current] = [read(probeReads), read(currentVersion)];
  const checked = !isMissingValue(probe) && probe.fresh.length > 0;
  const nothing = {
    checked,
    spelling: false,
    sameContent: false,
    machineOnly: false,
    otherByAccept: false,
    sound: false,
  };
  if (isMissingValue(token) || token === null || isMissingValue(base)) return nothing;
  const spelling =
    token.value === base.version &&
    token.setByPage === token.value &&
    !/^W\//i.test(token.value) &&
    withoutCodingSuffix(bareTag(token.value)) === null;
  const otherByAccept = !isMissingValue(seen) && !askedAlike(base.exchange, seen.save, varyOf(base.exchange));
  if (isMissingValue(current) || isMissingValue(seen) || isMissingValue(place))
    return { ...nothing, spelling, otherByAccept };
  const [fresh] = current.reads;
  const older = [...seen.reads, ...seen.writes].some((x) => {
    const version = place.in(x);
    return x.startedAt <= base.exchange.startedAt && version !== null && sameVersion(version, current.version);
  });
  const fields = read(machineWritten);
  const machineOnly = !isMissingValue(fields) && fields.people.length === 0 && fields.machine.length > 0;
  const sound = spelling && !older && sameRepresentation(base.exchange, fresh) && sameSource(base.exchange, fresh);
  // A page goes on from its own save: what it sent is what it knows to be there.
  const asSaved = base.from === 'save' && sameContentOf(base.exchange.requestBody, fresh.responseBody) === true;
  const sameContent = asSaved || sameBody(base.exchange, fresh);
  return { checked, spelling, sameContent, machineOnly, otherByAccept, sound };
});

/** Header fields in which one of several servers names itself. */
const ownNames =
  /^x-(served-by|backend|backend-server|server|server-name|node|node-name|instance|instance-id|pod|pod-name|host|hostname|upstream|worker)$/i;

/** Not answered by two servers of one service, and not seen under two sign-ins: either can differ without an edit. */
function sameSource(a: Exchange, b: Exchange): boolean {
  const [x, y] = [responseHeaders(a) ?? [], responseHeaders(b)];
  const named = x.every(([name, value]) => !ownNames.test(name) || (headerValue(y, name) ?? value) === value);
  const signedIn = ['Cookie', 'Authorization'].every((name) => {
    const [before, now] = [headerValue(requestHeaders(a), name), headerValue(requestHeaders(b), name)];
    return before === null || now === null || before === now;
  });
  return named && signedIn;
}

function sameBody(a: Exchange, b: Exchange): boolean {
  const [x, y] = [a.responseBody, b.responseBody];
  return x.state === 'kept' && y.state === 'kept' && !x.truncated && !y.truncated && x.data !== '' && x.data === y.data;
}

/** Same media type, language and coding, and no field that `Vary` names was asked differently (RFC 9110 §12.5.5). */
export function sameRepresentation(a: Exchange, b: Exchange): boolean {
  const [x, y] = [responseHeaders(a), responseHeaders(b)];
  for (const name of ['Content-Type', 'Content-Language', 'Content-Encoding'])
    if (a.status !== 304 && b.status !== 304 && headerValue(x, name) !== headerValue(y, name)) return false;
  return askedAlike(a, b, [...varyOf(a), ...varyOf(b)]);
}

/** What `Vary` names of an answer; what differs for everybody all the time is left out. */
export function varyOf(x: Exchange): readonly string[] {
  return (headerValue(responseHeaders(x), 'Vary') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '*' && !/^(cookie|origin|authorization|sec-.*)$/i.test(name))
    .slice(0, 20);
}

function askedAlike(a: Exchange, b: Exchange, names: readonly string[]): boolean {
  return names.every((name) => headerValue(requestHeaders(a), name) === headerValue(requestHeaders(b), name));
}
