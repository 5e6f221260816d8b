import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { scenarios } from './scenarios/index.ts';
import { type Lab, startLab } from './server.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

describe('the list of scenarios', () => {
  it('names each file once, by its id', () => {
    const files = readdirSync(new URL('./scenarios', import.meta.url)).filter((name) => name !== 'index.ts');
    expect(scenarios.map((one) => `${one.id}.ts`).sort()).toEqual(files.sort());
  });

  it('gives every cause that a story shows a near miss somewhere else', () => {
    const missed = new Set(scenarios.flatMap((one) => one.nearMissOf ?? []));
    const shown = new Set(scenarios.flatMap((one) => one.shows));
    expect([...shown].filter((cause) => !missed.has(cause))).toEqual([]);
  });

  it('never shows a cause that it calls a near miss', () => {
    for (const { id, shows, nearMissOf = [] } of scenarios)
      expect([id, nearMissOf.filter((cause) => shows.includes(cause))]).toEqual([id, []]);
  });
});

describe('a story ends as it says', () => {
  for (const scenario of scenarios.filter((one) => one.browserOnly !== true))
    it.concurrent(scenario.id, async () => {
      const { lastSave, exchanges } = await play(lab, scenario);
      expect(lastSave).toBe(scenario.ends);
      expect(exchanges.length).toBeGreaterThan(0);
    });
});
