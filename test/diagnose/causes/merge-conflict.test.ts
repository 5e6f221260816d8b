import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('merge-conflict', {
  cause: [
    { story: 'a revert that finds conflicts', file: documented('lakefs-02'), strength: 'likely' },
    { story: 'a branch that cannot be merged', file: documented('gitlab-02'), strength: 'likely' },
    { story: 'only the address speaks of a merge', file: documented('lakefs-01'), strength: 'possible' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('lakefs-03') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [{ story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ }],
});
