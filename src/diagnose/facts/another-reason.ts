import type { Evidence } from '../contract.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { pieces, plainly } from '../refusal/by-words.ts';
import type { Meaning } from '../refusal/vocabulary/meaning.ts';
import { reading } from './reading.ts';

/** What a refusal says while it is about the version that was sent, or about none having been sent. */
const aboutVersions: readonly Meaning[] = ['version', 'race', 'required', 'token-format'];

/** The reason that a refusal plainly gives, where it is another than the version: then a fault of the version is not what it was refused for. */
export type AnotherReason = {
  readonly says: readonly [Evidence, ...Evidence[]];
  /** It only calls something wrong, missing or forbidden, which may be the version's field. */
  readonly vague: boolean;
};

/** null: it gives none, or the version. */
export const anotherReason = defineFact<AnotherReason | null>('another reason', (_, read) => {
  const words = read(reading);
  if (isMissingValue(words)) return words;
  const said = plainly(words);
  if (said === null || aboutVersions.includes(said)) return null;
  return { says: pieces(words.ranked[0]?.reasons ?? [], words), vague: said === 'ordinary' };
});
