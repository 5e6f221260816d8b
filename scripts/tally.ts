/** Counts how often the engine's first answer was right on labelled refusals. */
import type { Diagnosed } from './causes.ts';
import type { Documented } from './documented-refusal.ts';

export class Tally {
  /** Lines that carried a label. */
  labelled = 0;
  right = 0;
  /** The best kind is not `unspecified`, unless the label says so. */
  answered = 0;
  /** Proven findings whose kind is neither the label nor an alternative. */
  wrongProven = 0;
  /** Label, then what was said, then how often. */
  readonly confusion = new Map<string, Map<string, number>>();
  readonly mistakes: string[] = [];

  add({ id, label, altLabels }: Documented, said: Diagnosed): void {
    if (label === null) return;
    const accepted = [label, ...altLabels];
    this.labelled++;
    if (accepted.includes(said.label)) this.right++;
    else this.mistakes.push(`${id}: ${label}, said ${said.label} (${said.findings[0]?.cause ?? 'nothing'})`);
    if (said.label !== 'unspecified' || accepted.includes('unspecified')) this.answered++;
    this.wrongProven += said.findings.filter(
      ({ kind, strength }) => strength === 'proven' && !accepted.includes(kind),
    ).length;
    const row = this.confusion.get(label) ?? new Map<string, number>();
    const shown = accepted.includes(said.label) ? label : said.label;
    row.set(shown, (row.get(shown) ?? 0) + 1);
    this.confusion.set(label, row);
  }

  get top1(): number {
    return this.labelled === 0 ? 0 : this.right / this.labelled;
  }

  summary(): string {
    const share = (part: number): string => (this.labelled === 0 ? 0 : part / this.labelled).toFixed(2);
    return `top1 ${share(this.right)} · answered ${share(this.answered)} · wrong-proven ${this.wrongProven} · n ${this.labelled}`;
  }
}
