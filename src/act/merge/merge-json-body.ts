import { say } from '../../texts/say.ts';
import { isBlindCommand } from './command.ts';
import { isObject, type Json, parseJson } from './json.ts';
import { indentOf, writeJson } from './json-write.ts';
import { Ledger } from './ledger.ts';
import { mergeMergePatch } from './merge-patch-body.ts';
import { mergeValue } from './merge-value.ts';
import { type CannotMerge, type Choices, cannot, type MergeBodies, type MergeResult } from './result.ts';
import { learnShape, reachOf, type Shape } from './shape.ts';
import { ask, type Merging, type Place, type Side } from './sides.ts';
import { valueAt, withValue } from './tree.ts';
import { finish, tokensIn } from './wrap-up.ts';

/** A PATCH may add what nobody has had before. */
const whole: Shape = { mine: [], read: [] };

/** Merges JSON bodies. */
export function mergeJsonBody(input: MergeBodies, kind: 'json' | 'merge-patch' = 'json'): MergeResult {
  const mine = read(input.mine, say`Your save`);
  if (!mine.ok) return mine.cannot;
  const theirs = read(input.theirs, say`The fresh read`);
  if (!theirs.ok) return theirs.cannot;
  // A base that cannot be read is a base that is not known.
  const base = input.base === null ? null : read(input.base, say`The earlier read`);
  const known = base?.ok === true ? base.value : undefined;
  const shape =
    learnShape(mine.value, known ?? theirs.value) ??
    (kind === 'merge-patch' || input.method?.toUpperCase() === 'PATCH' ? whole : null);
  if (shape === null)
    return cannot(
      'other-shape',
      say`The save and the read have no field in common, so they cannot be merged. Open the resource again and repeat your edit.`,
    );
  const run = (choices: Choices): { ledger: Ledger; value: Json } | null =>
    mergeOnce(input, shape, known, mine.value, theirs.value, choices, kind);
  const first = run({});
  if (first === null)
    return cannot(
      'other-shape',
      say`The part that you edited is no longer where it was in the fresh read. Open the resource again and repeat your edit.`,
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
  return { ok: false, cannot: cannot(code, say`${whose} ${parsed.why}, so it cannot be merged.`) };
}

function mergeOnce(
  input: MergeBodies,
  shape: Shape,
  base: Side,
  mine: Json,
  theirs: Json,
  choices: Choices,
  kind: 'json' | 'merge-patch',
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
    words: 'json',
    baseKnown: base !== undefined,
    tokens: tokensIn(input.tokenPaths),
    top,
    withheld: 0,
  };
  if (kind === 'merge-patch' && isObject(part.mine))
    return put(mine, shape, ledger, mergeMergePatch(merging, top, part.base, part.mine, part.theirs));
  if (isBlindCommand(part.mine, part.base, part.theirs, shape.mine, merging.tokens.paths))
    return put(mine, shape, ledger, askWhole(merging, top, part.base, part.mine, part.theirs));
  const merged = mergeValue(
    merging,
    top,
    part.base,
    part.mine,
    part.theirs,
    reachOf(input.method, part.mine, part.base ?? part.theirs),
  );
  return put(mine, shape, ledger, merged ?? null);
}

function askWhole(merging: Merging, top: Place | null, base: Side, mine: Json, theirs: Json): Json {
  const why = say`Your save cannot be compared field by field with the resource, which somebody else has changed meanwhile. Mine sends it as it is, Theirs sends nothing.`;
  const chosen = ask(merging, top, base, mine, theirs, why);
  if (chosen === theirs) merging.ledger.bad.push(say`Theirs leaves everything as it is now: there is nothing to send.`);
  return chosen ?? mine;
}

/** The merged part back in mine's envelope. */
function put(mine: Json, shape: Shape, ledger: Ledger, merged: Json): { ledger: Ledger; value: Json } | null {
  const value = withValue(mine, shape.mine, merged);
  return value === null && shape.mine.length > 0 ? null : { ledger, value };
}
