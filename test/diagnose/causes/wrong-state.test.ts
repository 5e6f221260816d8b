import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('wrong-state', {
  cause: [
    { story: 'paused', file: documented('docker-engine-07'), strength: 'likely' },
    { story: 'in the wrong machine state', file: documented('openstack-nova-01'), strength: 'likely' },
    { story: 'closed', file: documented('servicenow-case-api-01'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'a running operation', file: documented('docker-engine-05') },
    { story: 'exists', file: documented('harbor-01') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('docker-engine-07'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('docker-engine-07', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
