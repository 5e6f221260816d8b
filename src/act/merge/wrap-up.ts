import { say } from '../../texts/say.ts';
import { type Ledger, maxConflicts } from './ledger.ts';
import { readPath, type Step, spellPath } from './path.ts';
import { type Choices, cannot, type MergeResult } from './result.ts';
import type { Merging } from './sides.ts';

/** Carriers of the token as places in the body. */
export function tokensIn(carriers: readonly string[]): Merging['tokens'] {
  const paths = carriers.map((carrier) =>
    carrier.startsWith('form:') ? spellPath([carrier.slice(5)]) : carrier.replace(/^body:/, ''),
  );
  const keys = paths.map((path) => readPath(path)?.at(-1)).filter((key): key is Step => key !== undefined);
  return { paths: new Set(paths), keys: new Set(keys) };
}

/** Wraps up a first run without choices and the way to run again with them. */
export function finish(
  first: Ledger,
  baseKnown: boolean,
  again: (choices: Choices) => { ledger: Ledger; body: string },
): MergeResult {
  if (first.conflicts.length > maxConflicts)
    return cannot(
      'too-many-conflicts',
      say`More than ${maxConflicts} places were changed by both sides. That is too much to settle one by one: open the resource again and repeat your edit.`,
    );
  return {
    ok: true,
    fields: first.fields,
    conflicts: first.conflicts,
    landed: (baseKnown || first.fields.length === 0) && first.landed,
    compose: (choices) => {
      const { ledger, body } = again(choices);
      const [bad] = ledger.bad;
      if (bad !== undefined) return { ok: false, reason: bad };
      if (ledger.open.length > 0)
        return {
          ok: false,
          reason: say`Choose first for ${[...ledger.open.slice(0, 5), ...(ledger.open.length > 5 ? ['…'] : [])].join(', ')}.`,
        };
      return { ok: true, body };
    },
  };
}
