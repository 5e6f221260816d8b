import type { Exchange } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { plainly } from '../refusal/by-words.ts';
import type { Meaning } from '../refusal/vocabulary/meaning.ts';
import { disguisedRefusal } from '../watch/disguise.ts';
import { reading } from './reading.ts';
import { refusal } from './refusal.ts';
import { sentToken } from './sent-token.ts';
import { sessionTold } from './session-told.ts';

/** What a refusal plainly says while it is about the version all the same. */
const aboutVersions: readonly Meaning[] = ['version', 'race', 'ordinary'];

/** A refusal that can be about the version which the save sent. */
export type VersionConflict = {
  readonly exchange: Exchange;
  readonly status: number;
  /** It says that the version is the reason: by its status (412) or its words. Else that only fits. */
  readonly said: boolean;
};

/**
 * The refused save where its refusal can be about the version that it sent; null where it cannot: it sent none,
 * it was not refused, it plainly says something else, or it is a 423 or 428 (RFC 4918 §11.3, RFC 6585 §3).
 */
export const versionConflict = defineFact<VersionConflict | null>('version conflict', (_, read) => {
  const [refused, token, words] = [read(refusal), read(sentToken), read(reading)];
  if (isMissingValue(refused)) return refused;
  if (isMissingValue(token)) return token;
  if (token === null || refused.status === 423 || refused.status === 428) return null;
  if (!isRefusal(refused.status) && disguisedRefusal(refused.exchange) === null) return null;
  const session = read(sessionTold);
  if (!isMissingValue(session) && session.text !== null) return null;
  const said = isMissingValue(words) ? null : plainly(words);
  if (said !== null && !aboutVersions.includes(said)) return null;
  // A 412 with a sentence that was not understood may be about anything.
  const byStatus = refused.status === 412 && (isMissingValue(words) || words.silent || words.heard.has('version'));
  return { ...refused, said: byStatus || said === 'version' || said === 'race' };
});
