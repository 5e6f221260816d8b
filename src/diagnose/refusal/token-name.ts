import type { Json } from './json.ts';
import { wordsOfName } from './words.ts';

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
  ['schedule', 'tag'],
];
/** What the save was made from: `originalText`, `oldObjectId`, `base_hash`, `parents`. */
const baseNames =
  /^(original|old|base|previous|prior|expected|known)[-_]?(text|content|body|raw|hash|sha|digest|oid|(object|commit|revision|blob|snapshot)[-_]?id)$|^(parents?|parent[-_]?(commit|sha|rev)s?)$/i;
/** The word before `version` that makes it another thing: the software's, the format's. */
const otherVersions = new Set(
  'api,app,application,client,schema,protocol,http,tls,ssl,sdk,engine,node,software,os,browser,chart,package,plugin,tus,soap,xml,server,min,max,minimum,maximum,target,kubernetes,k8s,python,java,release,product,model,firmware,format,dav,data,go,ruby,php,bot,amz,sig,signature,service,accept,platform,runtime,spec,game,minecraft,os,upgrade,image,agent,ms,spdx,git,helm,terraform,build,conditions,terms'.split(
    ',',
  ),
);
const timeNames =
  /^(?:(?:expected|known|client|original|previous|base|if)[-_]?)?(updated|modified|last[-_]?(updated|modified|changed)|changed)([-_]?(at|on|time|date|timestamp))?$|^(date[-_]?(modified|updated))$|^update[-_]?(time|timestamp)$|^(version|unmodified)[-_]?since$/i;

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
  // `If-…` and `ifInState`: a condition by its first word.
  // Compare-and-swap: `swapRecord`.
  if (words[0] === 'swap' && words.length > 1) return 'maybe';
  if (words[0] === 'if' && /^(match|since|state|token|version|tag)$/.test(last)) return 'sure';
  const bare = name.replace(/^[$_@]+/, '');
  // A lock's token is shown to pass the lock, or guards an optimistic save.
  if (timeNames.test(bare) || baseNames.test(bare) || /^lock[-_]?token$/i.test(bare)) return 'maybe';
  return null;
}

/** A value that a version token can have; `1.2.3` or a date of an API version is none. */
export function tokenValue(value: Json): string | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== 'string' || value === '' || value.length > 512) return null;
  return value;
}

/** How sure it is that this name with this value is a version token; null: it is none. */
export function certaintyOf(name: string, value: string): 'sure' | 'maybe' | null {
  const by = tokenName(name);
  if (by !== 'maybe') return by;
  const bare = name.replace(/^[$_@]+/, '');
  // A parent that is no commit is a folder.
  if (/^parents?$/i.test(bare)) return /^[0-9a-f]{6,64}$/i.test(value) ? 'maybe' : null;
  if (!/^(version|ver|generation|versions)$/i.test(bare)) return 'maybe';
  // A bare `version`: a counter or an opaque string is a token; 1.2.3 and 2010-05-08 are the versions of other things.
  if (/^\d{1,19}$/.test(value)) return 'sure';
  if (/^v?\d+(\.\d+)+|^\d{4}-\d{2}(-\d{2})?(-preview)?$|^v\d|^latest$/i.test(value)) return null;
  return /^[\w+/=.:-]{4,}$/.test(value) ? 'sure' : null;
}
