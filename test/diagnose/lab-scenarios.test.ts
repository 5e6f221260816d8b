import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/diagnose/contract.ts';
import { causes, diagnose } from '../../src/diagnose/index.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { diagnosed } from './lab-case.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const causesOf = (findings: readonly Finding[]) => findings.filter((f) => f.finding === 'cause');
const provenOf = (findings: readonly Finding[]) =>
  causesOf(findings).flatMap((f) => (f.strength === 'proven' ? [f.cause] : []));
/** What is no refusal by its status is nobody's question unless one of these finds it. */
const watchers = ['lost-update', 'conflict-in-disguise'];

describe.each(['devtools', 'watched'] as const)('the lab’s stories, recorded with %s', (watch) => {
  const playable = scenarios.filter((s) => s.browserOnly !== true);
  test.each(playable.map((s) => [s.id, s] as const))('%s', async (_, scenario) => {
    const { before, after, passed } = await diagnosed(lab, scenario, watch);
    for (const findings of [before, after]) {
      expect(findings.filter((f) => f.finding === 'error')).toEqual([]);
      // The question before the check may be open; nothing false is proven at any time.
      for (const cause of provenOf(findings)) expect(scenario.shows).toContain(cause);
      for (const watcher of watchers)
        if (!scenario.shows.includes(watcher)) expect(causesOf(findings).map((f) => f.cause)).not.toContain(watcher);
    }
    const found = causesOf(after);
    for (const cause of scenario.nearMissOf ?? [])
      expect(found.find((f) => f.cause === cause && f.strength !== 'possible')).toBeUndefined();
    if (scenario.shows.length > 0) expect(scenario.shows).toContain(found[0]?.cause);
    for (const file of passed) {
      const wrong = causesOf(diagnose(file)).filter((f) => watchers.includes(f.cause));
      expect(wrong.filter((f) => !scenario.shows.includes(f.cause))).toEqual([]);
    }
  });
});

/** True only beside another extension: `stripped-if-match` and `stripped-etag` of test/e2e/stories. */
const besideOthers = ['header-changed-by-extension'];

test('every cause is true in one scenario and merely looks so in another', () => {
  const shown = new Set(scenarios.flatMap((s) => s.shows));
  const missed = new Set(scenarios.flatMap((s) => s.nearMissOf ?? []));
  expect(causes.filter(({ id }) => !shown.has(id) && !besideOthers.includes(id)).map(({ id }) => id)).toEqual([]);
  expect(causes.filter(({ id }) => !missed.has(id)).map(({ id }) => id)).toEqual([]);
  const known = new Set(causes.map(({ id }) => id));
  for (const { shows, nearMissOf = [] } of scenarios)
    for (const cause of [...shows, ...nearMissOf]) expect(known).toContain(cause);
});
