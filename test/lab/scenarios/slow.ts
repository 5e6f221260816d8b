import { setTimeout as wait } from 'node:timers/promises';
import { isWrite } from '../core/call.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const usualMs = 2000;
const longestMs = 60_000;

function milliseconds(asked: string | null): number {
  const ms = asked === null ? Number.NaN : Number(asked);
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, longestMs) : usualMs;
}

export const slow: Scenario = {
  id: 'slow',
  title: 'Two saves overlap',
  story:
    'Load, then press “Save twice”. Writing takes two seconds (?ms= on a request changes that) and both saves start from the same version. The first to end is kept, the other one is refused.',
  group: 'First stories',
  steps: ['load', 'type', 'twice'],
  ends: 409,
  shows: ['overlapping-saves'],
  nearMissOf: ['changed-by-someone-else', 'own-earlier-save'],
  rules: {
    refuse: (document, tag) =>
      problem(409, 'Edit conflict', `Another save of ${document.path} ended first.`, { currentVersion: tag }),
  },
  handle: async (call, next) => {
    if (isWrite(call)) await wait(milliseconds(call.query.get('ms')));
    return next();
  },
};
