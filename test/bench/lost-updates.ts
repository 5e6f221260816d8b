/**
 * Random schedules of two to five writers of one note, with delays, aborts and broken connections, all saving through replay.
 * `npm run -s bench:lost-updates [-- COUNT]`; exit 1 where an acknowledged edit is gone that no person gave up, or a write named no version.
 */
import fc from 'fast-check';
import { playSchedule, schedules } from '../act/schedules.ts';
import { startLab } from '../lab/server.ts';

const count = Number(process.argv[2] ?? 10_000);
const lab = await startLab();
const sum = { schedules: 0, saves: 0, refused: 0, replays: 0, acknowledged: 0, lost: 0, blind: 0 };
const began = Date.now();
const found = await fc.check(
  fc.asyncProperty(schedules, async (schedule) => {
    const report = await playSchedule(lab, schedule);
    sum.schedules++;
    for (const name of ['saves', 'refused', 'replays', 'acknowledged', 'blind'] as const) sum[name] += report[name];
    sum.lost += report.lost.length;
    if (sum.schedules % 1_000 === 0) console.error(`${sum.schedules} schedules, lost ${sum.lost}`);
    return report.lost.length === 0 && report.blind === 0;
  }),
  { numRuns: count },
);
await lab.close();
const seconds = Math.round((Date.now() - began) / 1000);
if (found.failed) console.log(`counterexample: ${JSON.stringify(found.counterexample)}`);
console.log(
  `schedules ${sum.schedules} · saves ${sum.saves} · refused ${sum.refused} · replays ${sum.replays} · acknowledged edits ${sum.acknowledged} · written without a version ${sum.blind} · lost ${sum.lost} · ${seconds} s`,
);
process.exitCode = found.failed ? 1 : 0;
