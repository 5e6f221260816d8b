import { isWrite } from '../../http/method.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { Flag } from '../../record/flag.ts';
import type { CaseFile } from '../contract.ts';
import { disguisedRefusal } from './disguise.ts';
import { isUnconditional, lostUpdate } from './lost-update.ts';
import { type Overwritten, overwrittenFields } from './overwritten.ts';

/**
 * What the answer to a write says against its status. undefined where that cannot be told now: it is no write,
 * or its body was kept and is not at hand. null: it hides nothing, as far as the body was given. Pure; reads cost one comparison.
 */
export function flagOf(x: Exchange): Flag | null | undefined {
  if (!isWrite(x.method)) return undefined;
  const { responseBody: body } = x;
  if (body.state === 'not-kept' && (body.why === 'not-loaded' || body.why === 'evicted')) return undefined;
  return disguisedRefusal(x) !== null ? 'disguised-refusal' : null;
}

/** Whether only the history can tell that a write overwrote something. False for all that is no unconditional save that ended. */
export function needsHistory(x: Exchange): boolean {
  return x.flag !== 'disguised-refusal' && !x.missed.includes('end') && isUnconditional(x);
}

/** What the history says of a write for which `needsHistory`. What is merely possible is too weak to interrupt anybody with. */
export function flagByHistory(file: CaseFile): 'lost-update' | null {
  const lost = lostUpdate(file);
  return lost === null || lost.strength === 'possible' ? null : 'lost-update';
}

/** What answer and history together say of a stored write against its status. Its own answer comes first. Pure. */
export function readFlag(file: CaseFile): Flag | null {
  if (flagOf(file.refusal) === 'disguised-refusal') return 'disguised-refusal';
  return needsHistory(file.refusal) ? flagByHistory(file) : null;
}

/** What was overwritten, where the history tells of it. Pure. */
export function overwrittenBy(file: CaseFile): Overwritten | null {
  const lost = lostUpdate(file);
  if (lost === null) return null;
  const { known, overwritten } = lost;
  return { overwritten, fields: overwritten && overwrittenFields(known, overwritten, file.refusal) };
}
