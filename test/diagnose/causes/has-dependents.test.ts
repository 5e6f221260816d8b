import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('has-dependents', {
  cause: [
    { story: 'a volume is mounted', file: documented('docker-engine-06'), strength: 'likely' },
    { story: 'policies are attached', file: documented('aws-iam-01'), strength: 'likely' },
    { story: 'a foreign key', file: documented('nest-users-01'), strength: 'likely' },
    { story: 'snapshots hang on it', file: documented('azure-blob-storage-07'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'a name is in use', file: documented('docker-engine-01') },
    { story: 'it is running', file: documented('docker-engine-02') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('docker-engine-06'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('docker-engine-06', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
