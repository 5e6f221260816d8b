/** `npm run -s bench:causes`: how often the first answer is right, and what is taken for what, for each set of documented refusals. */
import { asLine } from '../../scripts/causes.ts';
import type { Documented } from '../../scripts/documented-refusal.ts';
import { Tally } from '../../scripts/tally.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { corpus } from '../diagnose/documented.ts';
import { labResults } from '../diagnose/lab-results.ts';

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

const played = await labResults();
const telling = played.filter(({ shows }) => shows.length > 0);
const right = telling.filter(({ shows, first }) => first !== null && shows.includes(first));
const taken = played.flatMap(({ taken: causes }) => causes).length;
const wrong = played.flatMap(({ wrongProven }) => wrongProven).length;
console.log(
  `\nthe lab’s stories, played, checked and diagnosed (those that only a browser can play are browser tests)\n` +
    `top1 ${(right.length / telling.length).toFixed(2)} · near misses taken for true ${taken} · wrong-proven ${wrong} · n ${played.length}`,
);
const byCause = new Map<string, string[]>();
for (const { shows, first } of telling) {
  const cause = first !== null && shows.includes(first) ? first : (shows[0] ?? '');
  byCause.set(cause, [...(byCause.get(cause) ?? []), first === cause ? 'right' : `as ${first ?? 'nothing'}`]);
}
for (const [cause, outcomes] of [...byCause].sort()) {
  const said = [...new Set(outcomes)].map((one) => `${outcomes.filter((other) => other === one).length} ${one}`);
  console.log(`  ${cause.padEnd(28)}${said.join(', ')}`);
}
for (const { scenario, shows, first, taken: causes, wrongProven } of played)
  if ((shows.length > 0 && (first === null || !shows.includes(first))) || causes.length + wrongProven.length > 0)
    console.log(
      `  ! ${scenario}: ${first ?? 'nothing'}${[...causes, ...wrongProven].map((cause) => `, ${cause}`).join('')}`,
    );
