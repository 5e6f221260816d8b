import { say } from '../../texts/say.ts';
import { isArray, type Json, parseJson } from './json.ts';
import { writeJson } from './json-write.ts';
import type { Ledger, Shown } from './ledger.ts';
import { type Step, spellStep } from './path.ts';

/** undefined: not there (or, without a base, not known). */
export type Side = Json | undefined;

/**
 * How far a missing field of mine means "remove it":
 * `whole` it does; `partial` it means "leave it alone" (PATCH); `unsure` the read has much more than the save, so what only
 * the read has is asked about before it is lost, and never added on the quiet.
 */
export type Reach = 'whole' | 'partial' | 'unsure';

/** A place on the way down; spelled only when a row is written, because most places are never shown. */
export type Place = { readonly above: Place | null; readonly step: Step; readonly spelled?: string };

/** What one merge carries along. */
export type Merging = {
  readonly ledger: Ledger;
  /** How values are shown and edits are read: JSON, or the bare text of a form field. */
  readonly words: 'json' | 'plain';
  readonly baseKnown: boolean;
  /** Where the version token stands; the last steps alone are the quick test. */
  readonly tokens: { readonly paths: ReadonlySet<string>; readonly keys: ReadonlySet<Step> };
  /** The object that answers to the whole resource: there servers keep fields of their own. */
  readonly top: Place | null;
  /** Things of theirs that are not put into mine's body, so that theirs cannot be taken whole. */
  withheld: number;
};

export function spell(place: Place | null): string {
  return place === null ? '$' : spell(place.above) + (place.spelled ?? spellStep(place.step));
}

export function show(merging: Merging, base: Side, mine: Side, theirs: Side): Shown {
  return { base: text(merging, base), mine: text(merging, mine), theirs: text(merging, theirs) };
}

export function text({ words }: Merging, side: Side): string | null {
  if (side === undefined) return null;
  return words === 'plain' && typeof side === 'string' ? side : writeJson(side);
}

/** Asks the person; mine stands in while there is no choice. */
export function ask(merging: Merging, place: Place | null, base: Side, mine: Side, theirs: Side, why: string): Side {
  const path = spell(place);
  const choice = merging.ledger.conflict(path, show(merging, base, mine, theirs), why);
  if (choice === null || choice.take === 'mine') return mine;
  if (choice.take === 'theirs') return theirs;
  if (merging.words === 'plain' && !isArray(mine)) return choice.text;
  const edited = parseJson(choice.text);
  if (edited.ok) return edited.value;
  merging.ledger.bad.push(say`The edit of ${path} ${edited.why}. Text needs quotation marks around it.`);
  return mine;
}

/** Writes down who was taken. */
export function take(
  merging: Merging,
  takes: 'mine' | 'theirs' | 'both',
  place: Place | null,
  sides: readonly [base: Side, mine: Side, theirs: Side],
  why: string,
): Side {
  const merged = takes === 'theirs' ? sides[2] : sides[1];
  merging.ledger.settled(spell(place), takes, show(merging, ...sides), text(merging, merged), why);
  return merged;
}
