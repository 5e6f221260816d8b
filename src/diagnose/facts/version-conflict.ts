import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { refusal } from './refusal.ts';
import { sentToken } from './sent-token.ts';

/**
 * The refused save where its refusal can be about the version that it sent; null where it cannot:
 * a 423 speaks of a lock (RFC 4918 §11.3), a 428 of a missing precondition (RFC 6585 §3).
 */
export const versionConflict = defineFact<{ readonly exchange: Exchange; readonly status: number } | null>(
  'version conflict',
  (_, read) => {
    const [refused, token] = [read(refusal), read(sentToken)];
    if (isMissingValue(refused)) return refused;
    if (isMissingValue(token)) return token;
    return token === null || refused.status === 423 || refused.status === 428 ? null : refused;
  },
);
