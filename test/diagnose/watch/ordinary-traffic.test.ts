import { afterAll, beforeAll, expect, test } from 'vitest';
import { flagByHistory, flagOf, needsHistory } from '../../../src/diagnose/watch/flagged.ts';
import type { Exchange } from '../../../src/record/exchange.ts';
import { play } from '../../lab/play.ts';
import { scenarios } from '../../lab/scenarios/index.ts';
import { type Lab, startLab } from '../../lab/server.ts';
import { beginRecording } from '../lab-recording.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

/** What each flag says, as causes that a scenario names as true. */
const causeOf = { 'disguised-refusal': 'conflict-in-disguise', 'lost-update': 'lost-update' } as const;

const played = scenarios.filter(({ browserOnly }) => browserOnly !== true);
const times = played.map((scenario) => [scenario.id, scenario] as const);

// A save goes before, so that numbers that count by one are known as such; then twice through the story.
test.each(times)('%s: a flag stands only where the story tells of it', async (_, scenario) => {
  lab.reset(scenario.id);
  const recording = await beginRecording('watched', Date.now(), lab.url(scenario.id));
  const found: { readonly x: Exchange; readonly flag: 'disguised-refusal' | 'lost-update' }[] = [];
  let lookedUp = 0;
  let successes = 0;
  try {
    const again = ['load', 'type', 'save', ...scenario.steps, ...scenario.steps];
    // What was deleted cannot be saved again.
    const steps = scenario.page?.saveMethod === 'DELETE' ? scenario.steps : again;
    const { exchanges } = await play(lab, scenario, steps);
    for (const each of exchanges) {
      const id = await recording.see(each);
      const x = id === null ? null : await recording.store.exchange(id);
      if (id === null || x === null) continue;
      if (x.status !== null && x.status < 300) successes += 1;
      const said = flagOf(x);
      if (said) found.push({ x, flag: said });
      if (said || !needsHistory(x)) continue;
      lookedUp += 1;
      const file = await recording.store.caseFile(id);
      const flag = file && flagByHistory(file);
      if (flag) found.push({ x, flag });
    }
  } finally {
    recording.close();
  }
  const untold = found.filter(({ flag }) => !scenario.shows.includes(causeOf[flag]));
  expect(untold.map(({ x, flag }) => `${flag}: ${x.status} ${x.method} ${x.url}`)).toEqual([]);
  // A story that tells of a disguise is flagged, else this could not fail.
  if (scenario.shows.includes('conflict-in-disguise'))
    expect(found.map(({ flag }) => flag)).toContain('disguised-refusal');
  if (scenario.shows.includes('lost-update')) expect(found.map(({ flag }) => flag)).toContain('lost-update');
  expect(lookedUp).toBeLessThanOrEqual(successes);
});
