import { caseOf, exchange } from '../../diagnose/cases.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { fullHistory, longHistory } from '../support/histories.ts';
import { story } from '../support/story.ts';
import type { State } from './states.ts';

/** A world with this history and the story's causes. */
function worldWith(file: ReturnType<typeof fullHistory>) {
  const world = fakeWorld([file]);
  const { causes, findings } = story().world;
  for (const [id, cause] of causes) world.causes.set(id, cause);
  world.findings = findings;
  return world;
}

async function press(name: string): Promise<void> {
  const wanted = (): HTMLElement | undefined =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  // What is fetched on demand comes some frames later.
  for (let frame = 0; frame < 300 && wanted() === undefined; frame++) await new Promise(requestAnimationFrame);
  wanted()?.click();
}

export const versionsStates: { readonly [name: string]: State } = {
  versions: { world: () => worldWith(fullHistory()) },
  'versions-table': { world: () => worldWith(fullHistory()), after: () => press('Show as a table') },
  'versions-long': { world: () => worldWith(longHistory()) },
  'versions-one': {
    world: () => worldWith(caseOf(exchange({ method: 'PUT', status: 428, url: 'https://api.test/api/articles/7' }))),
  },
};
