import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { isList, isRecord, type Json, parseJson } from './json.ts';
import { wordsOfName } from './words.ts';

/** A version token that the refused request carried. */
export type CarriedToken = {
  /** As panel.html writes it: `header:If-Match`, `query:rev`, `body:$._rev`. */
  readonly carrier: string;
  readonly name: string;
  readonly value: string;
  /** `maybe`: a name that also means other things (`version` with a value like 1.2.3, `updated_at`). */
  readonly certainty: 'sure' | 'maybe';
};

/** What the refused request carried and meant to do. */
export type Carried = {
  readonly tokens: readonly CarriedToken[];
  /** The wish to create only, in the request's own words; null where there is none. */
  readonly createOnly: string | null;
  readonly creates: boolean;
  readonly deletes: boolean;
  /** LOCK, UNLOCK or a lease: the act is about a lock. */
  readonly locks: boolean;
  readonly idempotencyKey: string | null;
  /** Last word of the path where it names an act: `merge`, `restart`. */
  readonly act: string | null;
  /** Request headers were seen; otherwise nothing follows from an absent one. */
  readonly headersSeen: boolean;
};

const versionNouns = new Set([
  'version',
  'rev',
  'revision',
  'etag',
  'stamp',
  'generation',
  'metageneration',
  'sha',
  'cas',
  'seqno',
  'vclock',
  'versionid',
  'revisionid',
  'resourceversion',
  'lockversion',
  'rowversion',
  'modifyindex',
  'changetoken',
  'concurrencystamp',
  'optlock',
  'ver',
  'fingerprint',
  'basetimestamp',
  'starttimestamp',
  'baserevid',
  'oid',
]);
const pairs: readonly (readonly [string, string])[] = [
  ['seq', 'no'],
  ['primary', 'term'],
  ['revision', 'id'],
  ['version', 'id'],
  ['change', 'key'],
  ['change', 'token'],
  ['modify', 'index'],
  ['sync', 'token'],
  ['concurrency', 'token'],
  ['concurrency', 'stamp'],
  ['version', 'number'],
  ['revision', 'number'],
  ['version', 'tag'],
  ['entity', 'tag'],
  ['version', 'stamp'],
  ['append', 'pos'],
  ['appendpos', ''],
  ['upload', 'offset'],
  ['match', 'etag'],
  ['generation', 'match'],
  ['state', 'token'],
  ['vector', 'clock'],
  ['parent', 'digest'],
  ['base', 'digest'],
  ['source', 'digest'],
  ['content', 'hash'],
  ['source', 'hash'],
  ['expected', 'digest'],
  ['content', 'digest'],
  ['previous', 'digest'],
  ['snapshot', 'id'],
  ['parent', 'commit'],
  ['base', 'commit'],
  ['expected', 'commit'],
  ['head', 'sha'],
  ['updated', 'stamp'],
  ['retry', 'version'],
  ['parent', 'version'],
  ['safe', 'update'],
  ['base', 'hash'],
  ['expected', 'hash'],
  ['previous', 'hash'],
  ['expected', 'state'],
];
/** The word before `version` that makes it another thing: the software's, the format's. */
const otherVersions = new Set(
  'api,app,application,client,schema,protocol,http,tls,ssl,sdk,engine,node,software,os,browser,chart,package,plugin,tus,soap,xml,server,min,max,minimum,maximum,target,kubernetes,k8s,python,java,release,product,model,firmware,format,dav,data,go,ruby,php,bot,amz,sig,signature,service,accept,platform,runtime,spec,game,minecraft,os,upgrade,image,agent,ms,spdx,git,helm,terraform,build,conditions,terms'.split(
    ',',
  ),
);
const timeNames =
  /^(?:(?:expected|known|client|original|previous|base|if)[-_]?)?(updated|modified|last[-_]?(updated|modified|changed)|changed)([-_]?(at|on|time|date|timestamp))?$|^(date[-_]?(modified|updated))$|^(version|unmodified)[-_]?since$/i;

