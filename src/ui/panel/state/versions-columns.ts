import type { Mark } from './versions.ts';

/** One exchange, or a run of them that say nothing new and stand folded. */
export type Column = {
  readonly first: Mark;
  /** In the order of time; more than one where the run is folded. */
  readonly marks: readonly Mark[];
};

/** As many columns fit without scrolling; below that nothing is folded. */
const roomy = 16;
/** A shorter run is not worth a fold. */
const shortest = 3;
/** Neighbours of the refusal that are always shown. */
const near = 2;

/**
 * Columns for marks. In a long history, runs of one lane in which nothing happens that the diagnosis could stand on
 * (no refusal, no change by somebody else, nothing stale) are folded into one column each.
 */
export function columnsOf(marks: readonly Mark[], refusal: string, open: ReadonlySet<string>): readonly Column[] {
  if (marks.length <= roomy) return marks.map((first) => ({ first, marks: [first] }));
  const itself = marks.findIndex(({ exchange }) => exchange.id === refusal);
  const base = baseOf(marks, itself);
  const columns: Column[] = [];
  let run: Mark[] = [];
  const close = (): void => {
    const [first] = run;
    if (first !== undefined && run.length >= shortest && !open.has(first.exchange.id))
      columns.push({ first, marks: run });
    else columns.push(...run.map((mark) => ({ first: mark, marks: [mark] })));
    run = [];
  };
  for (const [at, mark] of marks.entries()) {
    const [first] = run;
    const stands = Math.abs(at - itself) <= near || at === base || matters(mark);
    if (stands || first?.lane !== mark.lane) close();
    if (stands) columns.push({ first: mark, marks: [mark] });
    else run.push(mark);
  }
  close();
  return columns;
}

function matters({ kind, stale, changedUnseen, returned }: Mark): boolean {
  return kind === 'refused' || kind === 'failed' || stale || changedUnseen || returned;
}

/** Where the refused save's copy came from: the last exchange of its tab before it that brought its version. */
function baseOf(marks: readonly Mark[], itself: number): number {
  const wanted = marks[itself]?.version ?? null;
  if (wanted === null) return -1;
  for (let at = itself - 1; at >= 0; at--) {
    const mark = marks[at];
    if (mark?.lane === 'this' && mark.version === wanted && mark.kind !== 'refused') return at;
  }
  return -1;
}
