import type { Meaning } from './vocabulary/meaning.ts';

/** One meaning, how strongly it is said, and why. */
export type Meant = {
  readonly meaning: Meaning;
  /** 3 and more is said plainly, under {@link plain} it is thin. */
  readonly score: number;
  readonly reasons: readonly string[];
  /** Said of something else, and turned to this by what the request carried: never more than possible. */
  readonly inferred: boolean;
};

/** From here on a meaning is said plainly. */
export const plain = 2;
/** Under this a meaning is not there at all. */
export const thin = 1;

/** Turning to these is no guess: the request itself says what it wanted. */
const certain: ReadonlySet<Meaning> = new Set(['exists', 'version', 'in-use']);

/** The meanings on the scales while a refusal is weighed. */
export class Scores {
  private readonly entries = new Map<Meaning, { score: number; reasons: string[]; inferred: boolean }>();

  of(meaning: Meaning): number {
    return this.entries.get(meaning)?.score ?? 0;
  }

  get empty(): boolean {
    return this.entries.size === 0;
  }

  give(meaning: Meaning, points: number, ...reasons: readonly string[]): void {
    const now = this.entries.get(meaning) ?? { score: 0, reasons: [], inferred: false };
    this.entries.set(meaning, { ...now, score: now.score + points, reasons: [...now.reasons, ...reasons] });
  }

  scale(factor: number, ...meanings: readonly Meaning[]): void {
    for (const meaning of meanings) {
      const now = this.entries.get(meaning);
      if (now !== undefined) now.score *= factor;
    }
  }

  /** What was said for one meaning counts for another: the request tells which of the two it is. */
  turn(from: Meaning, to: Meaning, factor: number, reason: string): void {
    const had = this.entries.get(from);
    if (had === undefined) return;
    this.entries.delete(from);
    const now = this.entries.get(to);
    const gained = had.score * factor;
    if (now === undefined)
      this.entries.set(to, { score: gained, reasons: [...had.reasons, reason], inferred: !certain.has(to) });
    else {
      now.score = Math.max(now.score, gained) + 0.2;
      now.reasons.push(reason);
    }
  }

  /** Best first. */
  ranked(): readonly Meant[] {
    return [...this.entries]
      .map(([meaning, entry]) => ({ meaning, ...entry, score: Math.round(entry.score * 100) / 100 }))
      .filter(({ score }) => score >= thin)
      .sort((a, b) => b.score - a.score);
  }
}
