import { caseOf, exchange } from '../../diagnose/cases.ts';
import { fullHistory, longHistory, revisions } from '../support/histories.ts';
import { press } from '../support/press.ts';
import { worldOf } from '../support/story.ts';
import type { State } from './states.ts';

export const versionsStates: { readonly [name: string]: State } = {
  versions: { world: () => worldOf(fullHistory()) },
  'versions-table': { world: () => worldOf(fullHistory()), after: () => press('Show as a table') },
  'versions-long': { world: () => worldOf(longHistory()) },
  'versions-body': { world: () => worldOf(revisions()) },
  'versions-body-table': { world: () => worldOf(revisions()), after: () => press('Show as a table') },
  'versions-one': {
    world: () => worldOf(caseOf(exchange({ method: 'PUT', status: 428, url: 'https://api.test/api/articles/7' }))),
  },
};
