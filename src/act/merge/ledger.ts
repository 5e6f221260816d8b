import type { Choice, FieldMerge } from '../../messages/acts.ts';
import type { Choices } from './result.ts';

/** The sides of one place as texts; null: not there. */
export type Shown = { readonly base: string | null; readonly mine: string | null; readonly theirs: string | null };

/** More rows than anybody reads; what is beyond is merged and not listed. */
const maxListed = 2_000;
/** More conflicts than anybody settles one by one. */
export const maxConflicts = 500;
/** Longest value shown of a row that asks nothing. */
const maxShown = 2_000;

/** Keeps the account of one merge: what differed, who was taken, what is asked; and hands out the person's choices. */
export class Ledger {
  readonly fields: FieldMerge[] = [];
  readonly conflicts: string[] = [];
  /** Conflicts without a choice. */
  readonly open: string[] = [];
  /** Sentences about choices that cannot be followed. */
  readonly bad: string[] = [];
  /** Places where mine, or theirs, differs from the base; equal changes of both count in `both`. */
  readonly count = { mine: 0, theirs: 0, both: 0 };
  /** Of `mine`: fields that mine lacks and nobody touched. Removed, or never part of such a save: the two look alike. */
  lacking = 0;
  readonly #choices: ReadonlyMap<string, Choice>;

  constructor(choices: Choices) {
    // Through entries, so that a choice for a path like `__proto__` is only a path.
    this.#choices = new Map(Object.entries(choices));
  }

  /** A place that one rule settled. */
  settled(path: string, takes: 'mine' | 'theirs' | 'both', shown: Shown, merged: string | null, why: string): void {
    if (takes === 'both' && merged !== shown.theirs) {
      // Woven from both: each side has something that the other lacks.
      this.count.mine++;
      this.count.theirs++;
    } else this.count[takes]++;
    if (this.fields.length >= maxListed + this.conflicts.length) return;
    const { base, mine, theirs } = shown;
    this.fields.push({
      path,
      base: clipped(base),
      mine: clipped(mine),
      theirs: clipped(theirs),
      takes,
      merged: clipped(merged),
      why,
    });
  }

  /** Whether theirs holds all that mine changed. What mine only lacks says nothing, where changes of mine were seen to be there. */
  get landed(): boolean {
    return this.count.mine === this.lacking && (this.lacking === 0 || this.count.both > 0);
  }

  /** A place that only the person can settle; gives the choice where there is one. */
  conflict(path: string, shown: Shown, why: string): Choice | null {
    this.count.mine++;
    this.count.theirs++;
    this.conflicts.push(path);
    if (this.conflicts.length <= maxConflicts)
      this.fields.push({ path, ...shown, takes: 'conflict', merged: null, why });
    const choice = this.#choices.get(path) ?? null;
    if (choice === null) this.open.push(path);
    return choice;
  }
}

function clipped(text: string | null): string | null {
  return text === null || text.length <= maxShown ? text : `${text.slice(0, maxShown)}…`;
}
