import { type Json, parseJson } from './json.ts';
import { indentOf, writeJson } from './json-write.ts';
import { Ledger, maxConflicts } from './ledger.ts';
import { mergeValue } from './merge-value.ts';
import { readPath, type Step } from './path.ts';
import { type CannotMerge, type Choices, cannot, type MergeBodies, type MergeResult } from './result.ts';
import { learnShape, reachOf, type Shape } from './shape.ts';
import type { Merging, Place, Side } from './sides.ts';
import { valueAt, withValue } from './tree.ts';

/** A PATCH may add what nobody has had before. */
const whole: Shape = { mine: [], read: [] };

/** Merges JSON bodies. */
export function mergeJsonBody(input: MergeBodies): MergeResult {
  const mine = read(input.mine, 'Your save');
  if (!mine.ok) return mine.cannot;
  const theirs = read(input.theirs, 'The fresh read');
  if (!theirs.ok) return theirs.cannot;
  // A base that cannot be read is a base that is not known.
  const base = input.base === null ? null : read(input.base, 'The earlier read');
  const known = base?.ok === true ? base.value : undefined;
  const shape =
    learnShape(mine.value, known ?? theirs.value) ?? (input.method?.toUpperCase() === 'PATCH' ? whole : null);
  if (shape === null)
    return cannot(
      'other-shape',
      'The save and the read have no field in common, so they cannot be merged. Open the resource again and repeat your edit.',
    );
  const run = (choices: Choices): { ledger: Ledger; value: Json } | null =>
    mergeOnce(input, shape, known, mine.value, theirs.value, choices);
  const first = run({});
  if (first === null)
    return cannot(
      'other-shape',
      'The part that you edited is no longer where it was in the fresh read. Open the resource again and repeat your edit.',
    );
  return finish(first.ledger, known !== undefined, (choices) => {
    const again = run(choices);
    return {
      ledger: again?.ledger ?? first.ledger,
      body: writeJson(again?.value ?? first.value, indentOf(input.mine)),
    };
  });
}

function read(text: string, whose: string): { ok: true; value: Json } | { ok: false; cannot: CannotMerge } {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed;
  const code = parsed.why.includes('longer') ? 'too-large' : parsed.why.includes('deeper') ? 'too-deep' : 'unreadable';
  return { ok: false, cannot: cannot(code, `${whose} ${parsed.why}, so it cannot be merged.`) };
}

function mergeOnce(
  input: MergeBodies,
  shape: Shape,
  base: Side,
  mine: Json,
  theirs: Json,
  choices: Choices,
): { ledger: Ledger; value: Json } | null {
  const part = {
    base: valueAt(base, shape.read),
    mine: valueAt(mine, shape.mine),
    theirs: valueAt(theirs, shape.read),
  };
  if (part.mine === undefined || part.theirs === undefined) return null;
  const ledger = new Ledger(choices);
  let top: Place | null = null;
  for (const step of shape.mine) top = { above: top, step };
  const merging: Merging = {
    ledger,
    baseKnown: base !== undefined,
    tokens: tokensIn(input.tokenPaths),
    top,
    withheld: 0,
  };
  const merged = mergeValue(
    merging,
    top,
    part.base,
    part.mine,
    part.theirs,
    reachOf(input.method, part.mine, part.base ?? part.theirs),
  );
  const value = withValue(mine, shape.mine, merged ?? null);
  return value === null && shape.mine.length > 0 ? null : { ledger, value };
}

export function tokensIn(carriers: readonly string[]): Merging['tokens'] {
  const paths = carriers.map((carrier) => carrier.replace(/^body:/, '').replace(/^form:/, '$.'));
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
      `More than ${maxConflicts} places were changed by both sides. That is too much to settle one by one: open the resource again and repeat your edit.`,
    );
  return {
    ok: true,
    fields: first.fields,
    conflicts: first.conflicts,
    landed: (baseKnown || first.fields.length === 0) && first.count.mine === 0,
    compose: (choices) => {
      const { ledger, body } = again(choices);
      const [bad] = ledger.bad;
      if (bad !== undefined) return { ok: false, reason: bad };
      if (ledger.open.length > 0)
        return {
          ok: false,
          reason: `Choose first for ${ledger.open.slice(0, 5).join(', ')}${ledger.open.length > 5 ? ' …' : ''}.`,
        };
      return { ok: true, body };
    },
  };
}
