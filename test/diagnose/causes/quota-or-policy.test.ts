import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('quota-or-policy', {
  cause: [
    { story: 'a count exceeds its limit', file: documented('azure-blob-storage-12'), strength: 'likely' },
    { story: 'a quota', file: documented('openstack-neutron-02'), strength: 'likely' },
    { story: 'an immutable tag', file: documented('harbor-02'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('openstack-neutron-02'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('openstack-neutron-02', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