/** Is this the name of a version token? By its words, not by a vendor's list. */
export function tokenName(name: string): 'sure' | 'maybe' | null {
  const words = wordsOfName(name.replace(/^[@$_#.:]+/, ''));
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (words.some((word, i) => pairs.some(([a, b]) => word === a && (b === '' || words[i + 1] === b)))) return 'sure';
  if (versionNouns.has(last)) {
    if (otherVersions.has(before) || otherVersions.has(words[0] ?? '')) return null;
    if (last === 'version' || last === 'versions' || last === 'generation' || last === 'ver')
      return words.length > 1 || /^[@_$]/.test(name) ? 'sure' : 'maybe';
    return 'sure';
  }
  if (timeNames.test(name.replace(/^[$_@]+/, ''))) return 'maybe';
  return null;
}

/** A value that a version token can have; `1.2.3` or a date of an API version is none. */
function tokenValue(value: Json): string | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== 'string' || value === '' || value.length > 512) return null;
  return value;
}

function certaintyOf(name: string, value: string): 'sure' | 'maybe' | null {
  const by = tokenName(name);
  if (by !== 'maybe') return by;
  if (timeNames.test(name.replace(/^[$_@]+/, ''))) return 'maybe';
  // A bare `version`: a counter or an opaque string is a token; 1.2.3 and 2010-05-08 are the versions of other things.
  if (/^\d{1,19}$/.test(value)) return 'sure';
  if (/^v?\d+(\.\d+)+|^\d{4}-\d{2}(-\d{2})?(-preview)?$|^v\d|^latest$/i.test(value)) return null;
  return /^[\w+/=.:-]{4,}$/.test(value) ? 'sure' : null;
}

const knownHeaders = ['If-Match', 'If-Unmodified-Since', 'X-If-State-Token', 'X-If-Match', 'X-HTTP-If-Match'];
const notTokens =
  /^(x-ms-version|x-ms-client-version|x-api-version|api-version|x-amz-version-id|x-amz-content-sha256|tus-version|ocs-apirequest|content-sha|dpop|sec-|x-goog-hash|x-requested|x-client-version|x-app-version|user-agent|x-.*(api|client|app|sdk|protocol)[-_]?version)/i;

/** What the refused request carried. Looks at headers, query and up to 500 members of a JSON or form body. */
export function carriedBy(x: Exchange): Carried {
  const headers = requestHeaders(x);
  const tokens: CarriedToken[] = [];
  const push = (carrier: string, name: string, value: string, certainty: 'sure' | 'maybe' | null): void => {
    if (certainty !== null && tokens.length < 12) tokens.push({ carrier, name, value: value.slice(0, 512), certainty });
  };
  for (const [name, value] of headers ?? []) {
    if (value === '*' && /^if-/i.test(name)) continue;
    if (knownHeaders.some((known) => known.toLowerCase() === name.toLowerCase()))
      push(`header:${name}`, name, value, 'sure');
    else if (name.toLowerCase() === 'if') {
      if (/\[/.test(value)) push(`header:${name}`, name, value, 'sure');
    } else if (
      !notTokens.test(name) &&
      !/^(if-|content-|accept|user-|sec-|cookie|authorization)/i.test(name) &&
      (tokenName(name) !== null || /-condition-|if-?(generation|metageneration|seq|version)/i.test(name))
    )
      push(`header:${name}`, name, value, 'sure');
  }
  const url = parseUrl(x.url);
  for (const [name, value] of url?.searchParams ?? [])
    push(
      `query:${name}`,
      name,
      value,
      value === '' || /^(api|app|client|sdk|lang)|^_?v$/i.test(name) ? null : certaintyOf(name, value),
    );
  const text = bodyText(x);
  const body = parseJson(text);
  if (body !== undefined) {
    let nodes = 0;
    const walk = (node: Json, path: string, depth: number): void => {
      if (++nodes > 500 || depth > 5) return;
      if (isList(node)) for (const [i, item] of node.slice(0, 10).entries()) walk(item, `${path}[${i}]`, depth + 1);
      else if (isRecord(node))
        for (const [name, value] of Object.entries(node)) {
          if (isRecord(value) || isList(value)) walk(value, `${path}.${name}`, depth + 1);
          else {
            const token = tokenValue(value);
            if (token === null) continue;
            // Confluence nests it: { version: { number: 3 } }.
            const full = name === 'number' && path.endsWith('.version') ? 'version.number' : name;
            const condition = name === 'ConditionExpression' && !/attribute_not_exists/.test(token);
            push(`body:${path}.${name}`, full, token, condition ? 'sure' : certaintyOf(full, token));
          }
        }
    };
    walk(body, '$', 0);
    readPatchTest(body, push);
  } else if (/x-www-form-urlencoded/i.test(headerValue(headers, 'Content-Type') ?? ''))
    for (const [name, value] of new URLSearchParams(text.slice(0, 20_000)))
      push(`body:${name}`, name, value, certaintyOf(name.replace(/^.*\[([^\]]+)\]$/, '$1'), value));
  const segments = (url?.pathname ?? '').split('/').filter((part) => part !== '');
  const last = (segments.at(-1) ?? '').toLowerCase();
  const createOnly = createOnlyBy(x, url, headers, tokens, segments);
  const method = x.method.toUpperCase();
  return {
    // A token that says "must not exist yet" is the wish to create, not a version.
    tokens: tokens.filter((token) => createOnly?.includes(token.name) !== true),
    createOnly,
    creates:
      createOnly !== null ||
      method === 'MKCOL' ||
      (method === 'POST' && !isAct(last, segments)) ||
      /\baction=create/i.test(text.slice(0, 300)),
    deletes:
      method === 'DELETE' ||
      /\baction=(delete|remove)/i.test(text.slice(0, 300)) ||
      /^(delete|remove|destroy)$/.test(last),
    locks:
      method === 'LOCK' ||
      method === 'UNLOCK' ||
      (headers ?? []).some(([name]) => /lease|lock-token/i.test(name)) ||
      /^(lock|unlock|lease|checkout)$/.test(last),
    idempotencyKey:
      headerValue(headers, 'Idempotency-Key') ??
      headerValue(headers, 'X-Idempotency-Key') ??
      headerValue(headers, 'X-Request-Token'),
    act: isAct(last, segments) ? last : null,
    headersSeen: headers !== null,
  };
}

/** JSON Patch: `test` on a version path is a token (RFC 6902 §4.6). */
function readPatchTest(
  body: Json,
  push: (carrier: string, name: string, value: string, certainty: 'sure') => void,
): void {
  if (!isList(body)) return;
  body.slice(0, 50).forEach((operation, i) => {
    if (!isRecord(operation) || operation.op !== 'test' || typeof operation.path !== 'string') return;
    const name = operation.path.split('/').at(-1) ?? '';
    const value = tokenValue(operation.value ?? null);
    if (value !== null && tokenName(name) !== null) push(`body:$[${i}].value`, name, value, 'sure');
  });
}

function createOnlyBy(
  x: Exchange,
  url: URL | null,
  headers: ReturnType<typeof requestHeaders>,
  tokens: readonly CarriedToken[],
  segments: readonly string[],
): string | null {
  if (headerValue(headers, 'If-None-Match')?.trim() === '*') return 'If-None-Match: *';
  if (headerValue(headers, 'Overwrite')?.trim().toUpperCase() === 'F') return 'Overwrite: F';
  if (/(^|[?&])(op_type|optype)=create(&|$)/i.test(url?.search ?? '')) return 'op_type=create';
  if (segments.includes('_create')) return '_create';
  if (/"ConditionExpression"\s*:\s*"[^"]{0,200}attribute_not_exists/.test(bodyText(x).slice(0, 20_000)))
    return 'attribute_not_exists';
  const zero = tokens.find(
    ({ name, value }) =>
      value === '0' && /^(cas|x-goog-if-generation-match|ifgenerationmatch|if-generation-match)$/i.test(name),
  );
  if (zero !== undefined) return `${zero.name}=0`;
  return x.method.toUpperCase() === 'PUT' &&
    /[?&](overwrite=false|create=only|createOnly=true)/i.test(url?.search ?? '')
    ? 'overwrite=false'
    : null;
}

