/** `npm run -s bench:causes`: how often the first answer is right, and what is taken for what, for each set of documented refusals. */
import { asLine } from '../../scripts/causes.ts';
import type { Documented } from '../../scripts/documented-refusal.ts';
import { Tally } from '../../scripts/tally.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { corpus } from '../diagnose/documented.ts';

const others = corpus('others');
const sets: readonly (readonly [string, readonly Documented[]])[] = [
  ['conflicts.jsonl, which the rules were made with', corpus('conflicts')],
  ...[...new Set(others.map(({ set }) => set ?? 'others'))].map(
    (set) => [`others.jsonl, ${set}`, others.filter((item) => (item.set ?? 'others') === set)] as const,
  ),
];

for (const [name, items] of sets) {
  const tally = new Tally();
  const started = performance.now();
  for (const item of items) tally.add(item, asLine(item.id, diagnose(item.file)));
  const each = (performance.now() - started) / Math.max(1, items.length);
  console.log(`\n${name}\n${tally.summary()} · ${each.toFixed(2)} ms each`);
  for (const [label, row] of [...tally.confusion].sort()) {
    const said = [...row]
      .sort((a, b) => b[1] - a[1])
      .map(([kind, count]) => (kind === label ? `${count} right` : `${count} as ${kind}`));
    console.log(`  ${label.padEnd(24)}${said.join(', ')}`);
  }
  for (const mistake of tally.mistakes) console.log(`  ! ${mistake}`);
}
