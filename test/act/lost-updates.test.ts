import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { playSchedule, type Report, schedules } from './schedules.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

test('no acknowledged edit disappears without a person’s choice, and nothing is written blindly', {
  timeout: 300_000,
}, async () => {
  const all: Report[] = [];
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const report = await playSchedule(lab, schedule);
      all.push(report);
      expect(report.lost).toEqual([]);
      expect(report.blind).toBe(0);
    }),
    { numRuns: 200 },
  );
  // The schedules do come to conflicts, and replays do save.
  const sum = (count: (report: Report) => number) => all.reduce((before, report) => before + count(report), 0);
  expect(sum(({ refused }) => refused)).toBeGreaterThan(100);
  expect(sum(({ acknowledged }) => acknowledged)).toBeGreaterThan(sum(({ saves, refused }) => saves - refused));
});