const acts =
  /^_?(merge|merges|revert|restart|start|stop|run|scan|exec|execute|claim|cancel|close|reopen|open|pause|unpause|resume|archive|unarchive|restore|publish|unpublish|approve|reject|submit|transition|transitions|lock|unlock|lease|checkout|checkin|complete|activate|deactivate|enable|disable|attach|detach|ship|refund|capture|void|confirm|retry|rebase|sync|refresh|test|prune|update|_update|delete|remove|move|copy|rename|rollback|deploy|promote|resize|reboot|shutdown|suspend|listkeys|validate|verify|accept|decline|withdraw|finalize|commit|abort|kill|rebuild|reset|cherry-pick|cherrypick|bulk|_bulk|batch|\$batch|import|export|trigger|failover|invite|join|leave|assign|unassign|release|evaluate|play|edit|save|patch|set|modify|attach_to_network|actions)$/;

/** `POST …/{id}/restart` acts on what is there; `POST …/users` creates. */
function isAct(last: string, segments: readonly string[]): boolean {
  const word = last.replace(/^.*:/, '');
  // Below one thing's id, a word that is no plural names an act: `/reviews/17/decide`.
  const belowId = /\d/.test(segments.at(-2) ?? '') && /^[a-z][a-z-]*[a-rt-z]$/.test(word);
  return belowId || acts.test(word) || segments.some((part) => /^_?actions?$/i.test(part));
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** The request's body as text; '' where there is none or it was not kept. */
export function bodyText(x: Exchange): string {
  return x.requestBody.state === 'kept' && x.requestBody.encoding === 'text' ? x.requestBody.data : '';
}
